import { posix } from 'node:path';
import type { GoDetails } from '../../facts/project.ts';
import type { KeptProgram, RecipeInput } from '../../plan/types.ts';
import { packageOf, readBuildWords } from './build-words.ts';
import { flagsOf } from './recipe-flags.ts';

/** A program to compile and to ship. */
export interface Program {
  /** Package to compile: `.` or `./cmd/server`. */
  readonly target: string;
  /** The user's own flags (`-tags`, `-ldflags` …) as they stand, joined with ours. */
  readonly flags: readonly string[];
  /** Name in the directory of what is built. */
  readonly name: string;
  /** Absolute paths in the image. */
  readonly paths: readonly string[];
  readonly cgo: boolean;
}

/** What is compiled, with which flags, and what of it the container starts. */
export interface Compile {
  /** The started one first. */
  readonly programs: readonly Program[];
  /** The user's own steps compile; path of the program in the build stage, relative to the sources. */
  readonly made?: string;
  /** Absolute path of it in the image, when that is another than where it was left. */
  readonly madeTo?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly line?: number;
  readonly cgo: boolean;
  readonly differences: readonly string[];
}

/** Why there is nothing to compile. */
export interface NotCompiled {
  readonly declined: string;
}

function nameOf(input: RecipeInput, details: GoDetails, target: string): string {
  const last = target === '.' ? details.module.replace(/\/v\d+$/, '') : target;
  const name = posix.basename(last) || input.application.name;
  return name.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '-') || 'app';
}

function isCgo(details: GoDetails, env: KeptProgram['env']): boolean {
  return (
    details.cgo && !env.some(([variable, value]) => variable === 'CGO_ENABLED' && value === '0')
  );
}

/** Programs that compile the sources each time they start. */
const WATCHERS = /^(?:.*\/)?(?:air|reflex|CompileDaemon|realize|fresh|gow|modd|wgo)$/;

interface Start {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly line: number;
}

function ownStart(input: RecipeInput): Start | undefined {
  const own = input.kept?.command;
  if (!own || own.shell !== undefined) return undefined;
  return {
    ...(own.entrypoint && own.entrypoint.length > 0 && { entrypoint: own.entrypoint }),
    ...(own.cmd && { cmd: own.cmd }),
    line: own.line,
  };
}

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

/** The program that the start command names: by path, or by name where the shell finds it. */
function startedBy(
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

function toProgram(one: KeptProgram, name: string, details: GoDetails): Program {
  return {
    target: one.target,
    flags: flagsOf(readBuildWords(one.words.slice(2))),
    name,
    paths: one.paths,
    cgo: isCgo(details, one.env),
  };
}

/** All that is compiled by name; what a pattern (`./...`) takes along is only said. */
function others(
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
function standard(input: RecipeInput, details: GoDetails, target: string, path?: string): Program {
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
function withPath(
  start: Start | undefined,
  path: string,
): Pick<Compile, 'entrypoint' | 'cmd' | 'line'> {
  if (!start) return { entrypoint: [path] };
  const { entrypoint, cmd, line } = start;
  if (entrypoint) return { ...start, entrypoint: [path, ...entrypoint.slice(1)] };
  return { cmd: [path, ...(cmd ?? []).slice(1)], line };
}

/** `go run` and development servers: the compiled program takes their place. */
function replaced(input: RecipeInput, details: GoDetails, start: Start): Compile | undefined {
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
function madeBy(
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
function takenFrom(input: RecipeInput, start: Start, workdir: string): Compile | undefined {
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

function startsWith(
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
function shellStart(
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
