import type { Bytes } from '../../facts/bytes.ts';
import type { NeedKind } from '../../facts/need.ts';
import type { Tri } from '../../facts/tri.ts';

/** Why something is so: who made it, on which line, and what that came from. */
export interface Cause {
  readonly by: 'base' | 'context' | 'stage' | 'command' | 'package' | 'assumption';
  readonly what?: string;
  /** From 1. */
  readonly line?: number;
  readonly from?: Cause;
}

/** A value with its cause, or an unknown with its. */
export type Told<T> =
  | { readonly known: true; readonly value: T; readonly cause: Cause }
  | { readonly known: false; readonly cause: Cause };

export interface FileTold {
  readonly path: string;
  readonly exists: Tri;
  readonly kind?: 'file' | 'dir' | 'link' | 'special';
  readonly uid?: number;
  readonly gid?: number;
  /** Octal, e.g. `0755`. */
  readonly mode?: string;
  readonly size?: Bytes;
  readonly target?: string;
  /** 0: the base's. */
  readonly layer?: number;
  readonly cause: Cause;
}

export interface ChangeTold extends FileTold {
  readonly change: 'added' | 'changed' | 'removed' | 'in doubt';
}

export interface NeedTold {
  readonly need: NeedKind;
  readonly what: string;
  readonly met: Tri;
  readonly line: number;
  readonly cause: Cause;
}

export interface CommandTold {
  readonly line: number;
  readonly column: number;
  /** Undefined where a word is not known. */
  readonly words: readonly (string | null)[];
  readonly understood: boolean;
  /** Words that were not understood. */
  readonly strange: readonly string[];
  readonly succeeds: Tri;
  readonly network: Tri;
  readonly needs: readonly NeedTold[];
}

/** The state of an image at one moment. */
export interface Moment {
  readonly base?: {
    readonly ref: string;
    readonly os: string;
    readonly libc: string;
    readonly packageManager?: string;
    readonly runtime?: string;
    /** How well it is known, and from where. */
    readonly confidence: string;
    readonly source: string;
  };
  readonly user: Told<string>;
  readonly uid: Told<number>;
  readonly workdir: Told<string>;
  readonly shell: readonly string[];
  readonly env: readonly ({ readonly name: string } & Told<string>)[];
  readonly entrypoint?: CommandSet;
  readonly cmd?: CommandSet;
  readonly healthcheck?: { readonly none: boolean; readonly test: readonly string[] };
  readonly stopSignal?: Told<string>;
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: readonly ({ readonly name: string } & Told<string>)[];
  readonly users: {
    readonly known: readonly { readonly name: string; readonly uid?: number }[];
    readonly complete: boolean;
  };
  readonly packages: readonly {
    readonly manager: string;
    readonly name: string;
    readonly version?: string;
    readonly size: Bytes;
    readonly cause: Cause;
  }[];
  readonly leftovers: readonly {
    readonly kind: string;
    readonly path: string;
    readonly size: Bytes;
    readonly cause: Cause;
  }[];
  /** Files that are not the base's. */
  readonly files: readonly FileTold[];
  /** False: there are more than are listed. */
  readonly filesListed: boolean;
  /** Parts of the file system where something nobody knows may have come. */
  readonly inDoubt: readonly { readonly path: string; readonly cause: Cause }[];
  readonly layers: number;
  readonly size: Bytes;
}

export interface CommandSet {
  readonly form: 'json' | 'shell';
  readonly words: readonly string[];
  readonly cause: Cause;
}

/** One instruction with what it does. */
export interface StepTold {
  readonly line: number;
  readonly endLine: number;
  readonly instruction: string;
  /** As written, secrets masked. */
  readonly text: string;
  readonly stage: { readonly index: number; readonly name?: string; readonly from: string };
  readonly succeeds: Tri;
  /** Bytes it adds to the image. */
  readonly writes: Bytes;
  readonly needs: readonly NeedTold[];
  readonly commands: readonly CommandTold[];
  readonly changes: readonly ChangeTold[];
  /** What its cache key depends on besides its text. */
  readonly cacheInputs: readonly string[];
  readonly before: Moment;
  readonly after: Moment;
  /** What is known of the paths that were asked for, before and after. */
  readonly paths: readonly { readonly before: FileTold; readonly after: FileTold }[];
}

/** What `plimsoll state` says. */
export interface StateReport {
  readonly file: string;
  readonly platform: string;
  readonly line?: number;
  readonly target?: string;
  readonly steps: readonly StepTold[];
  /** Instructions that are not reached from the target, by line. */
  readonly notReached: readonly number[];
}
