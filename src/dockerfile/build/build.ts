import { positionAt } from '../../text/lines.ts';
import { platformNamed, stagePlatform } from '../stages/platform-of.ts';
import { normalPlatform } from '../stages/platform.ts';
import { Scope } from '../stages/scope.ts';
import { readTrigger, triggerText, triggersOf } from '../stages/triggers.ts';
import type { Instruction, LanguageError, Stage, StageGraph } from '../types.ts';
import { copyStepOf } from './copy-step.ts';
import { fullName, parseImageName } from './image-name.ts';
import { runStepOf } from './run-step.ts';
import { enterDirectory, settle } from './settings-step.ts';
import { Refused, type Settings, type StepState, keep, startsOf } from './step-state.ts';
import type { BaseSettings, Build, BuildInput, StageBuild } from './types.ts';

const NO_ENV: ReadonlyMap<string, string> = new Map();

interface Walk {
  readonly graph: StageGraph;
  readonly input: BuildInput;
  readonly stages: (StageBuild | undefined)[];
  readonly scopes: (Scope | undefined)[];
  readonly refusals: LanguageError[];
  readonly brief: boolean;
  /** Stages whose base nobody knows, or that are built on one. */
  readonly open: Set<number>;
}

/** The configuration with which a stage begins. */
function startOf({ graph, input, stages }: Walk, stage: Stage): BaseSettings {
  const { base } = stage;
  const platform = stagePlatform(graph, stage);
  const { os, arch: architecture, variant } = platform;
  if (base.kind === 'stage') return { ...stages[base.index]?.settings, onbuild: [] };
  // A directory that stands for a whole stage brings no configuration, one that stands for an image an empty one.
  if (base.kind === 'named' && stage.replaced !== undefined) return {};
  if (base.kind !== 'image') return { os, architecture, variant, workingDir: '/' };
  const parsed = parseImageName(base.ref ?? '');
  const known = 'name' in parsed ? input.bases(fullName(parsed.name), platform) : undefined;
  return { os, architecture, variant, ...known };
}

/** The triggers that a stage takes over, read anew as BuildKit reads them: with the ordinary escape character. */
function triggers(walk: Walk, stage: Stage, kept: readonly string[]): Instruction[] {
  const { graph, refusals } = walk;
  const { base } = stage;
  if (base.kind !== 'stage' && kept.length === 0) return [];
  const taken = kept.map(readTrigger);
  const below = base.kind === 'stage' ? graph.stages[base.index] : undefined;
  const plain = graph.file.escape === '\\';
  if (below !== undefined && plain && triggersOf(graph.stages, stage).every(isPlain))
    taken.push(...triggersOf(graph.stages, stage));
  else {
    const written = below?.replaced ?? below?.instructions ?? [];
    for (const instruction of written)
      if (instruction.name === 'ONBUILD')
        taken.push(readTrigger(triggerText(graph.file, instruction)));
  }
  return taken.flatMap((trigger) => {
    if (!('error' in trigger)) return [trigger];
    refusals.push(refusal(graph, stage.from, trigger.error));
    return [];
  });
}

function isPlain({ heredocs }: Instruction): boolean {
  return heredocs.length === 0;
}

function refusal(graph: StageGraph, at: Instruction, message: string): LanguageError {
  const column = positionAt(startsOf(graph.file), at.span.start).column;
  return { message, line: at.startLine, column, span: at.span };
}

/** Instructions that no build refuses once they are read. */
const HARMLESS: ReadonlySet<string> = new Set([
  'CMD',
  'ENTRYPOINT',
  'HEALTHCHECK',
  'MAINTAINER',
  'ONBUILD',
]);

/** Whether an instruction matters when only refusals are wanted. */
function canBeRefused({ name, flags, heredocs, args }: Instruction): boolean {
  if (name === 'RUN') return flags.length > 0 || heredocs.length > 0 || args.length === 0;
  return !HARMLESS.has(name);
}

function follow(state: StepState, instruction: Instruction): void {
  if (instruction.name === 'RUN') keep(state, runStepOf(state, instruction));
  else if (instruction.name === 'COPY' || instruction.name === 'ADD')
    keep(state, copyStepOf(state, instruction));
  else settle(state, instruction);
}

/** Does something that may be refused; a refusal is noted at its instruction. */
function attempt(walk: Walk, state: StepState, at: Instruction, action: () => void): void {
  state.doubtful = false;
  try {
    action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (walk.brief && state.doubtful) return;
    walk.refusals.push(refusal(walk.graph, at, error.message));
  }
}

function startState(walk: Walk, stage: Stage, start: BaseSettings): StepState {
  const { graph, scopes } = walk;
  const parent = stage.base.kind === 'stage' ? scopes[stage.base.index] : undefined;
  const scope = new Scope(graph, stage, parent ?? start.env ?? new Map());
  scopes[stage.index] = scope;
  const settings = settingsFrom(start);
  const open = isOpen(walk, stage);
  if (open) walk.open.add(stage.index);
  return {
    graph,
    file: graph.file,
    index: stage.index,
    scope,
    platform: stagePlatform(graph, stage),
    settings,
    directory: '/',
    cmdSet: false,
    steps: [],
    brief: walk.brief,
    doubtful: false,
    // The usual PATH stands in for that of a base.
    tainted: new Set(open ? ['PATH'] : []),
    open,
    directoryKnown: !open,
  };
}

/** All settings in one order, which keeps the objects of one kind. */
function settingsFrom(start: BaseSettings): Settings {
  return {
    os: start.os ?? '',
    architecture: start.architecture ?? '',
    variant: start.variant ?? '',
    env: start.env ?? NO_ENV,
    author: start.author ?? '',
    cmd: start.cmd ?? [],
    entrypoint: start.entrypoint ?? [],
    shell: start.shell ?? [],
    user: start.user ?? '',
    workingDir: start.workingDir ?? '',
    stopSignal: start.stopSignal ?? '',
    ports: new Set(start.ports),
    volumes: new Set(start.volumes),
    labels: new Map(start.labels),
    onbuild: [],
    health: start.health,
  };
}

/** Whether the base of a stage may have set anything. */
function isOpen({ graph, input, open }: Walk, stage: Stage): boolean {
  const { base } = stage;
  if (base.kind === 'stage') return open.has(base.index);
  if (base.kind !== 'image') return stage.replaced !== undefined;
  const parsed = parseImageName(base.ref ?? '');
  if ('error' in parsed) return true;
  return input.bases(fullName(parsed.name), stagePlatform(graph, stage)) === undefined;
}

function buildStage(walk: Walk, stage: Stage, taken: readonly Instruction[]): StageBuild {
  const start = startOf(walk, stage);
  const state = startState(walk, stage, start);
  const { platform, settings, steps, scope } = state;
  if (settings.workingDir !== '' && stage.replaced === undefined)
    attempt(walk, state, stage.from, () => enterDirectory(state, settings.workingDir));
  for (const instruction of taken)
    attempt(walk, state, stage.from, () => follow(state, instruction));
  for (const instruction of stage.instructions)
    if (!walk.brief || canBeRefused(instruction))
      attempt(walk, state, instruction, () => follow(state, instruction));
  if (walk.brief) return { stage, platform, steps, settings };
  return { stage, platform, steps, settings: { ...settings, env: new Map(scope.env()) } };
}

/** `RUN []`: refused at last, when everything else is known. */
function emptyCommands({ graph, stages }: Walk): LanguageError[] {
  const message = 'failed to marshal LLB definition: arguments are required';
  return stages.flatMap((build) =>
    (build?.steps ?? []).flatMap((step) =>
      step.kind === 'run' && step.args.length === 0
        ? [refusal(graph, step.instruction, message)]
        : [],
    ),
  );
}

/** The image is named for the platform that is asked for, whatever it was built from. */
function asTarget(graph: StageGraph, build: StageBuild): StageBuild {
  const { settings } = build;
  let { os, architecture: arch, variant } = settings;
  if (graph.options?.platform !== undefined) {
    const target = normalPlatform(platformNamed(graph.options.platform));
    const same = os === target.os && arch === target.arch;
    if (target.variant !== '' || !same) variant = target.variant;
    ({ os, arch } = target);
  }
  const named = normalPlatform({ os, arch, variant });
  const platform = { os: named.os, architecture: named.arch, variant: named.variant };
  return { ...build, settings: { ...settings, ...platform } };
}

function walkStages(walk: Walk): void {
  const { graph, stages } = walk;
  const reached = graph.stages.filter(({ index }) => graph.reached.has(index));
  const taken = new Map<number, readonly Instruction[]>();
  for (const stage of reached) {
    const kept = stage.base.kind === 'stage' ? [] : (startOf(walk, stage).onbuild ?? []);
    const own = triggers(walk, stage, kept);
    if (own.length > 0 && stage.replaced === undefined) taken.set(stage.index, own);
  }
  for (const stage of reached)
    stages[stage.index] = buildStage(walk, stage, taken.get(stage.index) ?? []);
  walk.refusals.push(...emptyCommands(walk));
}

function startWalk(graph: StageGraph, input: BuildInput, brief: boolean): Walk {
  const stages: (StageBuild | undefined)[] = graph.stages.map(() => undefined);
  return { graph, input, stages, scopes: [], refusals: [], brief, open: new Set() };
}

/**
 * Follows the stages that are built as BuildKit's frontend does: every word expanded, every step with what
 * it needs, the image's configuration at the end.
 */
export function buildOf(graph: StageGraph, input: BuildInput): Build {
  const walk = startWalk(graph, input, false);
  walk.refusals.push(...(graph.refusals ?? []));
  walkStages(walk);
  const { stages, refusals } = walk;
  const target = stages[graph.target];
  if (target !== undefined) stages[graph.target] = asTarget(graph, target);
  return { stages, refusals };
}

/** Of files with more instructions it is not said what a build refuses in them. */
const MOST = 2_000;

/**
 * What a build refuses while it follows the stages, whatever the base images bring and whatever
 * build arguments are given for variables that have no value; undefined when the file is too long.
 */
export function certainRefusals(graph: StageGraph): readonly LanguageError[] | undefined {
  if (graph.file.instructions.length > MOST) return undefined;
  const walk = startWalk(graph, { bases: () => undefined }, true);
  walkStages(walk);
  return walk.refusals.filter(({ message }) => !OWN_LIMITS.test(message));
}

/** Refusals of our own lexer, which is given less room than BuildKit's. */
const OWN_LIMITS = /too long for any program$|nested too deeply$/;
