import type { Finding } from '../rules/types.ts';

/** One file that was asked for, and how far it could be read. */
export interface CheckedFile {
  readonly path: string;
  /** `broken`: the language refuses it. */
  readonly status: 'ok' | 'unreadable' | 'broken';
  /** Why it is not `ok`. */
  readonly message?: string;
  /** Its text, for code frames; never part of JSON. */
  readonly text?: string;
}

/** What `check` found. */
export interface CheckResult {
  readonly files: readonly CheckedFile[];
  /** In the order in which they are shown. */
  readonly findings: readonly Finding[];
  /** What other tools would say and is known to be nothing; only machine output has it. */
  readonly suppressed: readonly Finding[];
  /** Milliseconds since the epoch: what end-of-life dates were held against. */
  readonly date: number;
}
