/** A program to compile and to ship. */
export interface Program {
  /** Package to compile: `.` or `./cmd/server`. */
  readonly target: string;
  /** The user's own flags (`-tags`, `-ldflags` …) as they stand, joined with ours. */
  readonly flags: readonly string[];
  /** Name in the directory of what is built. */
  readonly name: string;
  /** Absolute paths in the image. */
  readonly paths: readonly string[];
  readonly cgo: boolean;
}

/** What is compiled, with which flags, and what of it the container starts. */
export interface Compile {
  /** The started one first. */
  readonly programs: readonly Program[];
  /** The user's own steps compile; path of the program in the build stage, relative to the sources. */
  readonly made?: string;
  /** Absolute path of it in the image, when that is another than where it was left. */
  readonly madeTo?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly line?: number;
  readonly cgo: boolean;
  readonly differences: readonly string[];
}

/** Why there is nothing to compile. */
export interface NotCompiled {
  readonly declined: string;
}

/** What the user's file starts, and on which line it says so. */
export interface Start {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly line: number;
}
