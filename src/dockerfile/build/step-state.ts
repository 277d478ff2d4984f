import { lineStarts } from '../../text/lines.ts';
import type { Expansion } from '../expand.ts';
import type { Platform } from '../platform.ts';
import type { Scope } from '../scope.ts';
import type { Dockerfile, Instruction, SourceRef, StageGraph } from '../types.ts';
import type { BuildStep, ImageSettings } from './types.ts';

/** A stage while its instructions are followed. */
export interface StepState {
  readonly graph: StageGraph;
  readonly file: Dockerfile;
  readonly index: number;
  readonly scope: Scope;
  readonly platform: Platform;
  readonly settings: { -readonly [K in keyof ImageSettings]: ImageSettings[K] };
  /** Working directory of commands, with slashes. */
  directory: string;
  /** A CMD stood in this stage: ENTRYPOINT then keeps it. */
  cmdSet: boolean;
  readonly steps: BuildStep[];
}

/** The refusal of an instruction: thrown inside this folder only, caught by the walk. */
export class Refused extends Error {}

/** Stops at an instruction. */
export function refuse(message: string): never {
  throw new Refused(message);
}

/** Expands a word with the variables of the moment. @throws Refused */
export function expanded(state: StepState, text: string): string {
  const { text: value, error } = state.scope.expand(text);
  return error === undefined ? value : refuse(error);
}

/** An expansion that reports instead of throwing. */
export function expander(state: StepState): (text: string) => Expansion {
  return (text) => state.scope.expand(text);
}

/** Whether a stage is there already when instruction `index` asks for it. */
export function isBuilt(state: StepState, source: SourceRef): boolean {
  if (source.kind !== 'stage') return true;
  const stage = state.graph.stages[source.index];
  return source.index <= state.index || stage?.replaced !== undefined;
}

/** The command line given to the shell, or the words as they are. */
export function commandLine(state: StepState, { form, args }: Instruction): readonly string[] {
  const words = args.map(({ text }) => text);
  return form === 'json' ? words : withShell(state, words.join(' '));
}

/** A line for the shell of the stage. */
export function withShell({ settings }: StepState, line: string): readonly string[] {
  if (settings.shell.length > 0) return [...settings.shell, line];
  return settings.os === 'windows' ? ['cmd', '/S', '/C', line] : ['/bin/sh', '-c', line];
}

const starts = new WeakMap<Dockerfile, readonly number[]>();

/** Offsets of a file's lines, worked out once. */
export function startsOf(file: Dockerfile): readonly number[] {
  const known = starts.get(file) ?? lineStarts(file.text);
  starts.set(file, known);
  return known;
}
