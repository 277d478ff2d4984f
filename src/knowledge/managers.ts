/** How one package manager installs in an image, and which directory is worth a cache mount. */
export interface ManagerFacts {
  readonly name: string;
  /** Cache directories of the root user in the official image. */
  readonly caches: readonly string[];
  /** `locked` where two builds at once would disturb each other. */
  readonly sharing: 'shared' | 'locked';
  /** Production dependencies from the lockfile. */
  readonly production: string;
  /** Everything a build needs, whatever NODE_ENV says. */
  readonly everything: string;
  /** Production dependencies when no lockfile exists; undefined: the manager does not go without. */
  readonly unlocked?: string;
  /** The same for a build. */
  readonly unlockedEverything?: string;
  /** Takes development dependencies out again. */
  readonly prune?: string;
  /** Added to an install so that no package's script runs. */
  readonly ignoreScripts?: string;
  /** Takes the cache away in the same RUN, for builders without cache mounts. */
  readonly clean: string;
  readonly source: string;
}

const OFFICIAL = 'official image and manager documentation';

export const MANAGERS: Readonly<Record<string, ManagerFacts>> = {
  apt: {
    name: 'apt',
    caches: ['/var/cache/apt', '/var/lib/apt'],
    sharing: 'locked',
    production: 'apt-get install -y --no-install-recommends',
    everything: 'apt-get install -y --no-install-recommends',
    clean: 'rm -rf /var/lib/apt/lists/*',
    source: OFFICIAL,
  },
  npm: {
    name: 'npm',
    caches: ['/root/.npm'],
    sharing: 'shared',
    production: 'npm ci --omit=dev',
    everything: 'npm ci --include=dev',
    unlocked: 'npm install --omit=dev --no-save --no-package-lock',
    unlockedEverything: 'npm install --include=dev --no-save --no-package-lock',
    prune: 'npm prune --omit=dev',
    ignoreScripts: '--ignore-scripts',
    clean: 'npm cache clean --force',
    source: 'measured with npm 10',
  },
  yarn: {
    name: 'yarn',
    caches: ['/usr/local/share/.cache/yarn'],
    sharing: 'locked',
    production: 'yarn install --frozen-lockfile --production',
    everything: 'yarn install --frozen-lockfile --production=false',
    prune: 'yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline',
    ignoreScripts: '--ignore-scripts',
    clean: 'yarn cache clean',
    source: OFFICIAL,
  },
  pnpm: {
    name: 'pnpm',
    caches: ['/root/.local/share/pnpm/store'],
    sharing: 'shared',
    production: 'pnpm install --frozen-lockfile --prod',
    everything: 'pnpm install --frozen-lockfile --prod=false',
    prune: 'pnpm prune --prod --ignore-scripts',
    ignoreScripts: '--ignore-scripts',
    clean: 'rm -rf /root/.local/share/pnpm/store',
    source: 'measured with pnpm 10',
  },
  pip: {
    name: 'pip',
    caches: ['/root/.cache/pip'],
    sharing: 'shared',
    production: 'pip install',
    everything: 'pip install',
    unlocked: 'pip install',
    clean: 'rm -rf /root/.cache/pip',
    source: 'measured with pip 24',
  },
  go: {
    name: 'go',
    caches: ['/go/pkg/mod'],
    sharing: 'shared',
    production: 'go mod download',
    everything: 'go mod download',
    clean: 'go clean -modcache',
    source: OFFICIAL,
  },
};

/** The compiler's own cache of the Go tool, for the root user. */
export const GO_BUILD_CACHE = '/root/.cache/go-build';
