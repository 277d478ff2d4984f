import type { Span } from '../../text/span.ts';
import { settleEpoch } from './epoch.ts';
import { expandWord } from '../expansion/expand.ts';
import {
  formatPlatform,
  normalPlatform,
  parsePlatform,
  type Platform,
  shortPlatform,
} from './platform.ts';
import type { Dockerfile, Instruction, ResolveOptions } from '../types.ts';

/** Something that BuildKit refuses while it resolves stages. */
export interface StageProblem {
  readonly message: string;
  readonly line: number;
  readonly span: Span;
  /** Found only when the instructions of the stages are followed. */
  readonly late?: true;
  /** A build argument that was not given would mend it. */
  readonly open?: true;
}

const DEFAULT: Platform = { os: 'linux', arch: 'amd64', variant: '' };

function platformOr(specifier: string | undefined, otherwise: Platform): Platform {
  const parsed = specifier === undefined ? undefined : parsePlatform(specifier);
  return parsed !== undefined && 'platform' in parsed ? normalPlatform(parsed.platform) : otherwise;
}

/** The build argument of that name, if given. */
export function buildArg(options: ResolveOptions, name: string): string | undefined {
  const given = options.buildArgs;
  return given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
}

/** The arguments that BuildKit defines by itself; build arguments of the same name win. */
function platformArgs(
  options: ResolveOptions,
  targetStage: string,
): Map<string, string | undefined> {
  const known = ownArgs(options.platform, options.buildPlatform);
  const stage = targetStage === '' ? 'default' : targetStage;
  const args = new Map(known).set('TARGETSTAGE', stage);
  if (options.buildArgs !== undefined)
    for (const [name, value] of args) args.set(name, buildArg(options, name) ?? value);
  return args;
}

/** Those of the last pair of platforms: many files in a row are read with the same. */
let latest: {
  readonly platform: string | undefined;
  readonly buildPlatform: string | undefined;
  readonly args: ReadonlyMap<string, string | undefined>;
} = { platform: undefined, buildPlatform: undefined, args: new Map() };

function ownArgs(
  platform: string | undefined,
  buildPlatform: string | undefined,
): ReadonlyMap<string, string | undefined> {
  const isLatest = latest.platform === platform && latest.buildPlatform === buildPlatform;
  if (isLatest && latest.args.size > 0) return latest.args;
  const target = platformOr(platform, DEFAULT);
  const build = platformOr(buildPlatform, target);
  const values: readonly (readonly [string, string])[] = [
    ['BUILDPLATFORM', shortPlatform(build)],
    ['BUILDOS', build.os],
    ['BUILDOSVERSION', build.osVersion ?? ''],
    ['BUILDARCH', build.arch],
    ['BUILDVARIANT', build.variant],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', target.osVersion ?? ''],
    ['TARGETARCH', target.arch],
    ['TARGETVARIANT', target.variant],
    ['TARGETSTAGE', ''],
  ];
  latest = { platform, buildPlatform, args: new Map(values) };
  return latest.args;
}

function declare(
  args: Map<string, string | undefined>,
  instruction: Instruction,
  file: Dockerfile,
  options: ResolveOptions,
): StageProblem[] {
  const problems: StageProblem[] = [];
  for (const { name, value, span } of instruction.pairs) {
    const given = buildArg(options, name);
    if (given !== undefined) args.set(name, given);
    else if (value === undefined) args.set(name, args.get(name));
    else {
      const expanded = expandWord(value, (key) => args.get(key), { escape: file.escape });
      if (expanded.error === undefined) args.set(name, expanded.text);
      else problems.push({ message: expanded.error, line: instruction.startLine, span });
    }
  }
  return problems;
}

/**
 * The arguments before the first FROM, with those that BuildKit defines, and the options as
 * BuildKit goes on with them.
 */
export function globalArgs(
  file: Dockerfile,
  given: ResolveOptions,
  targetStage: string,
): { args: Map<string, string | undefined>; problems: StageProblem[]; options: ResolveOptions } {
  const args = platformArgs(given, targetStage);
  const problems: StageProblem[] = [];
  for (const instruction of file.instructions) {
    if (instruction.name === 'FROM') break;
    if (instruction.name === 'ARG') problems.push(...declare(args, instruction, file, given));
  }
  const settled = settleEpoch(file, given, args);
  return { args, problems: [...problems, ...settled.problems], options: settled.options };
}
