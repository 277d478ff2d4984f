import { describe, expect, it } from 'vitest';
import type { Application } from '../facts/project.ts';
import { lastStep, traceOf } from './model-fixtures.ts';
import { programNamed } from '../programs/index.ts';
import { has, optionSpec, splitOptions, valueOfOption } from '../programs/options.ts';
import { matches } from '../programs/tree-view.ts';

const at = { start: 0, end: 0 };
const words = (line: string): { text: string; value: string; span: typeof at }[] =>
  line.split(' ').map((value) => ({ text: value, value, span: at }));
const NODE = 'FROM node:22-slim\nWORKDIR /app\n';

/** Leftovers of the end state as `kind path`. */
function left(text: string, files?: Record<string, string>, app?: Application): string[] {
  const { result } = traceOf(text, files, app ? { application: app } : {});
  return (result?.leftovers ?? []).map((one) => `${one.kind} ${one.path}`);
}

/** Needs of the last RUN that are not met, as `what arg`. */
function unmet(text: string, files?: Record<string, string>): string[] {
  const { commands } = lastStep(traceOf(text, files), 'RUN');
  const needs = commands.flatMap((one) => one.effect.needs);
  return needs.filter((need) => need.met === 'no').map((need) => `${need.what} ${need.arg}`);
}

/** Whether a path is there after a command in a Go module. */
function afterGo(line: string, path: string): string | undefined {
  const files = { 'go.mod': 'module example.org/berth/v2\n', 'cmd/dock/main.go': '' };
  const trace = traceOf(`FROM example\nWORKDIR /src\nCOPY . .\nRUN ${line}\n`, files);
  return trace.result?.files.get(path).is;
}

function found<T>(value: T): { value: T; confidence: 'certain'; evidence: [] } {
  return { value, confidence: 'certain', evidence: [] };
}

function application(dependencies: Application['dependencies']): Application {
  return {
    path: '.',
    name: 'cargo-list',
    language: found('node'),
    manifests: ['package.json'],
    workload: found('web'),
    build: found({ command: 'npm run build', outputs: ['dist'] }),
    routes: [],
    native: [],
    programs: [],
    environment: [],
    writes: [],
    reads: [],
    services: [],
    handlesSigterm: found(false),
    dependencies,
    notes: [],
    details: {
      language: 'node',
      scripts: { build: 'tsc' },
      module: true,
      typescript: true,
      lifecycle: [],
      npmrc: 'none',
    },
  };
}

describe('options', () => {
  it('splits bundles, values and operands', () => {
    const options = splitOptions(
      words('-qqy --no-install-recommends -t backports -oA=1 curl -- -x'),
      optionSpec('-q -y --no-install-recommends -t= -o='),
    );
    expect(has(options, '-y') && has(options, '--no-install-recommends')).toBe(true);
    expect([valueOfOption(options, '-t'), valueOfOption(options, '-o')]).toEqual([
      'backports',
      'A=1',
    ]);
    expect(options.operands.map((one) => one.value)).toEqual(['curl', '-x']);
  });

  it('matches names as the shell does', () => {
    expect(
      ['*.js', '?.js', '[a-c].js', '[!a].js', '*', 'a*b*'].map((one) => matches(one, 'a.js')),
    ).toEqual([true, true, true, false, true, false]);
    expect([matches('*', '.env'), matches('.*', '.env')]).toEqual([false, true]);
  });

  it('knows programs with versions in their names', () => {
    expect(
      ['pip3.12', 'python3.11', 'apt-get', 'unheard-of'].map((one) => programNamed(one)?.names[0]),
    ).toEqual(['pip', 'python', 'apt-get', undefined]);
  });
});

describe('package managers', () => {
  it('leave their caches, lists and recommendations unless told otherwise', () => {
    expect(left(`${NODE}RUN npm install express\n`, {})).toEqual(['cache /root/.npm']);
    expect(left(`${NODE}RUN npm install express && npm cache clean --force\n`, {})).toEqual([]);
    expect(left(`${NODE}RUN apt-get update && apt-get install -y git\n`)).toEqual([
      'package-lists /var/lib/apt/lists',
      'recommended /usr',
    ]);
    expect(left(`${NODE}RUN apk add git\n`)).toEqual([]);
    expect(left('FROM example\nRUN apk add git\nRUN apk add --no-cache git\n')).toEqual([
      'package-lists /var/cache/apk',
    ]);
    expect(left('FROM example\nRUN pip install flask\n')).toEqual(['cache /root/.cache/pip']);
    expect(left('FROM example\nENV PIP_NO_CACHE_DIR=1\nRUN pip install flask\n')).toEqual([]);
    expect(left('FROM example\nRUN python3 -m pip install --no-cache-dir flask\n')).toEqual([]);
  });

  it('install build tools that are taken away again in the same layer only', () => {
    const add = 'apk add --no-cache --virtual .build gcc musl-dev';
    expect(left(`FROM example\nRUN ${add}\n`)).toEqual([
      'build-tools package:gcc',
      'build-tools package:musl-dev',
    ]);
    expect(left(`FROM example\nRUN ${add} && make && apk del .build\n`)).toEqual([]);
    expect(left(`FROM example\nRUN ${add}\nRUN apk del .build\n`)).toEqual([
      'deleted-later package:gcc',
      'deleted-later package:musl-dev',
    ]);
  });

  it('count development dependencies by the lockfile and by NODE_ENV', () => {
    const app = application([
      { name: 'express', dev: false, direct: true },
      { name: 'typescript', dev: true, direct: true },
      { name: 'accepts', dev: false, direct: false },
    ]);
    const copy = `${NODE}COPY package.json .\n`;
    expect(left(`${copy}RUN npm install\n`, { 'package.json': '{}' }, app)).toEqual([
      'cache /root/.npm',
      'dev-dependencies /app/node_modules',
    ]);
    expect(
      left(`${copy}ENV NODE_ENV=production\nRUN npm install\n`, { 'package.json': '{}' }, app),
    ).toEqual(['cache /root/.npm']);
    expect(
      left(`${copy}RUN npm install && npm prune --omit=dev\n`, { 'package.json': '{}' }, app),
    ).toEqual(['cache /root/.npm']);
    const carried = `${copy}RUN --mount=type=cache,target=/root/.npm npm install\nFROM bare\nCOPY --from=0 /app /srv\n`;
    expect(left(carried, { 'package.json': '{}' }, app)).toEqual([
      'dev-dependencies /srv/node_modules',
    ]);
  });

  it('fail without what they need', () => {
    expect(unmet(`${NODE}RUN npm ci\n`, {})).toEqual(['manifest /app/package.json']);
    expect(unmet(`${NODE}COPY package.json .\nRUN npm ci\n`, { 'package.json': '{}' })).toEqual([
      'lockfile /app/package-lock.json',
    ]);
    expect(unmet(`${NODE}USER node\nRUN apt-get install -y vim\n`)).toEqual([
      'root /var/lib/dpkg',
      'lists vim',
    ]);
    expect(unmet(`${NODE}RUN apt-get install -y curl\n`)).toEqual(['lists curl']);
    expect(unmet(`${NODE}RUN apk add curl\n`)).toEqual(['program apk']);
  });

  it('make what the build script makes', () => {
    const trace = traceOf(
      `${NODE}COPY . .\nRUN npm run build\n`,
      { 'package.json': '{"scripts":{"build":"tsc"}}' },
      { application: application([]) },
    );
    expect(trace.result?.files.get('/app/dist').is).toBe('yes');
  });
});

describe('files', () => {
  it('follow mkdir, cp, mv, rm, ln, echo and chmod', () => {
    const { result } = traceOf(
      `${NODE}RUN mkdir -p a/b && echo hi > a/b/x && cp -r a c && mv c/b/x y && rm -rf a/* && ln -s /app/y z && chmod 4755 y\n`,
    );
    const is = (path: string): string | undefined => result?.files.get(`/app/${path}`).is;
    expect(['a', 'a/b', 'c/b', 'c/b/x', 'y', 'z'].map(is)).toEqual([
      'yes',
      'no',
      'yes',
      'no',
      'yes',
      'yes',
    ]);
    const entry = result?.files.get('/app/z').entry;
    expect(entry?.size.low).toBe(3);
    expect(entry?.mode.known === true && entry.mode.value).toBe(0o4755);
  });

  it('count files that change their owner in a later layer once more', () => {
    const text = `${NODE}COPY big .\nRUN chown -R 1000:1000 /app\n`;
    const trace = traceOf(text, { big: 'x'.repeat(5000) });
    expect(lastStep(trace, 'RUN').writes).toMatchObject({ low: 5000, high: 5000 });
    expect(left(text, { big: 'x'.repeat(5000) })).toEqual(['duplicated /app']);
  });

  it('do not take a computed name for the working directory', () => {
    const { result } = traceOf(
      `${NODE}RUN touch keep && export TMP="$(mktemp -d)" && rm -rf "$TMP" ""\n`,
    );
    expect(result?.files.get('/app/keep').is).toBe('yes');
  });
});

describe('go', () => {
  it('builds a binary named like the option, the target or the module', () => {
    expect(afterGo('go build -o /out/app ./cmd/dock', '/out/app')).toBe('yes');
    expect(afterGo('go build ./cmd/dock', '/src/dock')).toBe('yes');
    expect(afterGo('go build', '/src/berth')).toBe('yes');
  });
});
