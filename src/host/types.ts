/**
 * The one door to the outside: disk, processes, network, clock, environment.
 * Files are synchronous (analysis is fast and sequential), processes are not.
 */
export type FileKind = 'file' | 'dir' | 'link' | 'special';

export interface FileStat {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Permission bits, e.g. 0o755. */
  readonly mode: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** Reading. Paths are absolute. Nothing here follows a link in the last component but `realPath`. */
export interface ReadFiles {
  /** The entry itself, links not followed; undefined when there is none or it cannot be seen. */
  stat(path: string): FileStat | undefined;
  /** Sorted by name; throws `HostError` when it is not a readable directory. */
  list(dir: string): DirEntry[];
  /** Whole content; throws `HostError` (`code` as in Node: ENOENT, EACCES, EISDIR …). */
  read(path: string): Uint8Array;
  readLink(path: string): string;
  realPath(path: string): string;
}

export interface Files extends ReadFiles {
  /** Writes beside and renames over: the old file or the new one, never half of it. */
  writeAtomic(path: string, content: string | Uint8Array, mode?: number): void;
  makeDir(path: string): void;
  /** A fresh private directory (mode 0700) for this run; removed by `removeTree`. */
  makeTemp(prefix: string): string;
  /** Copies a file (content, mode) or makes the same link. */
  copy(from: string, to: string): void;
  removeTree(path: string): void;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to (or, undefined, taken from) the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  /** Milliseconds; then the process group is killed and `timedOut` is set. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Called with each whole line as it comes, without its line end. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /**
   * Called with each chunk of stdout, which is then not kept in the result.
   * While a promise it gives is pending no more is read, so that the program waits.
   */
  readonly onStdout?: (chunk: Uint8Array) => void | Promise<void>;
  /** Most bytes kept of each stream; the rest is dropped from the front. Default 16 MiB. */
  readonly keep?: number;
}

export interface RunResult {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Seconds. */
  readonly seconds: number;
}

export interface Processes {
  /**
   * Absolute path of a program on the user's PATH, never inside `forbidden`
   * (the repository) nor in a `node_modules/.bin`; undefined when there is none.
   */
  which(name: string, forbidden?: string): string | undefined;
  /** Runs a program given by absolute path, without a shell. Throws only when it cannot be started. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Seconds until the body was complete. */
  readonly seconds: number;
}

export interface Network {
  /**
   * One GET without following redirects; throws when nothing answers in `timeout` ms. Body bounded by `maxBytes`.
   * `onBody` takes the body of an answer with status 200 in chunks, unbounded; it is then not in the answer.
   */
  get(
    url: string,
    options: {
      timeout: number;
      maxBytes?: number;
      headers?: Record<string, string>;
      onBody?: (chunk: Uint8Array) => Promise<void>;
    },
  ): Promise<HttpAnswer>;
  /** Whether something accepts a TCP connection. */
  connects(host: string, port: number, timeout: number): Promise<boolean>;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Monotonic, milliseconds. */
  elapsed(): number;
  sleep(ms: number): Promise<void>;
}

export interface Host {
  readonly files: Files;
  readonly processes: Processes;
  readonly network: Network;
  readonly clock: Clock;
  /** The process environment, read once. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDir: string;
}

/** A failed file operation, with Node's error code. */
export class HostError extends Error {
  readonly code: string;
  readonly path: string;
  constructor(code: string, path: string, message: string) {
    super(message);
    this.name = 'HostError';
    this.code = code;
    this.path = path;
  }
}
