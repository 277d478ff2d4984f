import { type Options, has } from '../options.ts';
import type { Environment } from '../types.ts';

/** What sets the package managers of Node apart. */
export interface NodeManager {
  readonly lockfiles: readonly string[];
  /** Where it keeps what it downloaded, given the home directory. */
  cache(env: Environment): string;
  readonly install: readonly string[];
  /** Fails without a lockfile. */
  strict(action: string, options: Options): boolean;
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
    strict: (_, options) => has(options, '--immutable'),
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
