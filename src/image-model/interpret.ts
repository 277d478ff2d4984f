import { triggersOf } from '../dockerfile/stages/reach.ts';
import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import { NO_BYTES } from '../facts/bytes.ts';
import type { ImageState, StageTrace, StepTrace, Trace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import { type StageMemory, configure } from './configure.ts';
import { copyStep } from './copy.ts';
import { runStep } from './run.ts';
import { type StageScope, startScope } from './scope.ts';
import type { InterpretInput } from './session.ts';
import { type Progress, factsOf } from './sources.ts';
import { baseState, scratchState } from './start-state.ts';

export type { InterpretInput } from './session.ts';

/** Instructions followed of one file, those of ONBUILD included; long ones of people have some hundred. */
const MOST_STEPS = 2_000;
/** Words of all instructions; each of many variables is carried on from step to step. */
const MOST_WORDS = 20_000;
/** A mount is worth so many words. */
const FLAG = 20;
/** Commands of all scripts together. */
const MOST_COMMANDS = 4_000;
/** Names that COPY takes over from other stages. */
const MOST_NAMES = 60_000;

/**
 * Whether a file has more instructions than are followed: nothing is then said of its stages.
 * Costs grow with the square of what is carried from step to step.
 */
export function isTooLong(graph: StageGraph): boolean {
  let [steps, words] = [0, 0];
  for (const index of graph.reached) {
    const stage = graph.stages[index];
    if (stage === undefined) continue;
    for (const instructions of [triggersOf(graph.stages, stage), stage.instructions]) {
      steps += instructions.length;
      if (steps > MOST_STEPS) return true;
      for (const one of instructions)
        words += one.args.length + one.pairs.length + one.flags.length * FLAG;
    }
    if (words > MOST_WORDS) return true;
  }
  return false;
}

/** What each trace was made with: only then can another one take its beginning over. */
const madeWith = new WeakMap<Trace, InterpretInput>();

/**
 * Walks the reached stages of a Dockerfile and says what is known of the image after each
 * instruction. Total: what cannot be told is unknown, with the cause. Steps of `previous` are taken
 * over as long as instructions are the very same nodes (`withSharedStart`) under the same input.
 */
export function interpret(graph: StageGraph, input: InterpretInput, previous?: Trace): Trace {
  const stages: (StageTrace | undefined)[] = graph.stages.map(() => undefined);
  const scopes: (StageScope | undefined)[] = [];
  const context = input.context ? { context: input.context } : {};
  if (isTooLong(graph)) return { graph, stages, ...context };
  const left = { commands: MOST_COMMANDS, names: MOST_NAMES };
  const progress: Progress = { graph, input, stages, left };
  let older = previous && isAlike(previous, graph, input) ? previous : undefined;
  for (const stage of graph.stages) {
    if (!graph.reached.has(stage.index)) continue;
    const old = older?.stages[stage.index];
    const known = old?.stage.from === stage.from ? old : undefined;
    const start = known?.start ?? startOf(progress, stage);
    const parent = stage.base.kind === 'stage' ? scopes[stage.base.index] : undefined;
    const scope = startScope(graph, stage, start.config, parent, openBase(stage, start, parent));
    scopes[stage.index] = scope;
    const trace = walkStage(progress, stage, start, scope, known);
    stages[stage.index] = trace;
    // Later stages may copy from this one: what they were holds only if this one is what it was.
    if (known === undefined || trace.end !== known.end) older = undefined;
  }
  const result = stages[graph.target]?.end;
  const trace = { graph, stages, ...context, ...(result ? { result } : {}) };
  madeWith.set(trace, input);
  return trace;
}

function isAlike(previous: Trace, graph: StageGraph, input: InterpretInput): boolean {
  const before = madeWith.get(previous);
  return (
    before !== undefined &&
    previous.graph.options === graph.options &&
    before.platform === input.platform &&
    before.bases === input.bases &&
    before.context === input.context &&
    before.application === input.application &&
    before.aptSize === input.aptSize
  );
}

function startOf(progress: Progress, stage: Stage): ImageState {
  const { base } = stage;
  if (base.kind === 'scratch') return scratchState();
  if (base.kind === 'stage')
    return progress.stages[base.index]?.end ?? baseState(undefined, undefined);
  const { ref } = base;
  const facts =
    ref === undefined
      ? undefined
      : factsOf(progress.input, ref, stage.platform ?? progress.input.platform);
  return baseState(facts, ref);
}

/** Why variables that are not set here may be set all the same. */
function openBase(
  stage: Stage,
  start: ImageState,
  parent: StageScope | undefined,
): Origin | undefined {
  if (parent) return parent.open;
  if (stage.base.kind === 'scratch' || start.base) return undefined;
  return {
    by: 'base',
    what:
      (stage.base.kind === 'image' ? stage.base.ref : undefined) ??
      'a base image that is not known',
  };
}

function walkStage(
  progress: Progress,
  stage: Stage,
  start: ImageState,
  scope: StageScope,
  known: StageTrace | undefined,
): StageTrace {
  const steps: StepTrace[] = [];
  const memory: StageMemory = { scope, cmdSet: false };
  let state = start;
  for (const instruction of [...triggersOf(progress.graph.stages, stage), ...stage.instructions]) {
    const old = known?.steps[steps.length];
    const same = old?.instruction === instruction && old.before === state;
    const step = same
      ? replayed(progress, old, memory)
      : walkStep(progress, stage.index, state, instruction, memory);
    steps.push(step);
    state = step.after;
  }
  return { stage, start, steps, end: state };
}

/** A step that is known already; variables are set, and its share of what may be followed is used up. */
function replayed(progress: Progress, step: StepTrace, memory: StageMemory): StepTrace {
  configure(step.before, step.instruction, memory);
  progress.left.commands -= step.commands.length;
  return step;
}

function walkStep(
  progress: Progress,
  stage: number,
  before: ImageState,
  instruction: Instruction,
  memory: StageMemory,
): StepTrace {
  if (instruction.name === 'RUN')
    return runStep(progress, stage, before, instruction, memory.scope);
  if (instruction.name === 'COPY' || instruction.name === 'ADD')
    return copyStep(progress, stage, before, instruction, memory.scope);
  const after = configure(before, instruction, memory) ?? before;
  const needs = instruction.name === 'WORKDIR' ? directoryNeeds(before, after, instruction) : [];
  return {
    instruction,
    before,
    after,
    commands: [],
    ...(needs.length > 0 ? { needs } : {}),
    cacheInputs: [],
    succeeds: needs.length > 0 ? 'no' : 'yes',
    writes: NO_BYTES,
  };
}

/** WORKDIR makes a directory, unless a file bears its name. */
function directoryNeeds(before: ImageState, after: ImageState, instruction: Instruction): Need[] {
  const { workdir } = after.config;
  const there = workdir.known ? before.files.get(workdir.value) : undefined;
  if (!workdir.known || there?.is !== 'yes' || there.entry?.kind !== 'file') return [];
  if (there.entry.origin.by === 'assumption') return [];
  const at = instruction.args[0]?.span ?? instruction.span;
  return [{ what: 'place', arg: workdir.value, at, met: 'no', origin: there.origin }];
}
