import type { FailureReason } from '../builders/classify.ts';
import type { BuildStep } from '../builders/types.ts';
import type { Bytes } from '../facts/bytes.ts';

export type Verdict = 'proved' | 'built' | 'predicted' | 'declined';

/** What one GET said. */
export interface Answer {
  readonly path: string;
  readonly status?: number;
  readonly type?: string;
  /** SHA-256 of the body after noise was taken out. */
  readonly body?: string;
  readonly error?: string;
}

export interface Rebuild {
  readonly kind: 'unchanged' | 'source-changed' | 'dependency-changed';
  /** File that got a newline; undefined for `unchanged`. */
  readonly file?: string;
  /** Steps that ran (not cached), BuildKit's names. */
  readonly ran: readonly BuildStep[];
  /** Steps that install dependencies among them. */
  readonly installs: readonly BuildStep[];
  readonly seconds: number;
  /** Why it could not be measured. */
  readonly problem?: string;
  /**
   * Whether the package manager found its downloads again: `used` and `downloads` are
   * read from the log; `mounted`: it had its cache, and its log does not say more.
   */
  readonly managerCache?: 'used' | 'mounted' | 'downloads' | 'unknown';
}

/** Everything measured of one version. */
export interface Measures {
  readonly image: string;
  /** Regular files' bytes over the layers; the same in gzip. */
  readonly size: Bytes;
  readonly compressed: Bytes;
  readonly layers: readonly {
    readonly bytes: number;
    readonly compressed: number;
    readonly createdBy?: string;
    readonly base: boolean;
  }[];
  /** Bytes the COPY and ADD instructions take from the context. */
  readonly context: Bytes;
  /** Seconds. */
  readonly coldBuild?: number;
  readonly rebuilds: readonly Rebuild[];
  readonly run?: RunMeasures;
}

export interface RunMeasures {
  /** Seconds until the first answer; undefined: none came. */
  readonly start?: number;
  readonly answers: readonly Answer[];
  readonly health: 'healthy' | 'unhealthy' | 'none' | 'starting';
  readonly stop?: { readonly seconds: number; readonly exitCode: number };
  readonly uid?: number;
  /** Whether it answers with a read-only root, no capabilities, no new privileges; and what it wanted to write. */
  readonly readOnly?: { readonly works: boolean; readonly wants: readonly string[] };
  /** Bytes. */
  readonly memory?: number;
  /** Median seconds under a small bounded load. */
  readonly latency?: number;
  /** Why it did not start, with the last lines of its log (masked). */
  readonly problem?: string;
  readonly log: readonly string[];
}

export interface Check {
  readonly name: string;
  readonly result: 'yes' | 'no' | 'unknown';
  /** In words: what was seen. */
  readonly evidence: string;
}

export interface ProofRequest {
  /** Absolute directory of the user's build context; never written to. */
  readonly contextDir: string;
  /** What to build before; undefined when there was no Dockerfile. */
  readonly before?: { readonly dockerfile: string; readonly ignore?: string };
  readonly after: { readonly dockerfile: string; readonly ignore?: string };
  /** Path of the Dockerfile relative to the context, e.g. `Dockerfile`. */
  readonly dockerfilePath: string;
  readonly target?: string;
  readonly platform?: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly buildContexts: readonly string[];
  /** `worker` and `batch` are not asked over HTTP. */
  readonly workload: string;
  readonly port?: number;
  readonly probes: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly envFile?: string;
  /** A source file and the dependency manifest to touch for the rebuilds, relative to the context. */
  readonly sourceFile?: string;
  readonly dependencyFile?: string;
  readonly allowNetwork: boolean;
  readonly wantsInit: boolean;
  /** Services the application needs that are not there: its checks are left out. */
  readonly missingServices: readonly string[];
  /** Strings that must never be shown. */
  readonly secretValues: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: ProofProgress) => void;
}

export interface ProofProgress {
  readonly version: 'before' | 'after';
  readonly stage: 'build' | 'size' | 'run' | 'rebuild';
  readonly text: string;
  readonly done?: boolean;
  /** Seconds. */
  readonly seconds?: number;
}

export interface Proof {
  readonly verdict: Verdict;
  /** Why it is not `proved`, in whole sentences. */
  readonly reasons: readonly string[];
  readonly before?: Measures;
  readonly after?: Measures;
  readonly checks: readonly Check[];
  /** The exact line the proof used for the new version. */
  readonly dockerRun?: string;
  /** The build of the old version failed: then nothing is offered. */
  readonly failure?: {
    readonly version: 'before' | 'after';
    /** What kind of failure: only of a `failed-step` and a `dockerfile` is the file itself the cause. */
    readonly reason: FailureReason;
    readonly message: string;
    readonly step?: string;
    readonly log: readonly string[];
  };
  readonly scans: readonly {
    readonly tool: string;
    readonly before?: string;
    readonly after?: string;
    readonly note?: string;
  }[];
}
