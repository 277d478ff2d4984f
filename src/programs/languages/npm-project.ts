import type { Change } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import type { Tri } from '../../facts/tri.ts';
import { childPath, originOf } from '../effect.ts';
import { type Options, has } from '../options.ts';
import type { Command, Environment, Started } from '../types.ts';
import { type NodeManager, needManager } from './node-managers.ts';
import { npmDisagreement, pnpmDisagreement, yarnDisagreement } from './node-lock.ts';
import { isBerry, leavesDevOut, programChanges } from './node-omitted.ts';
import {
  type FoundPackage,
  type NodePackage,
  fromContext,
  mayBe,
  upwards,
} from './node-project.ts';
import { projectLines, scriptOf } from './npm-scripts.ts';

/** An install of a project. */
export interface Installing {
  readonly manager: NodeManager;
  readonly action: string;
  readonly options: Options;
  readonly found: FoundPackage;
  readonly dir: string;
}

/** What an install needs of the project's files, and what it does by them. */
export interface ProjectFacts {
  /** It fails without a lockfile. */
  readonly strict: boolean;
  readonly needs: readonly Need[];
  /** Programs in `node_modules/.bin` that come, or are left out. */
  readonly programs: readonly Change[];
  /** Scripts of the project that an install runs. */
  readonly starts: readonly Started[];
}

/** What an install needs of, and finds in, the project's files. */
export function projectFacts(command: Command, env: Environment, one: Installing): ProjectFacts {
  const { manager, action, options, found, dir } = one;
  const project = typeof found === 'object' ? found : undefined;
  const berry = project ? isBerry(env, project) : 'unknown';
  const strict = manager.strict(action, options, berry === 'yes');
  const needs: Need[] = [];
  if (strict && found !== 'absent') needs.push(needLock(command, env, manager, dir));
  if (project === undefined) return { strict, needs, programs: [], starts: [] };
  needs.push(...needManager(command, env, project));
  const lock = lockTextOf(env, manager, project.dir);
  const frozen = strict || has(options, '--frozen-lockfile');
  if (frozen && lock !== undefined) needs.push(...agreement(command, env, manager, project, lock));
  const out = leavesDevOut(command, env, options, project);
  const works = needs.every(({ met }) => met !== 'no');
  return {
    strict,
    needs,
    programs: works ? programChanges(command, env, project, lock, out) : [],
    starts: works ? lifecycle(command, env, project, options, out) : [],
  };
}

/** The text of the lockfile beside a package.json, where it is known. */
export function lockTextOf(
  env: Environment,
  manager: NodeManager,
  dir: string,
): string | undefined {
  for (const name of manager.lockfiles.toReversed()) {
    const path = childPath(dir, name);
    if (env.files.get(path).is === 'no') continue;
    const text = env.readText(path);
    return text === undefined || text.partial ? undefined : text.text;
  }
  return undefined;
}

/** One of the lockfiles must be there; a member of a workspace may use one above. */
function needLock(command: Command, env: Environment, manager: NodeManager, dir: string): Need {
  const [name = ''] = manager.lockfiles;
  const own = manager.lockfiles.map((lock) => env.files.get(childPath(dir, lock)));
  const above = upwards(dir)
    .slice(1)
    .some((up) => mayBe(env, childPath(up, 'package.json')));
  const there = own.find(({ is }) => is === 'yes');
  const absent = own.every(({ is }) => is === 'no') && !above;
  const met: Tri = there ? 'yes' : absent ? 'no' : 'unknown';
  return {
    what: 'lockfile',
    arg: childPath(dir, name),
    at: command.at,
    met,
    origin: (there ?? own[0])?.origin ?? originOf(command),
  };
}

function agreement(
  command: Command,
  env: Environment,
  manager: NodeManager,
  project: NodePackage,
  text: string,
): Need[] {
  // Members of a workspace ask for things of their own.
  const compare = { npm: npmDisagreement, yarn: yarnDisagreement, pnpm: pnpmDisagreement }[
    command.name
  ];
  if (compare === undefined || project.workspaces.length > 0) return [];
  const missing = compare(project, text);
  if (missing === undefined) return [];
  const lock = manager.lockfiles.find(
    (name) => env.files.get(childPath(project.dir, name)).is === 'yes',
  );
  return [
    {
      what: 'agreement',
      arg: childPath(project.dir, lock ?? ''),
      at: command.at,
      met: 'no',
      origin: project.origin,
      detail: missing,
    },
  ];
}

/** Scripts that an install runs, in their order; those of Yarn 2 and of bun are left alone. */
const HOOKS: Readonly<Record<string, readonly string[]>> = {
  npm: [
    'preinstall',
    'install',
    'postinstall',
    'prepublish',
    'preprepare',
    'prepare',
    'postprepare',
  ],
  yarn: ['preinstall', 'install', 'postinstall'],
  pnpm: ['preinstall', 'install', 'postinstall'],
  bun: ['preinstall', 'install', 'postinstall'],
};

function lifecycle(
  command: Command,
  env: Environment,
  project: NodePackage,
  options: Options,
  out: Tri,
): Started[] {
  if (has(options, '--ignore-scripts') || project.workspaces.length > 0) return [];
  for (const name of ['npm_config_ignore_scripts', 'NPM_CONFIG_IGNORE_SCRIPTS'])
    if (env.variable(name) !== undefined) return [];
  const settings = childPath(project.dir, '.npmrc');
  if (env.files.get(settings).is !== 'no' && !fromContext(env, settings)) return [];
  const hooks = [...(HOOKS[command.name] ?? [])];
  if (command.name === 'yarn' && out === 'no') hooks.push('prepublish', 'prepare');
  const texts = hooks.flatMap((name) => scriptOf(project, name) ?? []);
  return texts.length === 0 ? [] : [projectLines(env, project, texts)];
}
