import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { RecipeInput } from '../../plan/types.ts';
import { packageOf } from './build-words.ts';
import { madeBy, replaced, takenFrom } from './compile-instead.ts';
import { nameOf, standard, withPath } from './compile-programs.ts';
import { shellStart, startedBy, startsWith } from './compile-started.ts';
import type { Compile, NotCompiled, Start } from './compile-types.ts';

function ownStart(input: RecipeInput): Start | undefined {
  const own = input.kept?.command;
  if (!own || own.shell !== undefined) return undefined;
  return {
    ...(own.entrypoint && own.entrypoint.length > 0 && { entrypoint: own.entrypoint }),
    ...(own.cmd && { cmd: own.cmd }),
    line: own.line,
  };
}

/** Reads the user's own compile and start commands. */
export function compileOf(
  input: RecipeInput,
  details: GoDetails,
  workdir: string,
  generates: boolean,
): Compile | NotCompiled {
  const programs = input.kept?.programs ?? [];
  const start = ownStart(input);
  const words = [...(start?.entrypoint ?? []), ...(start?.cmd ?? [])];
  const first = words[0];
  const [left] = input.kept?.made ?? [];
  if (left) return (start && takenFrom(input, start, workdir)) ?? { declined: left.otherwise };
  const instead = start && replaced(input, details, start);
  if (instead) return instead;
  if (input.kept?.command?.shell !== undefined) return shellStart(input, details, programs);
  if (start && first !== undefined) {
    const started = startedBy(programs, first, workdir);
    if (started) return startsWith(started, programs, start, first, workdir, details);
    const made = programs.length === 0 ? madeBy(input, start, workdir, generates) : undefined;
    if (made !== undefined) {
      const path = posix.resolve(workdir, made);
      const cgo = details.cgo;
      return { programs: [], made, ...withPath(start, path), cgo, differences: [] };
    }
    const bare =
      !first.includes('/') &&
      details.main !== undefined &&
      nameOf(input, details, packageOf(details.main)) !== first;
    if (programs.length > 0 || bare)
      return {
        declined: `The container starts ${first}, which is none of the programs the file compiles.`,
      };
  }
  const target = details.main === undefined ? undefined : packageOf(details.main);
  if (target === undefined) return { declined: 'No main package was found.' };
  const path =
    first === undefined
      ? undefined
      : first.includes('/')
        ? posix.resolve(workdir, first)
        : `/usr/local/bin/${first}`;
  const program = standard(input, details, target, path);
  return {
    programs: [program],
    ...withPath(start, program.paths[0] ?? ''),
    cgo: program.cgo,
    differences: [],
  };
}
