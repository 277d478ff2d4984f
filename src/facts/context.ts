/** One file of the build context, or one that the ignore file keeps out. */
export interface ContextEntry {
  /** Relative to the context, `/` between parts, no leading `./`. */
  readonly path: string;
  readonly kind: 'file' | 'dir' | 'link' | 'special';
  /** Bytes of a file, 0 else. */
  readonly size: number;
  readonly mode: number;
}

/** Which pattern of the ignore file decided about a path. */
export interface IgnoreDecision {
  readonly ignored: boolean;
  /** As written; undefined when no pattern matched. */
  readonly pattern?: string;
  /** 1-based line in the ignore file. */
  readonly line?: number;
}

/** The build context after the ignore file. Walked once, at the first question. */
export interface ContextFacts {
  /** Absolute directory. */
  readonly dir: string;
  /** Relative path of the ignore file in force; undefined when there is none. */
  readonly ignoreFile?: string;
  decide(path: string): IgnoreDecision;
  /** Whether the ignore file keeps out a source of COPY or ADD as it is written; never with exceptions in the file. */
  keepsOut?(source: string): boolean;
  /** Entry at a path that is sent to the builder. */
  get(path: string): ContextEntry | undefined;
  /** Everything that is sent, sorted by path. */
  entries(): readonly ContextEntry[];
  /** What one COPY source (a Go filepath.Match pattern or a directory) selects, files and directories below included. */
  select(pattern: string): readonly ContextEntry[];
  /**
   * Whether a build may find something at a path (or pattern) at which nothing is sent now, because it is
   * built before, kept out of version control, or because another directory is the context. An empty path
   * asks about names nobody has asked for. Undefined: what is not there now never will be.
   */
  mayHold?(path: string): boolean;
  /** Content of a file that is sent; undefined when there is none. */
  read(path: string): Uint8Array | undefined;
  readonly totals: { readonly files: number; readonly bytes: number };
  /** What could not be read, and lines of the ignore file that break every build. */
  readonly problems?: readonly {
    /** Relative to the context. */
    readonly path: string;
    readonly line?: number;
    readonly message: string;
  }[];
}
