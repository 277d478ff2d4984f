import type { Bytes } from '../facts/bytes.ts';
import type { Proof, Verdict } from '../proof/types.ts';
import type { Finding } from '../rules/types.ts';

export interface Gain {
  readonly name:
    | 'size'
    | 'compressed'
    | 'context'
    | 'cold build'
    | 'rebuild after a source change'
    | 'rebuild after a dependency change'
    | 'start'
    | 'stop'
    | 'memory';
  readonly unit: 'bytes' | 'seconds' | 'steps';
  readonly before?: Bytes;
  readonly after?: Bytes;
}

/** One line of the guides' checklist. */
export interface ChecklistItem {
  readonly text: string;
  readonly result: 'yes' | 'no' | 'unknown';
  readonly evidence: string;
}

export interface FileChange {
  /** Relative to the context. */
  readonly path: string;
  readonly before?: string;
  readonly after: string;
}

/** Outcome of `optimize`; `schema` names the contract of its JSON form. */
export interface OptimizeResult {
  readonly schema: 'plimsoll/optimize/1';
  readonly outcome: 'better' | 'nothing-to-gain' | 'not-proved' | 'declined' | 'failed';
  readonly verdict: Verdict;
  readonly directory: string;
  readonly application?: { readonly name: string; readonly path: string; readonly summary: string };
  readonly dockerfile?: string;
  readonly runtime?: string;
  /** Findings of the file as it was, and of the new one. */
  readonly findings: { readonly before: readonly Finding[]; readonly after: readonly Finding[] };
  readonly changes: readonly FileChange[];
  readonly diff: string;
  readonly gains: readonly Gain[];
  readonly proof?: Proof;
  readonly checklist: readonly ChecklistItem[];
  /** Why it is not better, not proved or declined, in whole sentences. */
  readonly reasons: readonly string[];
  /** What is different for whoever runs the image. */
  readonly differences: readonly string[];
  /** What a person should look at. */
  readonly look: readonly string[];
  readonly dockerRun?: string;
  readonly orchestratorProbe?: string;
  /** Candidates that were tried before the one that was taken, and why not. */
  readonly tried: readonly { readonly runtime: string; readonly why: string }[];
  /** Paths that were written; empty on a dry run or when the verdict does not allow it. */
  readonly written: readonly string[];
  /** Why nothing was written although there is something to write. */
  readonly notWritten?: string;
  readonly date: string;
}
