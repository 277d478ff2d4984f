import type { ContextTree } from '../context/tree.ts';
import type { ContextFacts, IgnoreDecision } from '../facts/context.ts';

/** What `plimsoll context` shows. */
export interface ContextReport {
  readonly ignoreFile?: string;
  readonly tree: ContextTree;
  readonly problems: NonNullable<ContextFacts['problems']>;
  /** Paths the user asked about. */
  readonly decisions: readonly (IgnoreDecision & {
    readonly path: string;
    readonly exists: boolean;
  })[];
}
