import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { KeptProgram, RecipeInput } from '../../plan/types.ts';
import type { Compile, NotCompiled, Start } from './compile-types.ts';
import { others, toProgram, withPath } from './compile-programs.ts';

/** The program that the start command names: by path, or by name where the shell finds it. */
export function startedBy(
  programs: readonly KeptProgram[],
  first: string,
  workdir: string,
): KeptProgram | undefined {
  if (first.includes('/')) {
    const path = posix.resolve(workdir, first);
    return programs.findLast((one) => one.paths.includes(path));
  }
  return programs.findLast((one) => one.paths.some((path) => posix.basename(path) === first));
}

/** The container starts a program that the file compiles. */
export function startsWith(
  started: KeptProgram,
  programs: readonly KeptProgram[],
  start: Start,
  first: string,
  workdir: string,
  details: GoDetails,
): Compile {
  const path = first.includes('/')
    ? posix.resolve(workdir, first)
    : (started.paths.find((one) => posix.basename(one) === first) ?? first);
  // What lies where only the build image's PATH leads is put where every PATH does.
  const home = path.startsWith('/go/bin/') ? `/usr/local/bin/${posix.basename(path)}` : path;
  const moved = { ...started, paths: started.paths.map((one) => (one === path ? home : one)) };
  const rest = others(programs, started, details);
  const main = toProgram(moved, 'app', details);
  return {
    programs: [main, ...rest.programs],
    ...withPath(start, home),
    cgo: [main, ...rest.programs].some((one) => one.cgo),
    differences: rest.differences,
  };
}

/** A shell line stays one; the programs lie where it looks for them. */
export function shellStart(
  input: RecipeInput,
  details: GoDetails,
  programs: readonly KeptProgram[],
): Compile | NotCompiled {
  const own = input.kept?.command;
  const line = own?.shell ?? '';
  const first = programs.find((one) =>
    one.paths.some((path) =>
      new RegExp(`(?:^|[\\s;&/])${escape(posix.basename(path))}(?=[\\s;&]|$)`).test(line),
    ),
  );
  if (own === undefined || first === undefined)
    return {
      declined: 'The start command is a shell line that could not be resolved to the program.',
    };
  const rest = others(programs, first, details);
  const main = toProgram(first, 'app', details);
  const exec = /[;&|<>()\n]|^\s*exec\b/.test(line) ? line : `exec ${line}`;
  return {
    programs: [main, ...rest.programs],
    cmd: ['/bin/sh', '-c', exec],
    line: own.line,
    cgo: [main, ...rest.programs].some((one) => one.cgo),
    differences: rest.differences,
  };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
