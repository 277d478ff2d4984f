import { lineStarts } from '../../text/lines.ts';
import { type Expansion, expandWord } from '../expansion/expand.ts';
import type { Platform } from '../stages/platform.ts';
import type { Scope } from '../stages/scope.ts';
import type { Dockerfile, Instruction, SourceRef, StageGraph } from '../types.ts';
import type { BuildStep, ImageSettings } from './types.ts';

/** A stage while its instructions are followed. */
export interface StepState {
  readonly graph: StageGraph;
  readonly file: Dockerfile;
  readonly index: number;
  readonly scope: Scope;
  readonly platform: Platform;
  readonly settings: Settings;
  /** Working directory of commands, with slashes. */
  directory: string;
  /** A CMD stood in this stage: ENTRYPOINT then keeps it. */
  cmdSet: boolean;
  readonly steps: BuildStep[];
  /** Only refusals are wanted: steps are not kept. */
  readonly brief: boolean;
  /** Something that is not known was asked for since this was last set to false. */
  doubtful: boolean;
  /** Variables that were made of something unknown. */
  readonly tainted: Set<string>;
  /** The base image may have set any variable. */
  readonly open: boolean;
  directoryKnown: boolean;
}

/** Settings while they change. */
export type Settings = {
  -readonly [K in keyof Omit<ImageSettings, 'ports' | 'volumes' | 'labels'>]: ImageSettings[K];
} & {
  readonly ports: Set<string>;
  readonly volumes: Set<string>;
  readonly labels: Map<string, string>;
};

/** A variable's value; what is not known makes the instruction doubtful. */
export function valueOf(state: StepState, name: string): string | undefined {
  const value = state.scope.lookup(name);
  if (value === undefined || state.tainted.has(name)) state.doubtful = true;
  return value;
}

/** The refusal of an instruction: thrown inside this folder only, caught by the walk. */
export class Refused extends Error {}

/** Stops at an instruction. */
export function refuse(message: string): never {
  throw new Refused(message);
}

/** Expands a word with the variables of the moment. @throws Refused */
export function expanded(state: StepState, text: string): string {
  const { text: value, error } = expander(state)(text);
  return error === undefined ? value : refuse(error);
}

/** An expansion that reports instead of throwing. */
export function expander(state: StepState): (text: string) => Expansion {
  const { escape } = state.file;
  return (text) => expandWord(text, (name) => valueOf(state, name), { escape });
}

/** Keeps a step; when only refusals are wanted, only the one that is refused at last. */
export function keep(state: StepState, step: BuildStep): void {
  const refused = step.kind === 'run' && step.args.length === 0;
  if (!state.brief || refused) state.steps.push(step);
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
