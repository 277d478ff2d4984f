import { describe, expect, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import type { Synthesis } from './choose.ts';
import { workshop, type Workshop } from './synthesis-fixtures.ts';

const PACKAGE = {
  name: 'ferry',
  version: '2.1.0',
  scripts: { start: 'node server.js' },
  dependencies: { express: '4.21.2' },
};
const FILES = {
  'package.json': JSON.stringify(PACKAGE),
  'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
  'server.js': `const app = require('express')();\napp.get('/health', (q, r) => r.send('ok'));\nconst s = app.listen(8123);\nprocess.on('SIGTERM', () => s.close());\n`,
};

function shop(files: Readonly<Record<string, string>> = {}): Workshop {
  const all = Object.entries({ ...FILES, ...files });
  const placed = Object.fromEntries(all.map(([path, text]) => [`/repo/${path}`, text]));
  return workshop(memoryHost({ '/repo': { dir: true }, ...placed }).files, '/repo');
}

function rewrite(dockerfile: string, files: Readonly<Record<string, string>> = {}): Synthesis {
  const made = shop(files).rewrite(dockerfile);
  if ('declined' in made) throw new Error(made.declined.join('\n'));
  return made;
}

/** The new file for the same project with other words in its package.json. */
const of = (over: object): string =>
  rewrite(file('COPY . .', 'RUN npm ci'), {
    'package.json': JSON.stringify({ ...PACKAGE, ...over }),
  }).text;

const file = (...lines: readonly string[]): string =>
  ['FROM node:22', 'WORKDIR /app', ...lines, 'CMD ["node", "server.js"]', ''].join('\n');

/** A directory of the image in which dependencies are installed before they are copied. */
const ASIDE = '/tmp/deps';

describe('RUN in projects of Node', () => {
  test.each([
    'RUN npm ci --cache /tmp/empty --omit=optional --force && npm run env',
    'RUN npm set progress=false && npm install --unsafe-perm',
    'RUN npm config set fetch-retries 5 && npm install --loglevel error',
    'RUN cd /app && npm install',
    `RUN mkdir ${ASIDE} && cd ${ASIDE} && npm install && cp -a ${ASIDE}/node_modules /app`,
  ])('%s leaves nothing behind', (line) => {
    expect(
      shop()
        .kept(file('COPY . .', line))
        .steps.filter((one) => one.text !== ''),
    ).toEqual([]);
  });

  test('another directory is another package', () => {
    const line = 'RUN cd client && npm install && npm run build';
    const { text } = rewrite(file('COPY . .', 'RUN npm install', line), {
      'client/package.json': '{"name":"client","scripts":{"build":"true"}}',
    });
    expect(text).toContain(line);
    expect(text.indexOf(line)).toBeLessThan(text.indexOf('AS runtime'));
  });

  test('heredocs are read like other scripts', () => {
    const lines = ['RUN <<EOT', 'set -e', 'ln -sf /usr/share/zoneinfo/UTC /etc/localtime', 'EOT'];
    const { text } = rewrite(file(...lines, 'COPY . .', 'RUN npm ci'));
    expect(text).toContain('ln -sf /usr/share/zoneinfo/UTC /etc/localtime');
    const python = ['RUN <<EOT', '#!/usr/bin/env python3', 'print(1)', 'EOT'];
    expect(shop().kept(file(...python, 'COPY . .')).steps[0]?.text).toBe(python.join('\n'));
    expect(shop().kept(file('RUN <<EOT', 'npm ci', 'EOT', 'COPY . .')).steps).toEqual([]);
  });
});

describe('where things stand', () => {
  test('registry settings go with the install and leave nothing', () => {
    const { text } = rewrite(
      file(
        'ARG NPM_TOKEN',
        'COPY . .',
        'RUN echo "//npm.example/:_authToken=${NPM_TOKEN}" > .npmrc && npm ci && rm -f .npmrc',
      ),
    );
    expect(text).toContain('--mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN');
    expect(text).toContain('echo "//npm.example/:_authToken=${NPM_TOKEN}" >> ~/.npmrc');
    expect(text).toContain('rm -f ~/.npmrc');
    expect(text.slice(text.indexOf('AS runtime'))).not.toMatch(/npmrc|NPM_TOKEN/);
  });

  test('variables come before the steps that use them', () => {
    const { text } = rewrite(
      file('ARG VERSION=dev', 'RUN echo "$VERSION" > /info.txt', 'COPY . .', 'RUN npm ci'),
    );
    expect(text.indexOf('ARG VERSION=dev')).toBeLessThan(text.indexOf('> /info.txt'));
  });

  test('what follows an install in one line follows the dependencies', () => {
    const { text } = rewrite(
      file(
        'COPY package*.json ./',
        'RUN npm ci && ln -s /app/node_modules /node_modules',
        'COPY . .',
      ),
    );
    const runtime = text.slice(text.indexOf('AS runtime'));
    expect(runtime.indexOf('COPY --from=deps')).toBeLessThan(runtime.indexOf('RUN ln -s'));
  });

  test('old releases get the words their npm knows', () => {
    const old = rewrite(file('COPY . .', 'RUN npm i').replace('node:22', 'node:14-bullseye'));
    expect(old.text).toContain('npm ci --only=production');
    const older = rewrite(file('COPY . .', 'RUN npm i').replace('node:22', 'node:9'));
    expect(older.text).toContain('npm install --no-save --only=production');
  });

  test('packages of another language do not vanish in silence', () => {
    const { candidate, text } = rewrite(
      file('RUN apt-get update && apt-get install -y python3', 'COPY . .', 'RUN npm ci'),
    );
    const said = candidate.differences.join(' ').includes('python3');
    expect(said || text.includes('--no-install-recommends python3')).toBe(true);
  });
});

describe('what else is in the file', () => {
  test('a token in .npmrc stays out of the image', () => {
    const made = rewrite(file('COPY . .', 'RUN npm ci'), {
      '.npmrc': '//npm.example/:_authToken=abc\nlegacy-peer-deps=true\n',
    });
    expect(made.ignore.text).toMatch(/^\.npmrc$/m);
    expect(made.text).toContain('--mount=type=secret,id=npmrc,target=/app/.npmrc');
  });

  test('a builder with a directory of its own copies everything once', () => {
    const { text } = rewrite(
      'FROM node:22 AS builder\nWORKDIR /build\nCOPY . .\nRUN npm install && npm run build\n\nFROM node:22\nWORKDIR /app\nCOPY --from=builder /build/dist ./dist\nCOPY --from=builder /build/node_modules ./node_modules\nCOPY assets ./assets\nCMD ["node", "dist/server.js"]\n',
      {
        'package.json': JSON.stringify({
          ...PACKAGE,
          scripts: { build: 'tsc', start: 'node dist/server.js' },
        }),
        'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
        'src/server.ts': `import express from 'express';\nimport { readFileSync } from 'node:fs';\nreadFileSync('assets/a.txt');\nexpress().listen(3000);\n`,
        'assets/a.txt': 'a',
      },
    );
    const [build = '', runtime = ''] = text.split('AS build\n')[1]?.split('AS runtime') ?? [];
    expect(build.match(/^COPY .*$/gm)).toEqual(['COPY . .']);
    expect(runtime.match(/assets/g)).toHaveLength(2);
  });

  test('a compiler is no production command, and files the command names are there', () => {
    const files = {
      'package.json': JSON.stringify({
        ...PACKAGE,
        scripts: { build: 'tsc', migrate: 'node dist/server.js' },
        main: 'dist/server.js',
      }),
      'tsconfig.json': '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
      'src/server.ts': `import express from 'express';\nexpress().listen(3000);\n`,
      'hook.js': '',
    };
    const start = (words: string): string =>
      rewrite(file('COPY . .', 'RUN npm ci').replace('["node", "server.js"]', words), files).text;
    expect(start('["npx", "ts-node", "src/server.ts"]')).toContain('"dist/server.js"]');
    expect(start('["sh", "-c", "npm run migrate && node dist/server.js"]')).toContain(
      'COPY --from=build /app /app',
    );
    expect(start('["node", "-r", "./hook.js", "dist/server.js"]')).toContain(
      'COPY --from=build /app /app',
    );
  });

  test('comments above an ENV stay with it', () => {
    const { text } = rewrite(
      file('# Reports depend on it', 'ENV TZ=Europe/Berlin', 'COPY . .', 'RUN npm ci'),
    );
    expect(text).toMatch(/^# Reports depend on it\nENV NODE_ENV=production \\\n +TZ=/m);
  });

  test('version and licence become labels, npm’s own words do not', () => {
    expect(of({ license: 'UNLICENSED' })).toContain('org.opencontainers.image.version=2.1.0');
    expect(of({ license: 'UNLICENSED' })).not.toContain('licenses');
    expect(of({ license: 'MIT OR Apache-2.0' })).toContain('licenses="MIT OR Apache-2.0"');
  });
});
