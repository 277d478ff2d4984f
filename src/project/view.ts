/** The repository as detection sees it: bounded to its root, read only, vendored trees left out. */
export interface ProjectView {
  /** Absolute. */
  readonly root: string;
  /**
   * Text of a file, or undefined when it is missing, binary, outside the root or bigger
   * than `most` bytes (default 1 MiB; lockfiles need more).
   */
  text(path: string, most?: number): string | undefined;
  exists(path: string): boolean;
  isDir(path: string): boolean;
  /** Files below `dir` (relative to the root), vendored and ignored trees left out, sorted; at most `limit`. */
  files(dir: string, limit?: number): readonly string[];
  /** Files below `dir` whose name ends in one of the endings. */
  sources(dir: string, endings: readonly string[]): readonly string[];
  /** What was left out because of a limit, in whole sentences. */
  notes?(): readonly string[];
}
