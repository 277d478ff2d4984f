import type { Span } from '../text/span.ts';
import { expandWord } from './expand.ts';
import { formatPlatform, parsePlatform, type Platform } from './platform.ts';
import type { Dockerfile, Instruction, ResolveOptions } from './types.ts';

/** Something that BuildKit refuses while it resolves stages. */
export interface StageProblem {
  readonly message: string;
  readonly line: number;
  readonly span: Span;
}

const DEFAULT: Platform = { os: 'linux', arch: 'amd64', variant: '' };

function platformOr(specifier: string | undefined, otherwise: Platform): Platform {
  const parsed = specifier === undefined ? undefined : parsePlatform(specifier);
  return parsed !== undefined && 'platform' in parsed ? parsed.platform : otherwise;
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
  const target = platformOr(options.platform, DEFAULT);
  const build = platformOr(options.buildPlatform, target);
  const values: readonly (readonly [string, string])[] = [
    ['BUILDPLATFORM', formatPlatform(build)],
    ['BUILDOS', build.os],
    ['BUILDOSVERSION', ''],
    ['BUILDARCH', build.arch],
    ['BUILDVARIANT', build.variant],
    ['TARGETPLATFORM', formatPlatform(target)],
    ['TARGETOS', target.os],
    ['TARGETOSVERSION', ''],
    ['TARGETARCH', target.arch],
    ['TARGETVARIANT', target.variant],
    ['TARGETSTAGE', targetStage === '' ? 'default' : targetStage],
  ];
  return new Map(values.map(([name, value]) => [name, buildArg(options, name) ?? value]));
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

/** The arguments before the first FROM, with those that BuildKit defines. */
export function globalArgs(
  file: Dockerfile,
  options: ResolveOptions,
  targetStage: string,
): { args: Map<string, string | undefined>; problems: StageProblem[] } {
  const args = platformArgs(options, targetStage);
  const problems: StageProblem[] = [];
  for (const instruction of file.instructions) {
    if (instruction.name === 'FROM') break;
    if (instruction.name === 'ARG') problems.push(...declare(args, instruction, file, options));
  }
  return { args, problems };
}
