import type { Instruction } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import type { Kept, KeptComment, KeptStep } from '../plan/types.ts';
import { commentsOf } from './keep-comments.ts';
import type { GoReading } from './keep-go.ts';
import type { Scope } from './keep-values.ts';

/** What is collected while the stages are read from top to bottom. */
export interface Reading {
  readonly file: string;
  readonly application: Application;
  readonly stageNames: ReadonlySet<string>;
  /** The image's working directory in the end. */
  readonly finalWorkdir: string;
  readonly env: Map<string, string>;
  readonly args: Map<string, Kept['args'][number]>;
  readonly labels: Map<string, string>;
  readonly expose: string[];
  readonly volumes: string[];
  readonly steps: KeptStep[];
  readonly sources: { readonly ofImage: KeptStep[]; readonly ofBuild: KeptStep[] };
  readonly unplaced: string[];
  copiesAll: boolean;
  imageCopies: boolean;
  buildCopies: boolean;
  workdir?: string;
  user?: string;
  stopSignal?: string;
  readonly comments: KeptComment[];
  readonly upgrades: NonNullable<Kept['upgrades']>[number][];
  envComments?: Record<string, readonly string[]>;
  health?: Kept['healthcheck'];
  readonly go?: GoReading;
  /** Whether the build context has a path. */
  readonly inContext: (path: string) => boolean;
}

/** Where one stage's reading stands. */
export interface Position {
  readonly scope: Scope;
  readonly stage: 'build' | 'runtime';
  workdir: string;
  place: KeptStep['place'];
}

/** Takes what one instruction says into the reading. */
export type Reader = (instruction: Instruction, at: Position, into: Reading) => void;

/** A step of the user that is kept, at the place where the reading stands. */
export function step(
  instruction: Instruction,
  at: Position,
  kind: KeptStep['kind'],
  text: string,
): KeptStep {
  return {
    kind,
    text,
    line: instruction.startLine,
    comments: commentsOf(instruction),
    place: at.place,
    stage: at.stage,
  };
}
