import { describe, expect, it } from 'vitest';
import type { MemoryFile } from '../../host/memory.ts';
import { stepsInvalidatedBy } from '../cache.ts';
import { traceOf } from '../model-fixtures.ts';
import { runCheck } from './run-check.ts';

/** Needs that are not met, as `what arg`. */
function unmet(text: string, files?: Record<string, MemoryFile>): string[] {
  const { result, context } = traceOf(text, files);
  const input = { platform: 'linux/amd64', bases: () => undefined, ...(context && { context }) };
  return (result ? runCheck(result, input) : [])
    .filter((one) => one.met === 'no')
    .map((one) => `${one.what} ${one.arg}`);
}

function script(content: string, mode: number): Record<string, MemoryFile> {
  return { 'run.sh': { content, mode } };
}

describe('whether the image starts', () => {
  it('misses programs, shells, entry files and users', () => {
    expect(unmet('FROM bare\nENTRYPOINT []\nCMD node server.js\n')).toEqual(['program /bin/sh']);
    expect(unmet('FROM node:22-slim\nENTRYPOINT ["curl"]\n')).toEqual(['program curl']);
    expect(
      unmet('FROM node:22-slim\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "main.js"]\n', {
        'server.js': '',
      }),
    ).toEqual(['file /app/main.js']);
    expect(
      unmet('FROM node:22-slim\nWORKDIR /app\nCOPY server.js .\nENTRYPOINT ["node", "main.js"]\n', {
        'server.js': '',
      }),
    ).toEqual(['file /app/main.js']);
    expect(
      unmet(
        'FROM scratch\nCOPY passwd /etc/passwd\nCOPY app /\nUSER pilot\nENTRYPOINT ["/app"]\n',
        { passwd: 'root:x:0:0::/root:\n', app: '' },
      ),
    ).toContain('user pilot');
  });

  it('looks behind the entrypoint of the base when the program is there', () => {
    const nested = 'FROM node:22-slim\nWORKDIR /app\nCOPY . app/\nCMD ["node", "server.js"]\n';
    expect(unmet(nested, { 'server.js': '' })).toEqual(['file /app/server.js']);
    const own =
      'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./docker-entrypoint.sh"]\nCMD ["node", "gone.js"]\n';
    const entry = { content: '#!/bin/sh\nexec node other.js\n', mode: 0o755 };
    expect(unmet(own, { 'docker-entrypoint.sh': entry, 'other.js': '' })).toEqual([]);
    const passing = { ...entry, content: '#!/bin/sh\nset -e\nexec "$@"\n' };
    expect(unmet(own, { 'docker-entrypoint.sh': passing })).toEqual(['file /app/gone.js']);
    const bare = { ...entry, content: 'exec node other.js\n' };
    expect(unmet(own, { 'docker-entrypoint.sh': bare })).toEqual([
      'format /app/docker-entrypoint.sh',
    ]);
  });

  it('misses the execute bit and Windows line ends of scripts', () => {
    const entry = 'FROM node:22-slim\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n';
    expect(unmet(entry, script('#!/bin/sh\necho\n', 0o644))).toEqual(['executable /run.sh']);
    expect(unmet(entry, script('#!/bin/sh\r\necho\r\n', 0o755))).toEqual(['interpreter /bin/sh\r']);
    expect(unmet(entry, script('#!/usr/bin/env curl\n', 0o755))).toEqual(['interpreter curl']);
    expect(unmet(entry, script('#!/bin/sh\nnode -v\n', 0o755))).toEqual([]);
    expect(
      unmet(
        'FROM node:22-slim\nCOPY --chmod=755 <<EOF /run.sh\n#!/bin/zsh\nEOF\nENTRYPOINT ["/run.sh"]\n',
      ),
    ).toEqual([]);
  });

  it('looks into health checks and lets conditions be', () => {
    expect(
      unmet(
        'FROM node:22-slim\nHEALTHCHECK CMD curl -f http://localhost || exit 1\nCMD ["node"]\n',
      ),
    ).toEqual(['program curl']);
    expect(
      unmet(
        'FROM node:22-slim\nHEALTHCHECK CMD curl -f http://localhost || node -e 1\nCMD ["node"]\n',
      ),
    ).toEqual([]);
    expect(unmet('FROM bare\nHEALTHCHECK CMD ["app"]\nENTRYPOINT ["app"]\n')).toEqual([]);
  });
});

describe('what runs again after a change', () => {
  const text = `FROM node:22-slim AS deps
WORKDIR /app
COPY package.json .
RUN npm install
FROM deps AS build
COPY . .
RUN npm run build
FROM bare
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/src /app/src
COPY readme.md /
`;
  const files = {
    'package.json': '{}',
    'src/a.js': '',
    'readme.md': '',
    'notes.txt': '',
    '.dockerignore': 'notes.txt\n',
  };
  const lines = (path: string): number[] =>
    stepsInvalidatedBy(traceOf(text, files), path).map((one) => one.instruction.startLine);

  it('follows copies by content and stages by their steps', () => {
    expect(lines('src/a.js')).toEqual([6, 7, 10, 11]);
    expect(lines('package.json')).toEqual([3, 4, 6, 7, 9, 10, 11]);
    expect(lines('notes.txt')).toEqual([]);
  });
});
