import { posix } from 'node:path';
import type { Application, Language } from '../facts/project.ts';
import { aptSize } from '../knowledge/apt-sizes.ts';
import { isBuildOnly, isForPeople, packageOf, programsOf } from '../knowledge/debian-packages.ts';
import { MANAGERS } from '../knowledge/managers.ts';
import type { Kept, KeptStep, RecipeInput, Step } from '../plan/types.ts';
import { cacheMount, config, keep, knownAs, run } from './steps.ts';

/** What of the user's file and the project's needs goes into which stage. */
export interface Carried {
  readonly workdir: string;
  /** Debian packages of the build stages, then of the image. */
  readonly buildPackages: readonly string[];
  readonly runtimePackages: readonly string[];
  /** Steps taken over into the build stage and into the image, by where they stood. */
  readonly build: Placed;
  readonly runtime: Placed;
  /** Whether a step of the build stage works in the application's directory after the sources. */
  readonly generates: boolean;
  /** Whether the user's own commands run in the build stage. */
  readonly builds: boolean;
  /** Absolute directories the program writes to. */
  readonly writable: readonly string[];
  /** Why the image needs a shell or programs, in whole sentences; empty: it does not. */
  readonly shellReasons: readonly string[];
  /** Steps that only work on Alpine go into the image. */
  readonly alpineOnly: boolean;
  readonly differences: readonly string[];
}

export interface Placed {
  readonly 'before-install': readonly Step[];
  readonly 'after-install': readonly Step[];
  readonly 'after-sources': readonly Step[];
}

function evidence(step: KeptStep): Step['why'] {
  return [{ file: 'Dockerfile', line: step.line }];
}

function takeOver(step: KeptStep): Step {
  return keep(step.text, { why: evidence(step), comment: step.comments });
}

function place(steps: readonly KeptStep[]): Placed {
  const at = (where: KeptStep['place']): readonly Step[] =>
    steps.filter((one) => one.place === where).map(takeOver);
  return {
    'before-install': at('before-install'),
    'after-install': at('after-install'),
    'after-sources': at('after-sources'),
  };
}

/** Programs the application starts that an image of its own language does not bring anyway. */
function startedPrograms(application: Application): readonly string[] {
  const own = { node: ['node', 'npm', 'npx'], python: ['python', 'python3'], go: [] as string[] };
  const skip = own[application.details.language];
  return application.programs.map((one) => one.value).filter((name) => !skip.includes(name));
}

/** Debian's packages of the language itself, which its own image brings. */
const LANGUAGE_PACKAGES: Readonly<Record<Language, RegExp>> = {
  node: /^(nodejs|npm|tini|dumb-init)$/,
  python:
    /^(python3?(\.\d+)?(-(pip|venv|minimal|full|dev|setuptools|wheel|distutils|virtualenv))?|python-is-python3|tini|dumb-init)$/,
  go: /^(golang(-go|-[\d.]+)?|tini|dumb-init)$/,
};

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

interface Packages {
  readonly build: readonly string[];
  readonly runtime: readonly string[];
  readonly differences: readonly string[];
}

/** Splits the user's apt packages: what only a build needs leaves the image, unless the code starts it. */
function splitPackages(input: RecipeInput): Packages {
  const { application } = input;
  const started = startedPrograms(application);
  const asked = (input.kept?.steps ?? [])
    .filter((one) => one.kind === 'apt')
    .flatMap((one) => one.packages ?? []);
  const isStarted = (name: string): boolean =>
    programsOf(name).some((one) => started.includes(one));
  const own = asked.filter((name) => !LANGUAGE_PACKAGES[application.details.language].test(name));
  const { language } = application.details;
  // What compiles native modules (node-gyp) is written in Python.
  const isForBuild = (name: string): boolean =>
    isBuildOnly(name) ||
    (language === 'node' &&
      /^(python[23]?(\.\d+)?(-(dev|minimal|pip|setuptools))?|python-is-python3)$/.test(name));
  const leaving = own.filter((name) => isForBuild(name) && !isStarted(name));
  const staying = own.filter((name) => !leaving.includes(name));
  const useful = leaving.filter((name) => !isForPeople(name));
  const covered = staying.flatMap(programsOf);
  const missing = started
    .filter((program) => !covered.includes(program))
    .map(packageOf)
    // A name nobody knows may be a script of a dependency: apt would not find it.
    .flatMap((name) => (name !== undefined && aptSize(name) !== undefined ? [name] : []));
  const native = application.native.map((one) => one.value);
  const differences =
    leaving.length === 0
      ? []
      : [`The image goes without ${leaving.join(', ')}: nothing in the code starts them.`];
  return {
    build: unique([...useful, ...native.flatMap((one) => one.build)]),
    runtime: unique([...staying, ...missing, ...native.flatMap((one) => one.runtime)]),
    differences,
  };
}

/** Writable anyway, or only the place where an earlier rewrite makes what it copies. */
const OWN_WRITABLE = /^\/(tmp|dev|proc|var\/tmp|writable\/\d+)(\/|$)/;

/** A file is written by way of its directory; a name with an ending counts as a file. */
function directoryOf(path: string): string {
  return /\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(path) ? posix.dirname(path) : path;
}

function writableDirectories(input: RecipeInput, workdir: string): readonly string[] {
  const fromCode = input.application.writes
    .map((one) => one.value)
    .filter((path) => !path.startsWith('~') && !/[$*{]/.test(path))
    .map((path) => directoryOf(posix.resolve(workdir, path)));
  const fromFile = [
    ...(input.kept?.steps ?? []).flatMap((one) => one.directories ?? []),
    ...(input.kept?.volumes ?? []).map((path) => posix.resolve(workdir, path)),
  ];
  const all = [...new Set([...fromCode, ...fromFile])];
  const wanted = all.filter((path) => path !== '/' && !OWN_WRITABLE.test(path));
  // What lies below a writable directory, the program makes itself.
  const isBelow = (path: string): boolean => wanted.some((one) => path.startsWith(`${one}/`));
  // … unless the repository has it, so that it comes with the sources and belongs to root.
  const isThere = (path: string): boolean =>
    path.startsWith(`${workdir}/`) && input.exists(posix.relative(workdir, path));
  return wanted.filter((path) => !isBelow(path) || isThere(path)).toSorted();
}

function reasonsForShell(input: RecipeInput, packages: readonly string[], runs: number): string[] {
  const reasons: string[] = [];
  const started = startedPrograms(input.application);
  if (started.length > 0) reasons.push(`The code starts ${started.join(', ')}.`);
  if (packages.length > 0) reasons.push(`The image needs ${packages.join(', ')}.`);
  if (runs > 0) reasons.push('Steps of the Dockerfile run in the image itself.');
  if (input.kept?.command?.shell !== undefined) reasons.push('The start command is a shell line.');
  return reasons;
}

/** Sorts what must survive into the stages. `standard` is the working directory when the user named none. */
export function carry(input: RecipeInput, standard: string): Carried {
  const kept = input.kept;
  const workdir = kept?.workdir ?? standard;
  const packages = splitPackages(input);
  const steps = (kept?.steps ?? []).filter(
    (one) => ['run', 'copy', 'config'].includes(one.kind) && one.directories === undefined,
  );
  const ofBuild = steps.filter((one) => one.stage !== 'runtime');
  const ofRuntime = steps.filter((one) => one.stage !== 'build');
  const runs = ofRuntime.filter((one) => one.kind === 'run').length;
  return {
    workdir,
    buildPackages: packages.build,
    runtimePackages: packages.runtime,
    build: place(ofBuild),
    runtime: place(ofRuntime),
    builds: ofBuild.some((one) => one.kind === 'run'),
    generates: ofBuild.some((one) => one.kind === 'run' && one.place !== 'before-install'),
    writable: writableDirectories(input, workdir),
    alpineOnly: ofRuntime.some((one) => /\bapk\s+add\b/.test(one.text)),
    shellReasons: reasonsForShell(input, packages.runtime, runs),
    differences: packages.differences,
  };
}

/** Installs Debian packages with the lists and archives in cache mounts; nothing when there are none. */
export function aptInstall(packages: readonly string[], comment: string): readonly Step[] {
  const apt = MANAGERS['apt'];
  if (packages.length === 0 || !apt) return [];
  const install = `${apt.production} ${packages.join(' ')}`;
  const mounts = apt.caches.map((path) => cacheMount(path, 'locked'));
  return [
    run(['rm -f /etc/apt/apt.conf.d/docker-clean', 'apt-get update', install], mounts, {
      why: knownAs('packages the application needs'),
      comment: [comment],
    }),
  ];
}

/** Variables that only steer package managers and say nothing to the program. */
const MANAGER_VARIABLE = /^(pip|npm_config|yarn|pnpm|poetry|uv|debian)_/i;
/** Those of them an install cannot do without. */
const REGISTRY_VARIABLE = /(index_url|registry|trusted_host|find_links|proxy)/i;

/** The user's variables that tell an install where to fetch from. */
export function registryEnvironment(input: RecipeInput): readonly Step[] {
  const env = (input.kept?.env ?? []).filter(
    ([name]) => MANAGER_VARIABLE.test(name) && REGISTRY_VARIABLE.test(name),
  );
  return env.length > 0 ? [config({ env }, { why: [{ file: 'Dockerfile', key: 'ENV' }] })] : [];
}

/**
 * ENV and ARG of the user for one stage, in order, after `ours`. `without` leaves
 * out what would disturb it.
 */
export function environment(
  input: RecipeInput,
  which: 'build' | 'runtime',
  without: readonly string[] = [],
  ours: readonly (readonly [string, string])[] = [],
): readonly Step[] {
  const kept: Pick<Kept, 'env' | 'envComments' | 'args' | 'labels'> = input.kept ?? {
    env: [],
    args: [],
    labels: [],
  };
  const why = { why: [{ file: 'Dockerfile', key: 'ARG and ENV' }] };
  const env = kept.env.filter(([name]) => !without.includes(name) && !MANAGER_VARIABLE.test(name));
  const text = [
    ...[...env, ...kept.labels].map(([, value]) => value),
    ...ownRuns(input, which),
  ].join(' ');
  const used = (name: string): boolean => new RegExp(`\\$\\{?${name}\\b`).test(text);
  const args = kept.args
    .filter((one) => !one.global && (which === 'build' || used(one.name)))
    .map((one) => config({ arg: [[one.name, one.value]] }, { ...why, comment: one.comments }));
  const comments = kept.envComments ?? {};
  const commented = (group: Kept['env']): readonly string[] =>
    which === 'runtime' ? group.flatMap(([name]) => comments[name] ?? []) : [];
  return [
    ...args,
    ...groups([...ours, ...env]).map((group) =>
      config({ env: group }, { ...why, comment: commented(group) }),
    ),
  ];
}

/** Commands of the user's own that run in one of the stages. */
function ownRuns(input: RecipeInput, which: 'build' | 'runtime'): readonly string[] {
  const other = which === 'build' ? 'runtime' : 'build';
  return (input.kept?.steps ?? [])
    .filter((one) => one.kind === 'run' && one.stage !== other)
    .map((one) => one.text);
}

/** Whether steps taken over use variables that the user's file sets, and so have to come after them. */
export function readsVariables(input: RecipeInput, steps: readonly Step[]): boolean {
  const kept = input.kept;
  const text = steps.map((one) => (one.do === 'keep' ? one.text : '')).join(' ');
  const names = [
    ...(kept?.env ?? []).map(([name]) => name),
    ...(kept?.args ?? []).map((one) => one.name),
  ];
  return names.some((name) => new RegExp(`\\$\\{?${name}\\b`).test(text));
}

/** One ENV cannot use what it sets itself: a value that refers to a name above it starts a new one. */
function groups(
  env: readonly (readonly [string, string])[],
): readonly (readonly (readonly [string, string])[])[] {
  const all: (readonly [string, string])[][] = [];
  for (const pair of env) {
    const last = all.at(-1);
    const refers = last?.some(([name]) => new RegExp(`\\$\\{?${name}\\b`).test(pair[1]));
    if (last && refers !== true) last.push(pair);
    else all.push([pair]);
  }
  return all;
}
