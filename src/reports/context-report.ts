import type { KeptOutPart } from '../context/kept-out.ts';
import type { ContextNode } from '../context/tree.ts';
import type { ContextEntry, ContextFacts, IgnoreDecision } from '../facts/context.ts';

/** Regular files and their bytes. */
export interface Weight {
  readonly files: number;
  readonly bytes: number;
}

/** One pattern of the ignore file and what it does here. */
export interface PatternUse extends Weight {
  /** As written. */
  readonly pattern: string;
  /** 1-based. */
  readonly line: number;
  /** Whether it keeps things out, takes things back (`!`), or decides about nothing that is there. */
  readonly does: 'keeps out' | 'takes back' | 'nothing';
  /** False: files and bytes are at least these. */
  readonly complete: boolean;
  /** Outermost things it keeps out, biggest first; empty for an exception. */
  readonly paths: readonly string[];
}

/** One COPY, ADD or bind mount and what it takes from the context. */
export interface CopyUse extends Weight {
  /** 1-based line of the Dockerfile. */
  readonly line: number;
  readonly instruction: string;
  /** Its sources in the context, variables put in. */
  readonly sources: readonly string[];
  /** False: a source holds a variable whose value is not known, so that it may take more. */
  readonly complete: boolean;
}

/** What `plimsoll context` shows. */
export interface ContextReport {
  /** As the user named it. */
  readonly directory: string;
  /** The Dockerfile that was read for `copies`, relative to the context. */
  readonly dockerfile?: string;
  /** The ignore file in force, relative to the context; undefined: there is none. */
  readonly ignoreFile?: string;
  readonly totals: { readonly sent: Weight; readonly excluded: Weight };
  /** False: not all that is kept out was weighed; its totals are at least these. */
  readonly complete: boolean;
  /** Everything that is sent, sorted by path. */
  readonly entries: readonly ContextEntry[];
  /** The same as a tree, biggest parts first. */
  readonly tree: ContextNode;
  /** The outermost things that are kept out, biggest first. */
  readonly excluded: readonly KeptOutPart[];
  readonly patterns: readonly PatternUse[];
  readonly copies: readonly CopyUse[];
  readonly problems: NonNullable<ContextFacts['problems']>;
  /** Paths the user asked about. */
  readonly decisions: readonly (IgnoreDecision & {
    readonly path: string;
    readonly exists: boolean;
  })[];
}
