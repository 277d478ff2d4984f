import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { RecipeInput } from '../../plan/types.ts';
import { packageOf } from './build-words.ts';
import { standard, withPath } from './compile-programs.ts';
import type { Compile, Start } from './compile-types.ts';

/** Programs that compile the sources each time they start. */
const WATCHERS = /^(?:.*\/)?(?:air|reflex|CompileDaemon|realize|fresh|gow|modd|wgo)$/;

/** `go run -tags x ./cmd/server serve`: the package, and the arguments after it. */
function goRun(words: readonly string[]): { target: string; rest: readonly string[] } | undefined {
  if (!/^(?:.*\/)?go$/.test(words[0] ?? '') || words[1] !== 'run') return undefined;
  const after = words.slice(2);
  const at = after.findIndex(
    (word, index) =>
      !word.startsWith('-') && !/^-(?:tags|ldflags|mod|exec|C)$/.test(after[index - 1] ?? ''),
  );
  const target = after[at];
  if (target === undefined) return undefined;
  const rest = after.slice(at + 1).filter((word) => !word.endsWith('.go'));
  return { target: packageOf(target), rest };
}

/** `go run` and development servers: the compiled program takes their place. */
export function replaced(
  input: RecipeInput,
  details: GoDetails,
  start: Start,
): Compile | undefined {
  const words = [...(start.entrypoint ?? []), ...(start.cmd ?? [])];
  const run = goRun(words);
  if (!run && !WATCHERS.test(words[0] ?? '')) return undefined;
  const target =
    run && run.target !== '.'
      ? run.target
      : details.main === undefined
        ? undefined
        : packageOf(details.main);
  if (target === undefined) return undefined;
  const program = standard(input, details, run?.target ?? target);
  const path = program.paths[0] ?? '';
  return {
    programs: [program],
    entrypoint: [path],
    ...(run && run.rest.length > 0 && { cmd: run.rest }),
    line: start.line,
    cgo: program.cgo,
    differences: [
      run
        ? 'The program is compiled when the image is built, no longer at each start of the container.'
        : `The container starts the program itself; ${words[0] ?? ''}, which watches the sources, is left to development.`,
    ],
  };
}

/** A program that `make` or a script of the user leaves in the sources' directory. */
export function madeBy(
  input: RecipeInput,
  start: Start,
  workdir: string,
  generates: boolean,
): string | undefined {
  const first = [...(start.entrypoint ?? []), ...(start.cmd ?? [])][0] ?? '';
  const path = posix.relative(workdir, posix.resolve(workdir, first));
  const inside = first.includes('/') && path !== '' && !path.startsWith('..');
  return generates && inside && !input.exists(path) ? path : undefined;
}

/** A program that `make` leaves in one stage and the image takes from there. */
export function takenFrom(input: RecipeInput, start: Start, workdir: string): Compile | undefined {
  const [own, ...more] = input.kept?.made ?? [];
  const first = [...(start.entrypoint ?? []), ...(start.cmd ?? [])][0] ?? '';
  if (!own || more.length > 0) return undefined;
  const is = first.includes('/')
    ? posix.resolve(workdir, first) === own.to
    : posix.basename(own.to) === first;
  if (!is) return undefined;
  const made = { made: own.from, madeTo: own.to };
  return { programs: [], ...made, ...withPath(start, own.to), cgo: false, differences: [] };
}
