import type { Builder } from '../builders/types.ts';
import { ecosystemOf } from '../ecosystems/index.ts';
import type { Application } from '../facts/project.ts';
import type { Host } from '../host/types.ts';
import type { Candidate } from '../plan/types.ts';
import type { FileChange } from '../reports/optimize-result.ts';
import type { Analysis, ReadDockerfile } from './types.ts';
import type { OptimizeOptions } from './optimize.ts';

/** A rewrite that the model accepts, not yet proved. */
export interface Draft {
  readonly application: Application;
  readonly candidate: Candidate;
  /** The new version, modelled with its own ignore file. */
  readonly after: ReadDockerfile;
  readonly ignore: string;
  readonly changes: readonly FileChange[];
  readonly tried: readonly { readonly runtime: string; readonly why: string }[];
  /** Why the existing file is good enough, in whole sentences; then nothing is proposed. */
  readonly littleToGain?: readonly string[];
}
