import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { KeptProgram, RecipeInput } from '../../plan/types.ts';
import { readBuildWords } from './build-words.ts';
import type { Compile, Program, Start } from './compile-types.ts';
import { flagsOf } from './recipe-flags.ts';

/** Name for the program of a package, as an image can hold it. */
export function nameOf(input: RecipeInput, details: GoDetails, target: string): string {
  const last = target === '.' ? details.module.replace(/\/v\d+$/, '') : target;
  const name = posix.basename(last) || input.application.name;
  return name.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-') || 'app';
}

function isCgo(details: GoDetails, env: KeptProgram['env']): boolean {
  return (
    details.cgo && !env.some(([variable, value]) => variable === 'CGO_ENABLED' && value === '0')
  );
}

/** A program the user compiles, as it is compiled now. */
export function toProgram(one: KeptProgram, name: string, details: GoDetails): Program {
  return {
    target: one.target,
    flags: flagsOf(readBuildWords(one.words.slice(2))),
    name,
    paths: one.paths,
    cgo: isCgo(details, one.env),
  };
}

/** All that is compiled by name; what a pattern (`./...`) takes along is only said. */
export function others(
  all: readonly KeptProgram[],
  main: KeptProgram,
  details: GoDetails,
): { readonly programs: readonly Program[]; readonly differences: readonly string[] } {
  const rest = all.filter(
    (one) => one !== main && !one.paths.some((path) => main.paths.includes(path)),
  );
  const swept = rest.filter((one) => one.words.some((word) => word.includes('...')));
  const named = rest.filter((one) => !swept.includes(one));
  const names = swept.map((one) => one.paths[0] ?? one.target);
  return {
    programs: named.map((one, index) => {
      const name = posix.basename(one.paths[0] ?? `program${index}`);
      return toProgram(
        one,
        name === 'app' || name === 'probe' ? `${name}-${index}` : name,
        details,
      );
    }),
    differences:
      names.length === 0
        ? []
        : [`The image goes without ${names.join(', ')}: the container does not start them.`],
  };
}

/** One main package, where the file says nothing of how it is compiled. */
export function standard(
  input: RecipeInput,
  details: GoDetails,
  target: string,
  path?: string,
): Program {
  const env = (input.kept?.env ?? []).filter(([name]) => name === 'CGO_ENABLED');
  const own = input.kept?.programs?.find((one) => one.target === target);
  return {
    target,
    flags: flagsOf(own && readBuildWords(own.words.slice(2))),
    name: 'app',
    paths: [path ?? `/usr/local/bin/${nameOf(input, details, target)}`],
    cgo: isCgo(details, own?.env ?? env),
  };
}

/** The start words with the program's own path in front. */
export function withPath(
  start: Start | undefined,
  path: string,
): Pick<Compile, 'entrypoint' | 'cmd' | 'line'> {
  if (!start) return { entrypoint: [path] };
  const { entrypoint, cmd, line } = start;
  if (entrypoint) return { ...start, entrypoint: [path, ...entrypoint.slice(1)] };
  return { cmd: [path, ...(cmd ?? []).slice(1)], line };
}
