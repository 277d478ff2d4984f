import { describe, expect, it } from 'vitest';
import type { Builder } from '../builders/types.ts';
import { type MemoryHost, type Script, memoryHost } from '../host/memory.ts';
import { contextBytes } from './context-bytes.ts';
import { knownSizes } from './known-sizes.ts';
import { privateCopy } from './private-copy.ts';
import type { Session } from './session.ts';
import type { ProofRequest } from './types.ts';

const DOCKERFILE = `ARG DIR=src
FROM node:22 AS deps
COPY package.json ./
RUN --mount=type=cache,target=/root/.npm --mount=type=bind,source=lock.json,target=lock.json npm ci
FROM node:22 AS unused
COPY . .
FROM node:22
ARG DIR
COPY --from=deps /a /a
COPY package.json $DIR/ ./
`;

const FILES = {
  '/app/package.json': '{}',
  '/app/lock.json': '12345',
  '/app/src/a.js': '1234567890',
  '/app/src/link': { link: '../package.json' },
  '/app/node_modules/big.js': 'x'.repeat(1000),
  '/app/Dockerfile': 'FROM scratch',
  '/app/.dockerignore': 'old',
};

function session(host: MemoryHost, buildkit = true, ignore = 'node_modules\n'): Session {
  const version = { dockerfile: DOCKERFILE, ignore };
  const request = {
    contextDir: '/app',
    before: version,
    after: version,
    dockerfilePath: 'Dockerfile',
    buildArgs: {},
  } as unknown as ProofRequest;
  const builder = { info: { buildkit } } as unknown as Builder;
  const temp = host.files.makeTemp('plimsoll-');
  return { host, builder, request, id: '7e57', labels: {}, temp, mask: (said) => said };
}

function text(host: MemoryHost, path: string): string {
  return new TextDecoder().decode(host.files.read(path));
}

function df(free: number): Script {
  return () => ({
    stdout: `Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x 9 9 ${free} 9% /\n`,
  });
}

describe('the private copy', () => {
  it('holds what the ignore file sends, links as links, with this version’s own files', async () => {
    const host = memoryHost(FILES);
    const copy = await privateCopy(session(host), 'after');
    expect(text(host, `${copy.context}/src/a.js`)).toBe('1234567890');
    expect(host.files.readLink(`${copy.context}/src/link`)).toBe('../package.json');
    expect(host.files.stat(`${copy.context}/node_modules`)).toBeUndefined();
    expect(text(host, `${copy.context}/Dockerfile`)).toBe(DOCKERFILE);
    expect(text(host, `${copy.context}/.dockerignore`)).toBe('node_modules\n');
    expect(text(host, copy.dockerfile)).toContain('id=/root/.npm-7e57-after');
    expect(copy.dockerfile.startsWith(copy.context)).toBe(false);
    expect([copy.has('lock.json'), copy.has('src'), copy.has('node_modules/big.js')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(text(host, '/app/Dockerfile')).toBe('FROM scratch');
  });

  it('puts no ignored Dockerfile into the context, except for the legacy builder', async () => {
    const host = memoryHost(FILES);
    const ignore = 'Dockerfile\n.dockerignore\n';
    const copy = await privateCopy(session(host, true, ignore), 'before');
    expect(host.files.stat(`${copy.context}/Dockerfile`)).toBeUndefined();
    expect(text(host, `${copy.dockerfile}.dockerignore`)).toBe(ignore);
    const legacy = await privateCopy(session(host, false, ignore), 'before');
    expect(legacy.dockerfile).toBe(`${legacy.context}/Dockerfile`);
    expect(text(host, `${legacy.context}/.dockerignore`)).toBe(ignore);
  });

  it('is not begun when the disk is full', async () => {
    const full = memoryHost(FILES, { programs: { '/bin/df': df(1000) } });
    await expect(privateCopy(session(full), 'after')).rejects.toThrow('no room');
    const roomy = memoryHost(FILES, { programs: { '/bin/df': df(10_000_000) } });
    await expect(privateCopy(session(roomy), 'after')).resolves.toBeDefined();
  });
});

describe('the bytes of the context', () => {
  it('are those the built stages take, each file once', () => {
    const host = memoryHost(FILES);
    const { request } = session(host);
    const bytes = contextBytes(host.files, request, request.after);
    // package.json 2, lock.json 5 by the bind mount, src/a.js 10; the stage nobody needs takes nothing.
    expect(bytes).toEqual({ low: 17, high: 17, basis: 'exact' });
  });
});

describe('known sizes', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  it('are kept for the next time, in the user’s cache directory', () => {
    const host = memoryHost({}, { env: { XDG_CACHE_HOME: '/cache' } });
    const sizes = knownSizes(host);
    sizes.set(digest, 42);
    sizes.save();
    expect(host.files.stat('/cache/plimsoll/layer-sizes.json')?.kind).toBe('file');
    expect(knownSizes(host).get(digest)).toBe(42);
  });

  it.each([
    '',
    '[]',
    'null',
    '{"schema":"other","sizes":{}}',
    '{"schema":"plimsoll/layer-sizes/1"}',
  ])('survive a file that says %s', (content) => {
    const host = memoryHost({ '/home/user/.cache/plimsoll/layer-sizes.json': content });
    expect(knownSizes(host).get(digest)).toBeUndefined();
  });
});
