import type { Need } from '../../facts/need.ts';
import { type Options, has } from '../options.ts';
import { childPath } from '../paths.ts';
import type { Command, Environment } from '../types.ts';
import { type NodePackage, mayBe, upwards } from './node-project.ts';

/** What sets the package managers of Node apart. */
export interface NodeManager {
  readonly lockfiles: readonly string[];
  /** Where it keeps what it downloaded, given the home directory. */
  cache(env: Environment): string;
  readonly install: readonly string[];
  /** Fails without a lockfile. `berry`: Yarn 2 or later. */
  strict(action: string, options: Options, berry: boolean): boolean;
}

export const NODE_MANAGERS: Readonly<Record<string, NodeManager>> = {
  npm: {
    lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    cache: (env) => variable(env, 'npm_config_cache') ?? `${env.home}/.npm`,
    install: ['install', 'i', 'ci', 'add', 'clean-install', 'install-clean'],
    strict: (action) => ['ci', 'clean-install', 'install-clean'].includes(action),
  },
  yarn: {
    lockfiles: ['yarn.lock'],
    cache: (env) =>
      variable(env, 'YARN_CACHE_FOLDER') ??
      (env.home === '/root' ? '/usr/local/share/.cache/yarn' : `${env.home}/.cache/yarn`),
    install: ['install', 'add', ''],
    // Yarn 1 takes `--frozen-lockfile` without a lockfile; Yarn 2 and later do not take `--immutable`.
    strict: (_, options, berry) => berry && has(options, '--immutable'),
  },
  pnpm: {
    lockfiles: ['pnpm-lock.yaml'],
    cache: (env) => {
      const own = variable(env, 'PNPM_HOME');
      return own === undefined ? `${env.home}/.local/share/pnpm/store` : `${own}/store`;
    },
    install: ['install', 'i', 'add'],
    strict: (_, options) => has(options, '--frozen-lockfile'),
  },
  bun: {
    lockfiles: ['bun.lock', 'bun.lockb'],
    cache: (env) => `${env.home}/.bun/install/cache`,
    install: ['install', 'i', 'add'],
    strict: () => false,
  },
};

function variable(env: Environment, name: string): string | undefined {
  const value = env.variable(name);
  return value?.known === true ? value.value : undefined;
}

/** Yarn 1 refuses a project that asks for Yarn 2 or later, unless that lies in the project or Corepack is on. */
export function needManager(command: Command, env: Environment, project: NodePackage): Need[] {
  const wanted = /^yarn@(\d+\.\d+\.\d+)/.exec(project.manager ?? '')?.[1];
  if (command.name !== 'yarn' || wanted === undefined || wanted.startsWith('1.')) return [];
  const found = env.find('yarn');
  const classic = found.is === 'yes' && found.origin.by === 'base' && env.base?.family === 'node';
  const own = env.files.get(childPath(project.dir, '.yarnrc.yml'));
  const settings = env.readText(childPath(project.dir, '.yarnrc.yml'));
  const none = own.is === 'no' || (settings !== undefined && !/yarnPath/.test(settings.text));
  // Yarn 1.22.20 was the first to look; images of Node 20 and later have a newer one.
  const major = Number.parseInt(env.base?.runtime?.version ?? '', 10);
  if (!classic || !none || !(major >= 20)) return [];
  const outer = upwards(project.dir).some((dir) => mayBe(env, childPath(dir, '.yarnrc')));
  if (outer) return [];
  return [
    {
      what: 'version',
      arg: `yarn ${wanted}`,
      at: command.at,
      met: 'no',
      origin: found.origin,
      detail: 'Yarn 1',
    },
  ];
}
