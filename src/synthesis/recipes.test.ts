import { describe, expect, test } from 'vitest';
import type { Candidate, Declined, Kept, RecipeInput } from '../plan/types.ts';
import { renderPlan } from './render.ts';
import { goRecipe } from '../ecosystems/go/recipe.ts';
import { nodeRecipe } from '../ecosystems/node/recipe.ts';
import { pythonRecipe } from '../ecosystems/python/recipe.ts';
import {
  expressApp,
  fastApiApp,
  found,
  goApp,
  keptOf,
  recipeInput,
} from '../ecosystems/recipe-fixtures.ts';

function based(ref: string, over: Partial<Kept> = {}): Pick<RecipeInput, 'kept'> {
  const tag = ref.split(':')[1];
  return {
    kept: keptOf({
      base: { ref, family: ref.split(':')[0] ?? '', line: 1, ...(tag && { tag }) },
      ...over,
    }),
  };
}

function first(result: readonly Candidate[] | Declined): {
  candidate: Candidate;
  text: string;
  runtime: string;
} {
  if ('declined' in result) throw new Error(result.declined.join('\n'));
  const candidate = result[0];
  if (!candidate) throw new Error('no candidate');
  const text = renderPlan(candidate.plan);
  return { candidate, text, runtime: text.slice(text.lastIndexOf('FROM ')) };
}

describe('Node', () => {
  test.each([
    ['node:22', 'gcr.io/distroless/nodejs22-debian13:nonroot'],
    ['node:22-bookworm', 'gcr.io/distroless/nodejs22-debian12:nonroot'],
    ['node:24-trixie-slim', 'gcr.io/distroless/nodejs24-debian13:nonroot'],
    ['node:18-bookworm', 'node:18-bookworm-slim'],
    ['node:22-alpine', 'node:22-alpine'],
    ['mirror.example.org/lib/node:22', 'gcr.io/distroless/nodejs22-debian13:nonroot'],
  ])('%s → %s', (ref, image) => {
    expect(first(nodeRecipe(recipeInput(expressApp(), based(ref)))).runtime).toContain(
      `FROM ${image} `,
    );
  });

  test('latest is pinned to a version, and that is said', () => {
    const { candidate, text } = first(
      nodeRecipe(recipeInput(expressApp({ version: found('24') }), based('node:latest'))),
    );
    expect(text).toContain('FROM node:24-slim AS deps');
    expect(candidate.differences).toContainEqual(
      expect.stringContaining('node:latest names no version'),
    );
  });

  test('a program it starts keeps a shell and is installed', () => {
    const { runtime } = first(
      nodeRecipe(recipeInput(expressApp({ programs: [found('git')] }), based('node:22'))),
    );
    expect(runtime).toContain('FROM node:22-slim');
    expect(runtime).toContain('--no-install-recommends git');
  });

  test('no SIGTERM handler: an init comes in', () => {
    const { text, runtime } = first(
      nodeRecipe(recipeInput(expressApp({ handlesSigterm: found(false) }), based('node:22'))),
    );
    expect(text).toContain('AS init');
    expect(runtime).toContain(
      'ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["/nodejs/bin/node", "server.js"]',
    );
  });

  test('written directories belong to the program, after the sources', () => {
    const input = recipeInput(expressApp({ writes: [found('data/items.db'), found('data')] }), {
      ...based('node:22', { workdir: '/app' }),
      exists: () => true,
    });
    const { text, runtime } = first(nodeRecipe(input));
    expect(text).toContain('RUN mkdir -p /writable/0/data');
    const order = [
      'COPY . .',
      'COPY --chown=65532:65532 data ./data',
      'COPY --from=deps --chown=65532:65532 /writable/0/ /app/',
    ];
    const places = order.map((line) => runtime.indexOf(`\n${line}\n`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  test('a secret .npmrc is mounted, never bound or copied', () => {
    const app = expressApp(
      { manifests: ['package.json', 'package-lock.json', '.npmrc'] },
      { npmrc: 'secret' },
    );
    const { text } = first(nodeRecipe(recipeInput(app, based('node:22'))));
    expect(text).toContain('--mount=type=secret,id=npmrc,target=/app/.npmrc');
    expect(text).not.toContain('source=.npmrc');
  });

  test('an application below the context', () => {
    const { text } = first(
      nodeRecipe(recipeInput(expressApp(), { ...based('node:22'), dir: 'apps/shop' })),
    );
    expect(text).toContain('source=apps/shop/package.json,target=package.json');
    expect(text).toContain('COPY apps/shop/ ./');
  });

  test('declines what it cannot write', () => {
    for (const app of [
      expressApp({ manager: found('bun') }),
      expressApp({ workload: found('library') }),
    ]) {
      expect(nodeRecipe(recipeInput(app))).toHaveProperty('declined');
    }
  });
});

describe('Python', () => {
  test('distroless only where the version is the same', () => {
    expect(first(pythonRecipe(recipeInput(fastApiApp(), based('python:3.13')))).runtime).toContain(
      'python3-debian13:nonroot',
    );
    expect(first(pythonRecipe(recipeInput(fastApiApp(), based('python:3.12')))).runtime).toContain(
      'FROM python:3.12-slim ',
    );
    expect(
      first(pythonRecipe(recipeInput(fastApiApp(), based('python:3.13-bookworm')))).runtime,
    ).toContain('python:3.13-slim-bookworm');
  });

  test('packages that compile get a full build image, libraries stay', () => {
    const native = [
      found({
        name: 'psycopg2',
        build: ['gcc', 'libpq-dev'],
        runtime: ['libpq5'],
        distroless: false,
      }),
    ];
    const { text, runtime } = first(
      pythonRecipe(recipeInput(fastApiApp({ native }), based('python:3.13'))),
    );
    expect(text).toContain('FROM python:3.13 AS build');
    expect(runtime).toContain('libpq5');
    expect(runtime).not.toContain('gcc');
  });

  test('a development server gives way to the detected one', () => {
    const kept = based('python:3.12', { command: { cmd: ['flask', 'run'], line: 9 } });
    const app = fastApiApp({ start: found({ argv: ['gunicorn', 'app:app'] }) });
    expect(first(pythonRecipe(recipeInput(app, kept))).runtime).toContain(
      'CMD ["gunicorn", "app:app"]',
    );
  });
});

describe('Go', () => {
  test('static on distroless, with C parts on cc of the same release', () => {
    expect(first(goRecipe(recipeInput(goApp(), based('golang:1.26')))).runtime).toContain(
      'distroless/static-debian13:nonroot',
    );
    const cgo = first(
      goRecipe(recipeInput(goApp({}, { cgo: true }), based('golang:1.26-bookworm'))),
    );
    expect(cgo.runtime).toContain('distroless/cc-debian12:nonroot');
    expect(cgo.text).not.toContain('CGO_ENABLED=0');
  });

  test('scratch gets what the program looks for', () => {
    const options = { base: 'scratch' as const, date: 0 };
    const { runtime } = first(
      goRecipe(recipeInput(goApp({}, { usesTls: true }), { ...based('golang:1.26'), options })),
    );
    expect(runtime).toContain('FROM scratch');
    expect(runtime).toContain('/etc/ssl/certs/ca-certificates.crt');
  });

  test('without go.sum the module is tidied, and that is said', () => {
    const { candidate, text } = first(
      goRecipe(recipeInput(goApp({ manifests: ['go.mod'] }), based('golang:1.26'))),
    );
    expect(text).toContain('go mod tidy');
    expect(candidate.differences).toContainEqual(expect.stringContaining('go.sum'));
  });

  test('several programs and none named: it asks', () => {
    const { main: _, ...details } = goApp({}, { mains: ['cmd/a', 'cmd/b'] }).details as ReturnType<
      typeof goApp
    >['details'] & { main?: string };
    expect(goRecipe(recipeInput({ ...goApp(), details } as ReturnType<typeof goApp>))).toEqual({
      declined: [expect.stringContaining('cmd/a, cmd/b')],
    });
  });
});
