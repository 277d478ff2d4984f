import { posix } from 'node:path';
import { originalOf } from '../dockerfile/syntax/original.ts';
import type { Instruction, Stage } from '../dockerfile/types.ts';
import type { CacheInput, CommandTrace, StageTrace, StepTrace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Host } from '../host/types.ts';
import { treeOf } from '../image-model/as-tree.ts';
import { differencesBetween } from '../image-model/tree/difference.ts';
import { masker } from '../proof/mask.ts';
import type {
  ChangeTold,
  CommandTold,
  FileTold,
  NeedTold,
  StateReport,
  StepTold,
} from '../reports/state/report.ts';
import { lineStarts, positionAt } from '../text/lines.ts';
import { readBeside } from './beside.ts';
import { dockerfileSecrets } from './secrets.ts';
import { type Telling, causeOf, fileTold, momentOf } from './state-moment.ts';
import type { BuildOptions, ReadDockerfile } from './types.ts';
import { UserError } from './user-error.ts';

/** Changes of one instruction that are listed. */
const MOST_CHANGES = 5_000;

export interface StateOptions extends BuildOptions {
  /** Only the instruction on this line, from 1. */
  readonly line?: number;
  /** Paths of the image to tell of; relative ones start at the working directory. */
  readonly paths: readonly string[];
}

/**
 * What is known of the image before and after each instruction of a Dockerfile, or the one on a line.
 * @throws UserError when the file cannot be read, has errors, or no instruction stands on that line.
 */
export async function stateReport(
  host: Host,
  path: string,
  options: StateOptions,
): Promise<StateReport> {
  const read = await readBeside(host, path, options);
  const [error] = read.file.errors.length > 0 ? read.file.errors : read.graph.errors;
  if (error !== undefined)
    throw new UserError(
      `${path}:${error.line}:${error.column}: ${error.message}`,
      'No image comes of a file with errors: mend it, then ask again.',
    );
  const reached = stepsOf(read);
  const { line } = options;
  const chosen = line === undefined ? reached : reached.filter(({ step }) => isAt(step, line));
  if (line !== undefined && chosen.length === 0) throw notThere(read, path, line);
  const starts = lineStarts(read.file.text);
  const telling: Telling = {
    lineAt: (offset) => positionAt(starts, offset).line,
    mask: masker(dockerfileSecrets(read.file)),
  };
  const target = read.graph.stages[read.graph.target]?.name;
  return {
    file: path,
    platform: read.graph.options?.platform ?? '',
    ...(line === undefined ? {} : { line }),
    ...(target === undefined ? {} : { target }),
    steps: chosen.map((one) => stepTold(one, read, options.paths, telling)),
    notReached: read.graph.stages
      .filter(({ index }) => read.trace.stages[index] === undefined)
      .flatMap((stage) => stage.instructions.map(({ startLine }) => startLine)),
  };
}

interface Reached {
  readonly stage: StageTrace;
  readonly step: StepTrace;
}

function stepsOf({ trace }: ReadDockerfile): Reached[] {
  return trace.stages.flatMap((stage) =>
    stage === undefined ? [] : stage.steps.map((step) => ({ stage, step })),
  );
}

function isAt({ instruction }: StepTrace, line: number): boolean {
  return instruction.startLine <= line && line <= instruction.endLine;
}

/** Why nothing can be said of a line. */
function notThere({ graph }: ReadDockerfile, path: string, line: number): UserError {
  const on = (one: Instruction): boolean => one.startLine <= line && line <= one.endLine;
  const stage = graph.stages.find((one) => one.instructions.some(on));
  if (stage !== undefined)
    return new UserError(
      `Line ${line} of ${path} belongs to stage ${stage.name ?? stage.index}, which the target does not need.`,
      `Ask for that stage: plimsoll state ${path}:${line} --target ${stage.name ?? stage.index}`,
    );
  const from = graph.stages.find((one) => on(one.from));
  if (from !== undefined)
    return new UserError(
      `Line ${line} of ${path} begins a stage: there is nothing before it.`,
      'Ask for an instruction of the stage; its "before" is the base.',
    );
  return new UserError(`There is no instruction on line ${line} of ${path}.`);
}

function stepTold(
  { stage, step }: Reached,
  read: ReadDockerfile,
  paths: readonly string[],
  telling: Telling,
): StepTold {
  const { instruction, before, after } = step;
  const { index, name } = stage.stage;
  return {
    line: instruction.startLine,
    endLine: instruction.endLine,
    instruction: instruction.name,
    text: telling.mask(originalOf(read.file, instruction)),
    stage: { index, ...(name === undefined ? {} : { name }), from: fromOf(stage.stage, telling) },
    succeeds: step.succeeds,
    writes: step.writes,
    needs: (step.needs ?? []).map((one) => needTold(one, telling)),
    commands: step.commands.map((one) => commandTold(one, read, telling)),
    changes: changesOf(step, telling),
    cacheInputs: [...new Set(step.cacheInputs.map(inputText))],
    before: momentOf(before, telling),
    after: momentOf(after, telling),
    paths: paths.map((path) => ({
      before: pathIn(before, path, telling),
      after: pathIn(after, path, telling),
    })),
  };
}

function pathIn(state: StepTrace['before'], path: string, telling: Telling): FileTold {
  const { workdir } = state.config;
  const full = posix.resolve(workdir.known ? workdir.value : '/', path);
  const { is, entry, origin } = state.files.get(full);
  return fileTold(full, is, entry, origin, telling);
}

function fromOf({ base }: Stage, telling: Telling): string {
  if (base.kind === 'stage') return `stage ${base.index}`;
  return telling.mask(base.kind === 'image' ? (base.ref ?? 'an image not known') : base.kind);
}

function needTold({ what, arg, met, at, origin }: Need, telling: Telling): NeedTold {
  const cause = causeOf(origin, telling);
  return { need: what, what: telling.mask(arg), met, line: telling.lineAt(at.start), cause };
}

function commandTold(
  { words, at, effect }: CommandTrace,
  { file }: ReadDockerfile,
  telling: Telling,
): CommandTold {
  const { line, column } = positionAt(lineStarts(file.text), at.start);
  return {
    line,
    column,
    words: words.map((word) => (word === undefined ? null : telling.mask(word))),
    understood: effect.understood,
    strange: (effect.strange ?? []).map(telling.mask),
    succeeds: effect.succeeds,
    network: effect.network,
    needs: effect.needs.map((one) => needTold(one, telling)),
  };
}

function changesOf({ before, after }: StepTrace, telling: Telling): ChangeTold[] {
  const all: ChangeTold[] = [];
  for (const one of differencesBetween(treeOf(before), treeOf(after))) {
    if (all.length >= MOST_CHANGES) break;
    const { path, was, now, is, origin } = one;
    const change =
      is === 'no' ? 'removed' : is === 'unknown' ? 'in doubt' : was ? 'changed' : 'added';
    // What was not there and is not there is no change.
    if (change === 'removed' && was === undefined) continue;
    all.push({ ...fileTold(path, is, now, origin, telling), change });
  }
  return all;
}

function inputText(input: CacheInput): string {
  switch (input.kind) {
    case 'context':
      return `context ${input.patterns.join(' ')}${(input.excludes ?? []).map((one) => ` without ${one}`).join('')}`;
    case 'stage':
      return `stage ${input.index} ${input.path}`;
    case 'arg':
      return `ARG ${input.name}`;
    default:
      return `network ${input.what}`;
  }
}
