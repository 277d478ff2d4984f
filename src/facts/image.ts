import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import type { Span } from '../text/span.ts';
import type { Binary } from './binary.ts';
import type { Bytes } from './bytes.ts';
import type { ContextFacts } from './context.ts';
import type { Need } from './need.ts';
import type { Fact, Origin } from './origin.ts';
import type { Tri } from './tri.ts';

/** One entry of an image's file system. */
export interface Entry {
  readonly kind: 'file' | 'dir' | 'link' | 'special';
  readonly uid: Fact<number>;
  readonly gid: Fact<number>;
  readonly mode: Fact<number>;
  /** Of a directory: everything under it that is not listed by itself. */
  readonly size: Bytes;
  /** Target of a link. */
  readonly target?: string;
  readonly content?: ContentRef;
  /** What it is when it is started or loaded; undefined: nobody has seen it being made. */
  readonly binary?: Binary;
  readonly layer: number;
  readonly origin: Origin;
}

/** Where a file's content can be read: a path of the build context, or text written by the Dockerfile. */
export type ContentRef =
  | {
      readonly context: string;
      /** Of a directory: whether a build may find something below it at which nothing is sent now. */
      mayHold?(below: string): boolean;
    }
  /** `partial`: the file has other lines, too, which nobody knows. */
  | { readonly text: string; readonly partial?: true };

export interface Change {
  /** `empty`: everything below a directory goes, the directory stays. `doubt`: what is there may go, or change. */
  readonly do: 'put' | 'remove' | 'empty' | 'doubt';
  readonly path: string;
  readonly entry?: Entry;
  /** Of a directory: there may be more in it than what is listed. */
  readonly open?: true;
  /** Who did it; a removal has no entry to say so. */
  readonly origin?: Origin;
}

/** A part of the file system about which nothing absent is known any more (`/` = wherever the user may write). */
export interface Region {
  readonly path: string;
  readonly because: Origin;
  /** Who writes; directories that only others may write stay as they are. Undefined: root, or not known. */
  readonly uid?: number;
  /** Paths that it certainly leaves as they are. */
  readonly spares?: RegExp;
}

export interface FileTree {
  /** Whether the path exists, and what is known of it. */
  get(path: string): { readonly is: Tri; readonly entry?: Entry; readonly origin: Origin };
  list(dir: string): {
    readonly entries: readonly (Entry & { path: string })[];
    readonly complete: Tri;
  };
  apply(changes: readonly Change[], havoc?: readonly Region[]): FileTree;
}

/** What an installed package is and which manager put it there. */
export interface Package {
  readonly manager: 'apt' | 'apk' | 'dnf' | 'npm' | 'pip' | 'go' | 'other';
  readonly name: string;
  readonly version?: string;
  readonly size: Bytes;
  readonly origin: Origin;
  /** Name under which it can be removed together with others (apk's virtual packages). */
  readonly group?: string;
  /** Pulled in as a recommendation or a development dependency. */
  readonly extra?: 'recommended' | 'dev' | 'build';
}

export interface HealthCheck {
  readonly none: boolean;
  /** Exec form, or one shell command line. */
  readonly test: readonly string[] | string;
  readonly origin: Origin;
}

export interface CommandLine {
  readonly form: 'json' | 'shell';
  /** For shell form one element: the command line. */
  readonly words: readonly string[];
  readonly origin: Origin;
}

/** The configuration an image would have. Values are expanded; undefined = not set. */
export interface ImageConfig {
  readonly env: ReadonlyMap<string, Fact<string>>;
  readonly user: Fact<string>;
  readonly workdir: Fact<string>;
  readonly shell: readonly string[];
  readonly cmd?: CommandLine;
  readonly entrypoint?: CommandLine;
  readonly healthcheck?: HealthCheck;
  readonly stopSignal?: Fact<string>;
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: ReadonlyMap<string, Fact<string>>;
  readonly onbuild: readonly string[];
}

/** Something a command left in a layer that the image does not need. */
export interface Leftover {
  readonly kind:
    | 'cache'
    | 'package-lists'
    | 'temporary'
    | 'docs'
    | 'build-tools'
    | 'dev-dependencies'
    | 'recommended'
    | 'git'
    | 'deleted-later'
    | 'duplicated';
  readonly path: string;
  readonly size: Bytes;
  readonly origin: Origin;
}

export interface Layer {
  readonly instruction: Instruction;
  /** Bytes this layer adds. */
  readonly size: Bytes;
}

export interface ImageState {
  readonly config: ImageConfig;
  readonly files: FileTree;
  readonly packages: readonly Package[];
  readonly leftovers: readonly Leftover[];
  readonly layers: readonly Layer[];
  /** Bytes of the base, then of everything: `base + layers`. */
  readonly baseSize: Bytes;
  readonly base: BaseFacts | undefined;
}

/** What the cache key of an instruction depends on. */
export type CacheInput =
  | {
      readonly kind: 'context';
      readonly patterns: readonly string[];
      readonly excludes?: readonly string[];
    }
  | { readonly kind: 'stage'; readonly index: number; readonly path: string }
  | { readonly kind: 'arg'; readonly name: string }
  | { readonly kind: 'network'; readonly what: string };

export interface Effect {
  readonly needs: readonly Need[];
  readonly changes: readonly Change[];
  readonly havoc: readonly Region[];
  readonly packages: readonly Package[];
  readonly leftovers: readonly Leftover[];
  readonly succeeds: Tri;
  readonly reads: readonly CacheInput[];
  readonly network: Tri;
  /** Bytes written to the layer. */
  readonly writes: Bytes;
  /** False: something in the command was not understood. */
  readonly understood: boolean;
  /** The words that were not, as written. */
  readonly strange?: readonly string[];
}

/** One simple command of a RUN (or CMD, ENTRYPOINT, HEALTHCHECK) with its words after expansion where known. */
export interface CommandTrace {
  /** Program name without directory, e.g. `apt-get`; undefined when it is computed. */
  readonly program?: string;
  /** Words; undefined where a word is not known statically. */
  readonly words: readonly (string | undefined)[];
  readonly at: Span;
  /** Span of each word in the Dockerfile. */
  readonly wordSpans: readonly Span[];
  readonly effect: Effect;
}

export interface StepTrace {
  readonly instruction: Instruction;
  readonly before: ImageState;
  readonly after: ImageState;
  readonly commands: readonly CommandTrace[];
  /** What the instruction itself needs: sources of a COPY, the user of a USER. Commands have their own. */
  readonly needs?: readonly Need[];
  readonly cacheInputs: readonly CacheInput[];
  readonly succeeds: Tri;
  /** Bytes the instruction adds to the image. */
  readonly writes: Bytes;
}

export interface StageTrace {
  readonly stage: Stage;
  readonly start: ImageState;
  readonly steps: readonly StepTrace[];
  readonly end: ImageState;
}

/** What the interpreter found out about a Dockerfile. */
export interface Trace {
  readonly graph: StageGraph;
  /** By stage index; undefined for stages that are not reached. */
  readonly stages: readonly (StageTrace | undefined)[];
  /** The build context it was interpreted with. */
  readonly context?: ContextFacts;
  /** End state of the target; undefined when there is no stage. */
  readonly result?: ImageState;
}

/** A file of an image that was read. */
export interface BaseFile {
  /** Absolute. */
  readonly path: string;
  readonly kind: Entry['kind'];
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; undefined: none, or another name of a file that counts already. */
  readonly size?: number;
  /** Of a link. */
  readonly target?: string;
  /** Of the few files whose text matters. */
  readonly text?: string;
}

/** What is known of a base image. `unknown` images have no record. */
export interface BaseFacts {
  /** As asked for, e.g. `node:22`. */
  readonly ref: string;
  readonly family: string;
  readonly flavour: 'full' | 'slim' | 'alpine' | 'distroless' | 'scratch' | 'minimal';
  readonly os: {
    readonly id: string;
    readonly release?: string;
    readonly libc: 'glibc' | 'musl' | 'none';
  };
  readonly packageManager?: 'apt' | 'apk' | 'dnf' | 'microdnf' | 'zypper';
  /** Language and version in it, e.g. node 22. */
  readonly runtime?: { readonly language: string; readonly version: string };
  /** Unpacked and compressed (registry) bytes. */
  readonly size: Bytes;
  readonly compressed: Bytes;
  readonly user: string;
  readonly users: readonly {
    readonly name: string;
    readonly uid: number;
    readonly gid: number;
    readonly home: string;
  }[];
  /** Groups besides those of the users' own names. */
  readonly groups?: readonly { readonly name: string; readonly gid: number }[];
  /** Whether there are no other users and groups. */
  readonly allAccounts?: true;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly stopSignal?: string;
  /** Programs known to be there, as absolute paths. */
  readonly programs: readonly string[];
  /** Programs known not to be there, by name. */
  readonly without: readonly string[];
  /** Whether `programs` is the whole list (distroless, scratch). */
  readonly complete: boolean;
  /** Every file of it, where the image itself was read. */
  readonly files?: readonly BaseFile[];
  /** What else its configuration sets; undefined: nothing that is known. */
  readonly set?: {
    readonly healthcheck?: readonly string[];
    readonly exposed?: readonly string[];
    readonly volumes?: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly shell?: readonly string[];
    readonly onbuild?: readonly string[];
  };
  /** ISO dates; undefined where none is known. */
  readonly endOfLife?: string;
  readonly confidence: 'source' | 'measured' | 'knowledge';
  readonly source: string;
}

/** Answers what is known of an image by reference; undefined: nothing. */
export type BaseLookup = (ref: string, platform: string) => BaseFacts | undefined;
