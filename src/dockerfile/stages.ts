import { lineStarts, positionAt } from '../text/lines.ts';
import { goLower, goQuote } from './chars.ts';
import { expandWord } from './expand.ts';
import { globalArgs, type StageProblem } from './global-args.ts';
import { fromRef } from './instructions.ts';
import { parsePlatform } from './platform.ts';
import { reachedStages } from './reach.ts';
import { withSuggestion } from './suggest.ts';
import type {
  Dockerfile,
  Instruction,
  LanguageError,
  ResolveOptions,
  Stage,
  StageBase,
  StageGraph,
} from './types.ts';

interface Resolving {
  readonly file: Dockerfile;
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly stages: Stage[];
  readonly byName: Map<string, number>;
  readonly problems: StageProblem[];
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

/** The form of an image reference; what an unset variable leaves behind often has it not (`node:`). */
const reference =
  /^[a-z0-9][\w.\-/:[\]]*?(?::[\w][\w.-]{0,127})?(?:@[a-z0-9+._-]+:[0-9a-f]{32,})?$/i;

function baseOf(resolving: Resolving, from: Instruction): StageBase {
  const { image } = fromRef(from);
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
  const broken =
    ref === '' ||
    (expanded.unset.length > 0 && (/[:@/-]$|^[:@/-]|:-/.test(ref) || !reference.test(ref)));
  return broken ? { kind: 'image' } : { kind: 'image', ref };
}

function platformOf(resolving: Resolving, from: Instruction): string | undefined {
  const flag = fromRef(from).platform;
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
  const { alias } = fromRef(from);
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
  const named = name === undefined ? {} : { name };
  resolving.stages.push({
    index,
    ...named,
    from,
    base,
    ...(platform === undefined ? {} : { platform }),
    instructions,
  });
  if (name !== undefined) resolving.byName.set(name, index);
}

/** The stage that is built. BuildKit takes names only; an index is accepted here where no name is meant. */
function targetIndex(resolving: Resolving, target: string | undefined): number {
  const { stages, byName, problems } = resolving;
  if (target === undefined || target === '') return stages.length - 1;
  const index = byName.get(goLower(target)) ?? (/^[0-9]{1,6}$/.test(target) ? Number(target) : -1);
  if (stages[index] !== undefined) return index;
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
  return problems.map((problem) => ({
    ...problem,
    column: positionAt(starts, problem.span.start).column,
  }));
}

/**
 * Works out what each stage is made of and which stages a build of the target reaches.
 * Never throws; what BuildKit refuses is in `errors`.
 */
export function resolveStages(file: Dockerfile, options: ResolveOptions = {}): StageGraph {
  const found = groups(file);
  const last = found.at(-1);
  const lastName = last === undefined ? undefined : aliasOf(last.from);
  const { args, problems } = globalArgs(file, options, options.target ?? lastName ?? '');
  if (found.length === 0) {
    problems.push({
      message: 'dockerfile contains no stages to build',
      line: 1,
      span: { start: 0, end: 0 },
    });
  }
  const resolving: Resolving = { file, args, stages: [], byName: new Map(), problems };
  for (const { from, instructions } of found) addStage(resolving, from, instructions);
  const target = targetIndex(resolving, options.target);
  const { stages } = resolving;
  const { reached, problems: unreachable } = reachedStages(stages, target, file.escape);
  const errors = located(file, [...problems, ...unreachable]);
  return { file, globalArgs: args, stages, target, reached, errors, options };
}
