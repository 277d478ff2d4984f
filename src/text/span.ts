/** A half-open range of a text in UTF-16 units: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people and editors count it: both from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A change to one file: the units from `start` to `end` become `text`. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The file does not exist yet; `start` and `end` are 0. */
  readonly create?: true;
}

/**
 * A text derived from a file (for example a RUN body with its continuations
 * joined), with the way back: unit `i` of `text` came from unit `offsets(i)` of the file.
 */
export interface MappedText {
  readonly text: string;
  /**
   * Runs in ascending order, two numbers each: `[at, from, at, from, …]`. A run covers `text` from its `at` to the
   * next run's; there, `text` is the file from `from` on. Bare numbers, because a line can go on a million times.
   */
  readonly runs: readonly number[];
}
