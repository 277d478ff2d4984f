import type { BuildProgress, BuildStep } from './types.ts';

/** Most lines of build output kept for a message. */
const KEPT_LINES = 200;

/** Reads a builder's output line by line and knows at the end which steps ran. */
export interface ProgressReader {
  /** One line of output, without its line end. */
  line(text: string): void;
  steps(): readonly BuildStep[];
  /** The last lines the steps printed; those of the failed step alone when one failed. */
  log(): readonly string[];
  /** What the builder printed besides steps: its error message above all. */
  rest(): readonly string[];
  failed(): BuildStep | undefined;
}

export type OnProgress = (event: BuildProgress) => void;

/** Keeps the last lines of something that may go on for ever. */
export class LastLines {
  readonly #lines: string[] = [];
  #open = '';

  /** Adds output that may end in the middle of a line. */
  push(text: string): string[] {
    const parts = (this.#open + text).split(/\r\n|\n|\r/);
    this.#open = (parts.pop() ?? '').slice(-10_000);
    for (const part of parts) this.add(part);
    return parts;
  }

  add(line: string): void {
    this.#lines.push(line.slice(0, 2_000));
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  }

  all(): readonly string[] {
    return this.#open === '' ? [...this.#lines] : [...this.#lines, this.#open];
  }
}
