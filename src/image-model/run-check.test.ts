import { describe, expect, it } from 'vitest';
import { stepsInvalidatedBy } from './cache.ts';
import { traceOf } from './model-fixtures.ts';
import { runCheck } from './run-check.ts';

/** Needs that are not met, as `what arg`. */
function unmet(text: string, files?: Record<string, string>): string[] {
  const { result } = traceOf(text, files);
  return (result ? runCheck(result) : [])
    .filter((one) => one.met === 'no')
    .map((one) => `${one.what} ${one.arg}`);
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
    expect(unmet(own, { 'docker-entrypoint.sh': '' })).toEqual([]);
  });

  it('misses the execute bit and Windows line ends of scripts', () => {
    const script = { 'run.sh': '#!/bin/sh\r\necho\r\n' };
    expect(unmet('FROM node:22-slim\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n', script)).toContain(
      'program /run.sh',
    );
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
