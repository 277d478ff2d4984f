import type { Confidence, Evidence } from '../../facts/project.ts';
import type { ProjectView } from '../../project/view.ts';
import type { BuildFacts } from './detect-build.ts';
import type { LockedPackage } from './lockfile.ts';
import type { Manifest } from './manifest.ts';

/** What finding the start works with; `notes` and `hint` are filled on the way. */
export interface Context {
  readonly view: ProjectView;
  readonly manifest: Manifest;
  readonly build: BuildFacts;
  readonly packages: readonly LockedPackage[];
  readonly notes: string[];
  /** A source named by a development start, should nothing better be found. */
  hint?: { readonly file: string; readonly at: Evidence };
}

/** A way to start, and what says so. */
export interface Started {
  readonly argv: readonly string[];
  readonly entry?: string;
  readonly env: readonly (readonly [string, string])[];
  readonly at: Evidence;
  readonly confidence: Confidence;
}
