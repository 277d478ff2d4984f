import type { Span } from '../../text/span.ts';
import { goLower } from '../chars.ts';
import { type Expansion, expandWord } from '../expansion/expand.ts';
import { globalArgs } from '../stages/global-args.ts';
import { isImageName } from './image-names.ts';
import { fromRef } from '../instructions.ts';
import { parsePlatform, type Platform } from '../stages/platform.ts';
import { nearest } from '../syntax/suggest.ts';
import type { Instruction, ResolveOptions, StageGraph } from '../types.ts';
import { type CheckOptions, optionsAt } from './options.ts';
import { Refused } from './refused.ts';
import type { Report, Site } from './report.ts';

// The checks of FROM lines and global ARGs: what BuildKit sees before it looks into a stage.

/** A stage as the checks see it. */
export interface CheckedStage {
  readonly index: number;
  /** Lower case. */
  readonly name: string | undefined;
  readonly from: Instruction;
  /** What it is FROM, expanded. */
  readonly base: string;
  /** Index of the stage that it is FROM. */
  readonly parent: number | undefined;
  readonly platform: Platform | undefined;
  readonly instructions: readonly Instruction[];
}

/** Names to values; a global ARG without a value is declared all the same. */
export interface GlobalArgs {
  readonly values: ReadonlyMap<string, string>;
  readonly declared: ReadonlySet<string>;
}

type BuildArgs = Readonly<Record<string, string>>;

/**
 * The arguments before the first FROM on top of those that BuildKit defines.
 * @throws Refused where a default cannot be expanded.
 */
function globals(
  graph: StageGraph,
  known: ReadonlyMap<string, string>,
  given: BuildArgs,
): GlobalArgs {
  const values = new Map(known);
  const declared = new Set(known.keys());
  for (const instruction of graph.file.instructions) {
    if (instruction.name === 'FROM') break;
    if (instruction.name !== 'ARG') continue;
    for (const { name, value } of instruction.pairs) {
      declared.add(name);
      const argument = Object.hasOwn(given, name) ? given[name] : undefined;
      if (argument !== undefined) values.set(name, argument);
      else if (value !== undefined) {
        const expanded = expandWord(value, (key) => values.get(key), { escape: graph.file.escape });
        if (expanded.error !== undefined) throw new Refused(expanded.error);
        values.set(name, expanded.text);
      }
    }
  }
  return { values, declared };
}

/** What BuildKit defines by itself. */
function predefined(graph: StageGraph): ReadonlyMap<string, string> {
  const { file, options = {} } = graph;
  const last = file.instructions.findLast(({ name }) => name === 'FROM')?.args[2]?.text ?? '';
  const target = options.target ?? goLower(last);
  if (options === latest?.options)
    return new Map(latest.args).set('TARGETSTAGE', target === '' ? 'default' : target);
  const { args } = globalArgs({ ...file, instructions: [] }, options, target);
  const known = new Map([...args].map(([name, value]) => [name, value ?? '']));
  if (options.buildArgs === undefined) latest = { options, args: known };
  return known;
}

/** Many files in a row are checked with the same options. */
let latest: { options: ResolveOptions; args: ReadonlyMap<string, string> } | undefined;

/** Everything the checks of stages share. */
export interface StageInput {
  readonly graph: StageGraph;
  readonly options: CheckOptions;
  readonly report: Report;
}

function imageOf(from: Instruction): { text: string; span: Span } {
  return fromRef(from).image ?? { text: '', span: from.keyword };
}

/** The arguments when none is given; undefined when a default cannot be expanded. */
function defaults(graph: StageGraph, known: ReadonlyMap<string, string>): GlobalArgs | undefined {
  try {
    return globals(graph, known, {});
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

/** A base image that is no reference when no build argument is given. */
function checkDefaults({ graph, options, report }: StageInput, args: GlobalArgs): void {
  const { file } = graph;
  for (const instruction of file.instructions) {
    if (instruction.name !== 'FROM') continue;
    const { text, span } = imageOf(instruction);
    const { text: name, error } = expandWord(text, (key) => args.values.get(key), {
      escape: file.escape,
    });
    if (error !== undefined) return;
    if (!isImageName(name))
      report.add(
        'InvalidDefaultArgInFrom',
        { instruction, options },
        { subject: text, other: name, span },
      );
  }
}

interface Matched extends Expansion {
  readonly used: ReadonlySet<string>;
}

function expandFrom({ graph }: StageInput, text: string, args: GlobalArgs): Matched {
  const used = new Set<string>();
  const lookup = (name: string): string | undefined => {
    const value = args.values.get(name);
    if (value !== undefined) used.add(name);
    return value;
  };
  return { ...expandWord(text, lookup, { escape: graph.file.escape }), used };
}

function reportUndeclared(
  { report }: StageInput,
  site: Site,
  { unset }: Matched,
  args: GlobalArgs,
  span: Span,
): void {
  for (const subject of unset) {
    if (args.declared.has(subject)) continue;
    const other = nearest(subject, [...args.declared]);
    report.add('UndefinedArgInFrom', site, {
      subject,
      span,
      ...(other === undefined ? {} : { other }),
    });
  }
}

/** The platform of a FROM. @throws Refused when it is none. */
function platformOf(
  input: StageInput,
  site: Site,
  args: GlobalArgs,
  name: string,
): Platform | undefined {
  const flag = fromRef(site.instruction).platform;
  const written = flag?.value ?? '';
  if (flag === undefined || written === '') return undefined;
  const expanded = expandFrom(input, written, args);
  reportUndeclared(input, site, expanded, args, flag.span);
  const parsed = parsePlatform(expanded.text);
  const constant = expanded.used.size === 0 && expanded.unset.length === 0;
  if (
    expanded.used.size === 1 &&
    expanded.used.has('TARGETPLATFORM') &&
    expanded.unset.length === 0
  ) {
    if (expanded.text === args.values.get('TARGETPLATFORM'))
      input.report.add('RedundantTargetPlatform', site, { subject: written, span: flag.span });
  } else if (constant && 'platform' in parsed) {
    const { os, arch } = parsed.platform;
    if (!name.includes(os) && !name.includes(arch))
      input.report.add('FromPlatformFlagConstDisallowed', site, {
        subject: expanded.text,
        span: flag.span,
      });
  }
  if (expanded.error !== undefined)
    throw new Refused(`failed to process arguments for platform : ${expanded.error}`);
  if (expanded.text === '') throw new Refused(`empty platform value from expression ${written}`);
  if ('error' in parsed) throw new Refused(`failed to parse platform ${written}: ${parsed.error}`);
  return parsed.platform;
}

/** A name is looked up among the named contexts: one that cannot name an image is refused. */
function checkContextName(name: string): void {
  if (name !== 'scratch' && name !== 'context' && !isImageName(name))
    throw new Refused(`invalid context name ${name}`);
}

function checkSourceDate(
  args: GlobalArgs,
  given: BuildArgs,
  names: ReadonlyMap<string, number>,
): void {
  const argument = Object.hasOwn(given, 'SOURCE_DATE_EPOCH')
    ? given['SOURCE_DATE_EPOCH']
    : undefined;
  const value = argument ?? args.values.get('SOURCE_DATE_EPOCH') ?? '';
  if (value === '' || /^[+-]?[0-9]{1,18}$/.test(value) || value === 'context') return;
  if (!names.has(goLower(value))) throw new Refused(`invalid SOURCE_DATE_EPOCH: ${value}`);
}

function stageInstructions(
  graph: StageGraph,
): { from: Instruction; instructions: Instruction[] }[] {
  const found: { from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of graph.file.instructions) {
    if (instruction.name === 'FROM') found.push({ from: instruction, instructions: [] });
    else found.at(-1)?.instructions.push(instruction);
  }
  return found;
}

/** Stages with the arguments they see. */
export interface CheckedStages {
  readonly stages: readonly CheckedStage[];
  readonly args: GlobalArgs;
  readonly byName: ReadonlyMap<string, number>;
}

/**
 * Runs the checks of FROM lines.
 * @throws Refused where BuildKit stops.
 */
export function checkStages(input: StageInput): CheckedStages {
  const { graph, options } = input;
  const given = graph.options?.buildArgs ?? {};
  const known = predefined(graph);
  const plain = defaults(graph, known);
  if (plain !== undefined) checkDefaults(input, plain);
  const isPlain = Object.keys(given).length === 0;
  const args = isPlain && plain !== undefined ? plain : globals(graph, known, given);
  const found = stageInstructions(graph);
  const names = new Map(
    found.flatMap(({ from }, index) =>
      from.args[2] === undefined ? [] : [[goLower(from.args[2].text), index] as const],
    ),
  );
  checkSourceDate(args, given, names);
  const byName = new Map<string, number>();
  const stages: CheckedStage[] = [];
  for (const [index, { from, instructions }] of found.entries()) {
    const alias = from.args[2];
    const name = alias === undefined ? undefined : goLower(alias.text);
    const site = {
      instruction: from,
      options: optionsAt(graph.file, from, options),
      stage: name ?? String(index),
    };
    const image = imageOf(from);
    const base = expandFrom(input, image.text, args);
    reportUndeclared(input, site, base, args, image.span);
    if (base.error !== undefined) throw new Refused(base.error);
    if (base.text === '') throw new Refused(`base name (${image.text}) should not be blank`);
    const platform = platformOf(input, site, args, name ?? '');
    if (name !== undefined) checkContextName(name);
    const parent = byName.get(base.text);
    stages.push({ index, name, from, base: base.text, parent, platform, instructions });
    if (name !== undefined) byName.set(name, index);
  }
  return { stages, args, byName };
}
