import { lineStarts, positionAt } from '../../text/lines.ts';
import { certainRefusals } from '../build/build.ts';
import { parseImageName } from '../build/image-name.ts';
import { goLower, goQuote } from '../chars.ts';
import { expandWord } from '../expansion/expand.ts';
import { globalArgs, type StageProblem } from './global-args.ts';
import { flagOf } from '../instructions.ts';
import { contextNamed } from './named-contexts.ts';
import { parsePlatform } from './platform.ts';
import { imageSource, reachedStages } from './reach.ts';
import { withSuggestion } from '../syntax/suggest.ts';
import type {
  Dockerfile,
  Instruction,
  LanguageError,
  ResolveOptions,
  Stage,
  StageBase,
  StageGraph,
} from '../types.ts';

interface Resolving {
  readonly file: Dockerfile;
  readonly options: ResolveOptions;
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly stages: Stage[];
  readonly byName: Map<string, number>;
  readonly problems: StageProblem[];
  /** Names of images that are none: BuildKit finds them after the whole graph is known. */
  readonly badNames: StageProblem[];
}

/** The stages' instructions: each FROM with what follows it. */
function groups(file: Dockerfile): { from: Instruction; instructions: Instruction[] }[] {
  const found: { from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of file.instructions) {
    if (instruction.name === 'FROM') found.push({ from: instruction, instructions: [] });
    else found.at(-1)?.instructions.push(instruction);
  }
  return found;
}

function baseOf(resolving: Resolving, from: Instruction): StageBase {
  const image = from.args[0];
  if (image === undefined) return { kind: 'image' };
  const expanded = expandWord(image.text, (name) => resolving.args.get(name), {
    escape: resolving.file.escape,
  });
  const ref = expanded.text;
  const place = { line: from.startLine, span: image.span };
  if (expanded.error !== undefined) resolving.problems.push({ ...place, message: expanded.error });
  else if (ref === '')
    resolving.problems.push({ ...place, message: `base name (${image.text}) should not be blank` });
  // BuildKit compares a FROM as it is written with the lower case names.
  const index = resolving.byName.get(ref);
  if (index !== undefined) return { kind: 'stage', index };
  if (ref === 'scratch') return { kind: 'scratch' };
  if (ref === '') return { kind: 'image' };
  return imageBase(resolving, ref, expanded.unset.length > 0, place);
}

/** An image, or the context that stands for it. What an unset variable leaves behind often is no name (`node:`). */
function imageBase(
  resolving: Resolving,
  ref: string,
  open: boolean,
  place: Pick<StageProblem, 'line' | 'span'>,
): StageBase {
  const parsed = parseImageName(ref);
  if ('error' in parsed) {
    const message = `failed to parse stage name ${goQuote(ref)}: ${parsed.error}`;
    resolving.badNames.push({ ...place, message, ...(open ? { open } : {}) });
    return open ? { kind: 'image' } : { kind: 'image', ref };
  }
  // Something like `a:-b` may be meant when its variable is not set.
  if (open && /^[:@/-]|:-/.test(ref)) return { kind: 'image' };
  const source = imageSource(resolving.options, ref);
  return source.kind === 'named' || source.kind === 'image' ? source : { kind: 'image', ref };
}

/** The named context that stands for a whole stage. */
function replacementOf(
  resolving: Resolving,
  from: Instruction,
  name: string | undefined,
): StageBase | undefined {
  if (name === undefined || name === 'scratch' || name === 'context') return undefined;
  const parsed = parseImageName(name);
  if ('error' in parsed) {
    const message = `invalid context name ${name}: ${parsed.error}`;
    const span = from.args[2]?.span ?? from.span;
    resolving.problems.push({ message, line: from.startLine, span });
    return undefined;
  }
  return contextNamed(resolving.options, name);
}

function platformOf(resolving: Resolving, from: Instruction): string | undefined {
  const flag = flagOf(from, 'platform');
  if (flag?.value === undefined || flag.value === '') return undefined;
  const expanded = expandWord(flag.value, (name) => resolving.args.get(name), {
    escape: resolving.file.escape,
  });
  const fail = (message: string): undefined => {
    resolving.problems.push({ message, line: from.startLine, span: flag.span });
  };
  const suggest = (message: string): string =>
    withSuggestion(message, expanded.unset[0] ?? '', [...resolving.args.keys()]);
  if (expanded.error !== undefined)
    return fail(`failed to process arguments for platform : ${expanded.error}`);
  if (expanded.text === '')
    return fail(suggest(`empty platform value from expression ${flag.value}`));
  const parsed = parsePlatform(expanded.text);
  return 'error' in parsed
    ? fail(`failed to parse platform ${flag.value}: ${suggest(parsed.error)}`)
    : expanded.text;
}

function aliasOf(from: Instruction): string | undefined {
  const alias = from.args[2];
  return alias === undefined ? undefined : goLower(alias.text);
}

function addStage(
  resolving: Resolving,
  from: Instruction,
  instructions: readonly Instruction[],
): void {
  const index = resolving.stages.length;
  const name = aliasOf(from);
  const base = baseOf(resolving, from);
  const platform = platformOf(resolving, from);
  const replacement = replacementOf(resolving, from, name);
  resolving.stages.push({
    index,
    name,
    from,
    base: replacement ?? base,
    platform,
    instructions: replacement === undefined ? instructions : [],
    replaced: replacement === undefined ? undefined : instructions,
  });
  if (name !== undefined) resolving.byName.set(name, index);
}

/** The stage that is built: the last one, or the one of that name, in any case. */
function targetIndex(resolving: Resolving, target: string | undefined): number {
  const { stages, byName, problems } = resolving;
  if (target === undefined || target === '') return stages.length - 1;
  const index = byName.get(goLower(target));
  if (index !== undefined) return index;
  const names = stages.map((stage) => stage.name ?? `stage-${stage.index}`);
  const message = withSuggestion(
    `target stage ${goQuote(target)} could not be found`,
    target,
    names,
  );
  problems.push({ message, line: 1, span: { start: 0, end: 0 } });
  return -1;
}

function located(file: Dockerfile, problems: readonly StageProblem[]): LanguageError[] {
  if (problems.length === 0) return [];
  const starts = lineStarts(file.text);
  return problems.map(({ message, line, span }) => ({
    message,
    line,
    span,
    column: positionAt(starts, span.start).column,
  }));
}

/** One object: what is worked out for options is kept by them. */
const NO_OPTIONS: ResolveOptions = {};

/**
 * Works out what each stage is made of and which stages a build of the target reaches.
 * Never throws; what BuildKit refuses is in `errors`.
 */
export function resolveStages(file: Dockerfile, given: ResolveOptions = NO_OPTIONS): StageGraph {
  const found = groups(file);
  const last = found.at(-1);
  const lastName = last === undefined ? undefined : aliasOf(last.from);
  const { args, problems, options } = globalArgs(file, given, given.target || (lastName ?? ''));
  if (found.length === 0) {
    problems.push({
      message: 'dockerfile contains no stages to build',
      line: 1,
      span: { start: 0, end: 0 },
    });
  }
  const stages: Stage[] = [];
  const byName = new Map<string, number>();
  const badNames: StageProblem[] = [];
  const resolving: Resolving = { file, options, args, stages, byName, problems, badNames };
  for (const { from, instructions } of found) addStage(resolving, from, instructions);
  const target = targetIndex(resolving, options.target);
  const reach = reachedStages({ stages, escape: file.escape }, target);
  const { reached, images } = reach;
  const order = reach.problems.filter(({ late }) => late === true);
  const all = [...problems, ...reach.problems.filter(({ late }) => late !== true), ...badNames];
  const refusals = located(file, all);
  const errors = located(
    file,
    all.filter(({ open }) => open === undefined),
  );
  const graph: StageGraph = {
    file,
    globalArgs: args,
    stages,
    target,
    reached,
    errors,
    refusals,
    images,
    options,
  };
  errors.push(...(certainRefusals(graph) ?? located(file, order)));
  return graph;
}
