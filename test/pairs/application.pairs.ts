import type { Pair } from './types.ts';

/** A lockfile of npm with these packages: `name@version`, and `dev:` before those for development. */
function npmLock(name: string, manifest: string, ...packages: readonly string[]): string {
  const root = JSON.parse(manifest) as Record<string, unknown>;
  const entries = packages.map((one) => {
    const spec = one.replace(/^dev:/, '');
    const cut = spec.lastIndexOf('@');
    const [own, bin] = [spec.slice(0, cut), BIN[spec.slice(0, cut)]];
    return [
      `node_modules/${own}`,
      {
        version: spec.slice(cut + 1),
        ...(one.startsWith('dev:') ? { dev: true } : {}),
        ...(bin === undefined ? {} : { bin }),
      },
    ];
  });
  const table = { '': { ...root }, ...Object.fromEntries(entries) };
  return `${JSON.stringify({ name, lockfileVersion: 3, requires: true, packages: table }, undefined, 2)}\n`;
}

const BIN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  typescript: { tsc: 'bin/tsc', tsserver: 'bin/tsserver' },
  nodemon: { nodemon: 'bin/nodemon.js' },
};

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const CLOCK = json({
  name: 'clock',
  version: '1.2.0',
  private: true,
  scripts: { start: 'node server.js' },
  dependencies: { ms: '^2.1.3' },
});
const CLOCK_SERVER = `const ms = require('ms');
console.log('up for', ms(60000));
`;

const LEDGER = json({
  name: 'ledger',
  version: '0.3.1',
  scripts: { build: 'tsc -p tsconfig.json', start: 'node dist/main.js' },
  dependencies: { ms: '^2.1.3' },
  devDependencies: { typescript: '~5.9.3' },
});
const LEDGER_FILES = {
  'package.json': LEDGER,
  'package-lock.json': npmLock('ledger', LEDGER, 'ms@2.1.3', 'dev:typescript@5.9.3'),
  'tsconfig.json': json({
    compilerOptions: {
      target: 'es2022',
      lib: ['es2022'],
      module: 'commonjs',
      rootDir: 'src',
      outDir: 'dist',
      strict: true,
      types: [],
    },
    include: ['src'],
  }),
  'src/main.ts': `const entries: number[] = [1, 2, 3];
declare const console: { log(text: string): void };
console.log('sum ' + entries.reduce((a, b) => a + b));
`,
};

const PANEL = json({
  name: 'panel',
  private: true,
  type: 'module',
  scripts: { dev: 'vite', build: 'vite build', preview: 'vite preview' },
  devDependencies: { vite: '^6.0.0' },
});
const PANEL_FILES = {
  'package.json': PANEL,
  'index.html':
    '<!doctype html><div id="app"></div><script type="module" src="/src/main.js"></script>\n',
  'src/main.js': "document.querySelector('#app').textContent = 'Panel';\n",
  'public/robots.txt': 'User-agent: *\n',
};

/** Installs and lockfiles of Node's managers. */
const LOCKFILES: readonly Pair[] = [
  {
    name: 'npm-ci-lockfile-not-copied',
    rule: 'correctness/missing-lockfile',
    line: 5,
    files: {
      'package.json': CLOCK,
      'package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY package.json ./
RUN npm ci --omit=dev
COPY server.js ./
USER node
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /usr/src/app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY server.js ./
USER node
CMD ["node", "server.js"]
`,
    fails: { when: 'build', says: /EUSAGE/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'npm-ci-lockfile-ignored',
    rule: 'correctness/missing-lockfile',
    line: 4,
    files: {
      'package.json': CLOCK,
      'package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'server.js': CLOCK_SERVER,
      '.dockerignore': 'node_modules\n*.md\n*-lock.json\n.git\n',
    },
    mendedFiles: {
      'package.json': CLOCK,
      'package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'server.js': CLOCK_SERVER,
      '.dockerignore': 'node_modules\n*.md\n.git\n',
    },
    broken: `FROM node:22
WORKDIR /app
COPY package*.json ./
RUN npm ci && npm cache clean --force
COPY . .
CMD ["npm", "start"]
`,
    mended: `FROM node:22
WORKDIR /app
COPY package*.json ./
RUN npm ci && npm cache clean --force
COPY . .
CMD ["npm", "start"]
`,
    fails: { when: 'build', says: /EUSAGE/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'npm-ci-lockfile-lacks-a-dependency',
    rule: 'correctness/stale-lockfile',
    line: 6,
    files: {
      'api/package.json': CLOCK.replace(
        '"ms": "^2.1.3"',
        '"ms": "^2.1.3",\n    "left-pad": "^1.3.0"',
      ),
      'api/package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'api/server.js': CLOCK_SERVER,
    },
    mendedFiles: {
      'api/package.json': CLOCK,
      'api/package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'api/server.js': CLOCK_SERVER,
    },
    broken: `# syntax=docker/dockerfile:1
FROM node:22-slim AS deps
WORKDIR /srv
COPY api/package.json api/package-lock.json ./
# Dependencies change seldom
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM node:22-slim
WORKDIR /srv
COPY --from=deps /srv/node_modules ./node_modules
COPY api/ .
CMD ["node", "server.js"]
`,
    mended: `# syntax=docker/dockerfile:1
FROM node:22-slim AS deps
WORKDIR /srv
COPY api/package.json api/package-lock.json ./
# Dependencies change seldom
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM node:22-slim
WORKDIR /srv
COPY --from=deps /srv/node_modules ./node_modules
COPY api/ .
CMD ["node", "server.js"]
`,
    fails: { when: 'build', says: /Missing: left-pad/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'npm-ci-lockfile-of-an-older-version',
    rule: 'correctness/stale-lockfile',
    line: 5,
    files: {
      'package.json': CLOCK,
      'package-lock.json': npmLock('clock', CLOCK.replace('^2.1.3', '^0.7.0'), 'ms@0.7.3'),
      'server.js': CLOCK_SERVER,
    },
    mendedFiles: {
      'package.json': CLOCK,
      'package-lock.json': npmLock('clock', CLOCK, 'ms@2.1.3'),
      'server.js': CLOCK_SERVER,
    },
    broken: `ARG NODE_VERSION=22
FROM node:\${NODE_VERSION}-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server"]
`,
    mended: `ARG NODE_VERSION=22
FROM node:\${NODE_VERSION}-slim
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "server"]
`,
    fails: { when: 'build', says: /lock file's ms@0\.7\.3 does not satisfy/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'yarn-frozen-lockfile-out-of-date',
    rule: 'correctness/stale-lockfile',
    line: 4,
    files: {
      'package.json': CLOCK.replace('"ms": "^2.1.3"', '"ms": "^2.1.3",\n    "once": "^1.4.0"'),
      'yarn.lock': `# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


ms@^2.1.3:
  version "2.1.3"
  resolved "https://registry.yarnpkg.com/ms/-/ms-2.1.3.tgz#574c8138ce1d2b5861f0b44579dbadd60c6615b2"
  integrity sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==
`,
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile --production && yarn cache clean
COPY . .
EXPOSE 3000
CMD ["yarn", "--silent", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN yarn install --production && yarn cache clean
COPY . .
EXPOSE 3000
CMD ["yarn", "--silent", "start"]
`,
    fails: { when: 'build', says: /lockfile needs to be updated/ },
  },
  {
    name: 'pnpm-frozen-without-lockfile',
    rule: 'correctness/missing-lockfile',
    line: 6,
    files: {
      'package.json': CLOCK,
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
ENV CI=true
RUN npm install -g pnpm@9.15.0
WORKDIR /home/node/app
COPY package.json pnpm-lock.yaml* ./
RUN pnpm install --frozen-lockfile --prod
COPY . .
CMD ["pnpm", "start"]
`,
    mended: `FROM node:22-slim
ENV CI=true
RUN npm install -g pnpm@9.15.0
WORKDIR /home/node/app
COPY package.json ./
RUN pnpm install --prod
COPY . .
CMD ["pnpm", "start"]
`,
    fails: { when: 'build', says: /ERR_PNPM_NO_LOCKFILE/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'pnpm-lockfile-out-of-date',
    rule: 'correctness/stale-lockfile',
    line: 5,
    files: {
      'package.json': CLOCK.replace('^2.1.3', '^2.1.2'),
      'pnpm-lock.yaml': `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      ms:
        specifier: ^2.1.3
        version: 2.1.3

packages:

  ms@2.1.3:
    resolution: {integrity: sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==}

snapshots:

  ms@2.1.3: {}
`,
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim AS base
RUN npm i -g pnpm@9.15.0
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm i --frozen-lockfile
COPY server.js .
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim AS base
RUN npm i -g pnpm@9.15.0
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm i --no-frozen-lockfile
COPY server.js .
CMD ["node", "server.js"]
`,
    fails: { when: 'build', says: /ERR_PNPM_OUTDATED_LOCKFILE/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'yarn-4-without-corepack',
    rule: 'correctness/unsupported-version',
    line: 4,
    files: {
      'package.json': json({
        name: 'quay',
        packageManager: 'yarn@4.5.0',
        scripts: { start: 'node -p 6*7' },
      }),
      'yarn.lock': '',
    },
    mendedFiles: {
      'package.json': json({ name: 'quay', scripts: { start: 'node -p 6*7' } }),
      'yarn.lock': '',
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install
COPY . .
CMD ["yarn", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install
COPY . .
CMD ["yarn", "start"]
`,
    fails: { when: 'build', says: /current global version of Yarn is 1\./ },
    works: { prints: /42/ },
  },
];

/** Scripts, and the programs they start. */
const SCRIPTS: readonly Pair[] = [
  {
    name: 'npm-run-script-of-another-name',
    rule: 'correctness/missing-script',
    line: 7,
    files: LEDGER_FILES,
    broken: `FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build:prod

FROM node:22-slim
WORKDIR /srv
COPY --from=build /src/dist ./dist
CMD ["node", "dist/main.js"]
`,
    mended: `FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM node:22-slim
WORKDIR /srv
COPY --from=build /src/dist ./dist
CMD ["node", "dist/main.js"]
`,
    fails: { when: 'build', says: /Missing script: "build:prod"/ },
    works: { prints: /sum 6/ },
  },
  {
    name: 'yarn-script-that-is-not-there',
    rule: 'correctness/missing-script',
    line: 5,
    files: { 'package.json': CLOCK, 'server.js': CLOCK_SERVER },
    broken: `FROM node:22
WORKDIR /app
COPY . /app
RUN yarn install
RUN yarn build
CMD node server.js
`,
    mended: `FROM node:22
WORKDIR /app
COPY . /app
RUN yarn install
CMD node server.js
`,
    fails: { when: 'build', says: /Command "build" not found/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'npm-start-without-a-start-script',
    rule: 'correctness/missing-script',
    line: 6,
    files: {
      'package.json': json({ name: 'tide', scripts: { serve: 'node index.js' } }),
      'index.js': "console.log('tide is in');\n",
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --no-audit
USER node
CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm install --no-audit
USER node
CMD ["npm", "run", "serve"]
`,
    fails: { when: 'start', says: /Missing script: "start"/ },
    works: { prints: /tide is in/ },
  },
  {
    name: 'npm-workspace-script-missing',
    rule: 'correctness/missing-script',
    line: 6,
    files: {
      'package.json': json({ name: 'fleet', private: true, workspaces: ['packages/*'] }),
      'packages/api/package.json': json({
        name: '@fleet/api',
        version: '1.0.0',
        scripts: { compile: 'node make.js' },
      }),
      'packages/api/make.js': "require('fs').writeFileSync('out.txt', 'made');\n",
    },
    broken: `FROM node:22-slim
WORKDIR /fleet
COPY package.json ./
COPY packages ./packages
RUN npm install
RUN npm run build --workspace=@fleet/api
CMD ["cat", "packages/api/out.txt"]
`,
    mended: `FROM node:22-slim
WORKDIR /fleet
COPY package.json ./
COPY packages ./packages
RUN npm install
RUN npm run compile --workspace=@fleet/api
CMD ["cat", "packages/api/out.txt"]
`,
    fails: { when: 'build', says: /Missing script: "build"/ },
    works: { prints: /made/ },
  },
  {
    name: 'tsc-left-out-by-omit-dev',
    rule: 'correctness/missing-dev-dependency',
    line: 6,
    files: LEDGER_FILES,
    broken: `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build
CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev
CMD ["npm", "start"]
`,
    fails: { when: 'build', says: /tsc: not found/ },
    works: { prints: /sum 6/ },
  },
  {
    name: 'vite-left-out-by-node-env-in-another-stage',
    rule: 'correctness/missing-dev-dependency',
    line: 9,
    files: PANEL_FILES,
    broken: `FROM node:22-slim AS deps
ENV NODE_ENV=production
WORKDIR /web
COPY package.json ./
RUN npm install

FROM deps AS build
COPY . .
RUN npm run build

FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    mended: `FROM node:22-slim AS deps
WORKDIR /web
COPY package.json ./
RUN npm install

FROM deps AS build
ENV NODE_ENV=production
COPY . .
RUN npm run build

FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    fails: { when: 'build', says: /vite: not found/ },
  },
  {
    name: 'vite-left-out-and-modules-copied',
    rule: 'correctness/missing-dev-dependency',
    line: 10,
    files: PANEL_FILES,
    broken: `FROM node:22-slim AS modules
WORKDIR /web
COPY package.json ./
RUN npm install --production

FROM node:22-slim AS build
WORKDIR /web
COPY --from=modules /web/node_modules ./node_modules
COPY . .
RUN npm run build

FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    mended: `FROM node:22-slim AS modules
WORKDIR /web
COPY package.json ./
RUN npm install

FROM node:22-slim AS build
WORKDIR /web
COPY --from=modules /web/node_modules ./node_modules
COPY . .
RUN npm run build

FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    fails: { when: 'build', says: /vite: not found/ },
  },
  {
    name: 'husky-in-prepare-without-dev-dependencies',
    rule: 'correctness/missing-dev-dependency',
    line: 4,
    files: {
      'package.json': CLOCK.replace(
        '"scripts": {',
        '"scripts": {\n    "prepare": "husky",',
      ).replace('"dependencies"', '"devDependencies": { "husky": "^9.1.7" },\n  "dependencies"'),
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json .
RUN npm install --omit=dev
COPY server.js .
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json .
RUN npm install --omit=dev --ignore-scripts
COPY server.js .
CMD ["node", "server.js"]
`,
    fails: { when: 'build', says: /husky: not found/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'nodemon-starts-a-production-image',
    rule: 'correctness/missing-dev-dependency',
    line: 6,
    files: {
      'package.json': CLOCK.replace('node server.js', 'nodemon server.js').replace(
        '"dependencies"',
        '"devDependencies": { "nodemon": "^3.1.0" },\n  "dependencies"',
      ),
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY . .
CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN npm install --omit=dev
COPY . .
CMD ["node", "server.js"]
`,
    fails: { when: 'start', says: /nodemon: not found/ },
    works: { prints: /up for 1m/ },
  },
  {
    name: 'postinstall-script-not-copied-yet',
    rule: 'correctness/missing-file',
    line: 4,
    files: {
      'package.json': CLOCK.replace(
        '"scripts": {',
        '"scripts": {\n    "postinstall": "node scripts/setup.js",',
      ),
      'scripts/setup.js': "require('fs').writeFileSync('ready', '');\n",
      'server.js': CLOCK_SERVER,
    },
    broken: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
RUN npm install
COPY . .
CMD ["node", "server.js"]
`,
    mended: `FROM node:22-slim
WORKDIR /app
COPY package.json ./
COPY scripts ./scripts
RUN npm install
COPY . .
CMD ["node", "server.js"]
`,
    fails: { when: 'build', says: /Cannot find module '\/app\/scripts\/setup\.js'/ },
    works: { prints: /up for 1m/ },
  },
];

/** Builds before their files, and what they make. */
const BUILDS: readonly Pair[] = [
  {
    name: 'tsc-without-tsconfig',
    rule: 'correctness/missing-file',
    line: 6,
    files: LEDGER_FILES,
    broken: `FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY src/ src/
RUN npm run build
FROM node:22-slim
WORKDIR /app
COPY --from=build /app/dist dist
CMD ["node", "dist/main.js"]
`,
    mended: `FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci
COPY src/ src/
RUN npm run build
FROM node:22-slim
WORKDIR /app
COPY --from=build /app/dist dist
CMD ["node", "dist/main.js"]
`,
    fails: { when: 'build', says: /error TS5058/ },
    works: { prints: /sum 6/ },
  },
  {
    name: 'tsc-before-the-sources',
    rule: 'correctness/missing-file',
    line: 6,
    files: LEDGER_FILES,
    broken: `FROM node:22-slim

WORKDIR /usr/src/ledger
COPY package*.json tsconfig.json ./
RUN npm ci
RUN npm run build
COPY src ./src

CMD ["npm", "start"]
`,
    mended: `FROM node:22-slim

WORKDIR /usr/src/ledger
COPY package*.json tsconfig.json ./
RUN npm ci
COPY src ./src
RUN npm run build

CMD ["npm", "start"]
`,
    fails: { when: 'build', says: /TS18003/ },
    works: { prints: /sum 6/ },
  },
  {
    name: 'vite-build-without-index-html',
    rule: 'correctness/missing-file',
    line: 6,
    files: PANEL_FILES,
    broken: `FROM node:22-slim AS build
WORKDIR /web
COPY package.json ./
RUN npm install
COPY src ./src
RUN npm run build
FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    mended: `FROM node:22-slim AS build
WORKDIR /web
COPY package.json index.html ./
RUN npm install
COPY src ./src
RUN npm run build
FROM nginx:stable
COPY --from=build /web/dist /usr/share/nginx/html
`,
    fails: { when: 'build', says: /Could not resolve entry module/ },
  },
  {
    name: 'vite-makes-dist-not-build',
    rule: 'correctness/missing-stage-path',
    line: 8,
    files: PANEL_FILES,
    broken: `FROM node:22-slim AS frontend
WORKDIR /web
COPY package.json ./
RUN npm install
COPY . .
RUN npm run build
FROM nginx:stable
COPY --from=frontend /web/build /usr/share/nginx/html
`,
    mended: `FROM node:22-slim AS frontend
WORKDIR /web
COPY package.json ./
RUN npm install
COPY . .
RUN npm run build
FROM nginx:stable
COPY --from=frontend /web/dist /usr/share/nginx/html
`,
    fails: { when: 'build', says: /"\/web\/build": not found/ },
  },
  {
    name: 'tsc-writes-where-outdir-says',
    rule: 'correctness/missing-stage-path',
    line: 11,
    files: LEDGER_FILES,
    broken: `# build
FROM node:22-slim AS compile
WORKDIR /ledger
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npx tsc

FROM node:22-slim
WORKDIR /ledger
COPY --from=compile /ledger/build ./build
CMD ["node", "build/main.js"]
`,
    mended: `# build
FROM node:22-slim AS compile
WORKDIR /ledger
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npx tsc

FROM node:22-slim
WORKDIR /ledger
COPY --from=compile /ledger/dist ./build
CMD ["node", "build/main.js"]
`,
    fails: { when: 'build', says: /"\/ledger\/build": not found/ },
    works: { prints: /sum 6/ },
  },
];

/** Versions, lockfiles and targets of other languages. */
const OTHERS: readonly Pair[] = [
  {
    name: 'go-mod-newer-than-the-image',
    rule: 'correctness/unsupported-version',
    line: 4,
    files: {
      'go.mod': 'module example.com/buoy\n\ngo 1.27\n',
      'main.go': 'package main\n\nfunc main() { println("buoy") }\n',
    },
    mendedFiles: {
      'go.mod': 'module example.com/buoy\n\ngo 1.24\n',
      'main.go': 'package main\n\nfunc main() { println("buoy") }\n',
    },
    broken: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/buoy .
FROM gcr.io/distroless/static-debian12
COPY --from=build /out/buoy /buoy
ENTRYPOINT ["/buoy"]
`,
    mended: `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -o /out/buoy .
FROM gcr.io/distroless/static-debian12
COPY --from=build /out/buoy /buoy
ENTRYPOINT ["/buoy"]
`,
    fails: { when: 'build', says: /requires go >= 1\.27/ },
    works: { prints: /buoy/ },
  },
  {
    name: 'go-build-in-an-older-image',
    rule: 'correctness/unsupported-version',
    line: 4,
    files: {
      'go.mod': 'module example.com/lamp\n\ngo 1.27.1\n\ntoolchain go1.27.3\n',
      'cmd/lamp/main.go': 'package main\n\nfunc main() { println("lamp") }\n',
    },
    broken: `FROM golang:1.26
WORKDIR /go/src/lamp
COPY . .
RUN go build -o /usr/local/bin/lamp ./cmd/lamp
CMD ["lamp"]
`,
    mended: `FROM golang:1.27-trixie
WORKDIR /go/src/lamp
COPY . .
RUN go build -o /usr/local/bin/lamp ./cmd/lamp
CMD ["lamp"]
`,
    fails: { when: 'build', says: /requires go >= 1\.27\.1/ },
    works: { prints: /lamp/ },
  },
  {
    name: 'requires-python-above-the-image',
    rule: 'correctness/unsupported-version',
    line: 5,
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "skiff"\nversion = "0.1"\nrequires-python = ">=3.13"\n\n[tool.setuptools]\npy-modules = ["skiff"]\n',
      'skiff.py': 'print("skiff afloat")\n',
    },
    broken: `FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY pyproject.toml skiff.py ./
RUN pip install --no-cache-dir .
CMD ["python", "-m", "skiff"]
`,
    mended: `FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY pyproject.toml skiff.py ./
RUN pip install --no-cache-dir .
CMD ["python", "-m", "skiff"]
`,
    fails: { when: 'build', says: /requires a different Python/ },
    works: { prints: /skiff afloat/ },
  },
  {
    name: 'require-hashes-without-hashes',
    rule: 'correctness/stale-lockfile',
    line: 4,
    files: {
      'requirements.txt': 'six==1.16.0\n',
      'main.py': 'import six\nprint("six", six.__version__)\n',
    },
    broken: `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY main.py .
CMD ["python", "main.py"]
`,
    mended: `FROM python:3.12-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY main.py .
CMD ["python", "main.py"]
`,
    fails: { when: 'build', says: /Hashes are required/ },
    works: { prints: /six 1\.16/ },
  },
  {
    name: 'uv-sync-locked-without-uv-lock',
    rule: 'correctness/missing-lockfile',
    line: 6,
    files: {
      'pyproject.toml':
        '[project]\nname = "gull"\nversion = "0.1"\nrequires-python = ">=3.10"\ndependencies = ["six"]\n',
      'main.py': 'import six\nprint("gull", six.__name__)\n',
    },
    broken: `FROM python:3.12-slim
RUN pip install --no-cache-dir uv
ENV UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml .
RUN uv sync --locked --no-dev --no-install-project
COPY main.py .
CMD [".venv/bin/python", "main.py"]
`,
    mended: `FROM python:3.12-slim
RUN pip install --no-cache-dir uv
ENV UV_LINK_MODE=copy
WORKDIR /app
COPY pyproject.toml .
RUN uv sync --no-dev --no-install-project
COPY main.py .
CMD [".venv/bin/python", "main.py"]
`,
    fails: { when: 'build', says: /Unable to find lockfile/ },
    works: { prints: /gull six/ },
  },
  {
    name: 'cargo-locked-without-lockfile',
    rule: 'correctness/missing-lockfile',
    line: 5,
    files: {
      'Cargo.toml': '[package]\nname = "keel"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': 'fn main() { println!("keel laid"); }\n',
    },
    broken: `FROM rust:1.95-slim AS build
WORKDIR /usr/src/keel
COPY Cargo.toml ./
COPY src ./src
RUN cargo build --release --locked
FROM debian:12-slim
COPY --from=build /usr/src/keel/target/release/keel /usr/local/bin/keel
CMD ["keel"]
`,
    mended: `FROM rust:1.95-slim AS build
WORKDIR /usr/src/keel
COPY Cargo.toml ./
COPY src ./src
RUN cargo build --release
FROM debian:12-slim
COPY --from=build /usr/src/keel/target/release/keel /usr/local/bin/keel
CMD ["keel"]
`,
    fails: { when: 'build', says: /--locked/ },
    works: { prints: /keel laid/ },
  },
  {
    name: 'cargo-fetch-before-the-sources',
    rule: 'correctness/missing-file',
    line: 4,
    files: {
      'Cargo.toml': '[package]\nname = "mast"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': 'fn main() { println!("mast up"); }\n',
    },
    broken: `FROM rust:1.95-slim
WORKDIR /app
COPY Cargo.toml ./
RUN cargo build --release
COPY src ./src
RUN cargo build --release
CMD ["./target/release/mast"]
`,
    mended: `FROM rust:1.95-slim
WORKDIR /app
COPY Cargo.toml ./
COPY src ./src
RUN cargo build --release
CMD ["./target/release/mast"]
`,
    fails: { when: 'build', says: /no targets specified in the manifest/ },
    works: { prints: /mast up/ },
  },
  {
    name: 'rust-version-above-the-image',
    rule: 'correctness/unsupported-version',
    line: 4,
    files: {
      'Cargo.toml':
        '[package]\nname = "boom"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.97"\n',
      'src/main.rs': 'fn main() { println!("boom"); }\n',
    },
    mendedFiles: {
      'Cargo.toml':
        '[package]\nname = "boom"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.85"\n',
      'src/main.rs': 'fn main() { println!("boom"); }\n',
    },
    broken: `FROM rust:1.95.0-slim-bookworm
WORKDIR /app
COPY . .
RUN cargo build
CMD ["target/debug/boom"]
`,
    mended: `FROM rust:1.95.0-slim-bookworm
WORKDIR /app
COPY . .
RUN cargo build
CMD ["target/debug/boom"]
`,
    fails: { when: 'build', says: /rustc 1\.97/ },
    works: { prints: /boom/ },
  },
  {
    name: 'make-target-that-is-not-there',
    rule: 'correctness/missing-script',
    line: 4,
    files: {
      Makefile:
        '.PHONY: all clean\n\nall: wharf\n\nwharf:\n\tgo build -o wharf .\n\nclean:\n\trm -f wharf\n',
      'go.mod': 'module example.com/wharf\n\ngo 1.24\n',
      'main.go': 'package main\n\nfunc main() { println("wharf") }\n',
    },
    broken: `FROM golang:1.26
WORKDIR /src
COPY . .
RUN make release
CMD ["./wharf"]
`,
    mended: `FROM golang:1.26
WORKDIR /src
COPY . .
RUN make all
CMD ["./wharf"]
`,
    fails: { when: 'build', says: /No rule to make target/ },
    works: { prints: /wharf/ },
  },
  {
    name: 'maven-release-above-the-jdk',
    rule: 'correctness/unsupported-version',
    line: 5,
    files: {
      'pom.xml':
        '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n  <artifactId>pier</artifactId>\n  <version>1.0</version>\n  <properties>\n    <maven.compiler.release>21</maven.compiler.release>\n    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n  </properties>\n</project>\n',
      'src/main/java/Pier.java':
        'public class Pier { public static void main(String[] a) { System.out.println("pier"); } }\n',
    },
    mendedFiles: {
      'pom.xml':
        '<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n  <artifactId>pier</artifactId>\n  <version>1.0</version>\n  <properties>\n    <maven.compiler.release>17</maven.compiler.release>\n    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n  </properties>\n</project>\n',
      'src/main/java/Pier.java':
        'public class Pier { public static void main(String[] a) { System.out.println("pier"); } }\n',
    },
    broken: `FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN mvn -B -q compile
FROM eclipse-temurin:17-jre
COPY --from=build /build/target/classes /app
CMD ["java", "-cp", "/app", "Pier"]
`,
    mended: `FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
RUN mvn -B -q compile
FROM eclipse-temurin:17-jre
COPY --from=build /build/target/classes /app
CMD ["java", "-cp", "/app", "Pier"]
`,
    fails: { when: 'build', says: /release version 21 not supported/ },
    works: { prints: /pier/ },
  },
];

export const pairs: readonly Pair[] = [...LOCKFILES, ...SCRIPTS, ...BUILDS, ...OTHERS];
