import { describe, expect, test } from 'vitest';
import { decide, parseIgnore } from '../context/ignore.ts';
import { memoryContext } from '../context/memory-context.ts';
import { expressApp, found } from '../ecosystems/recipe-fixtures.ts';
import { type IgnoreInput, writeIgnore } from './ignore-file.ts';

const FILES = {
  'server.js': 'x',
  'package.json': '{}',
  '.git/objects/pack/big': 'x'.repeat(2_000_000),
  'node_modules/a/index.js': 'x',
  '.env': 'TOKEN=1',
  'certs/ca.pem': 'x',
  'README.md': 'x',
  'docs/a.md': 'x',
};

function write(over: Partial<IgnoreInput> = {}): ReturnType<typeof writeIgnore> {
  return writeIgnore({
    application: expressApp(),
    ecosystemPatterns: [{ pattern: '**/node_modules', why: 'installed anew' }],
    contextFacts: memoryContext(FILES),
    dockerfilePath: 'Dockerfile',
    needed: ['package.json', 'server.js'],
    ...over,
  });
}

function ignored(text: string, path: string): boolean {
  return decide(parseIgnore(text), path).ignored;
}

describe('writeIgnore', () => {
  test('keeps out history, dependencies and secrets, and says how much', () => {
    const { text, added } = write();
    for (const path of [
      '.git/config',
      'node_modules/a',
      '.env',
      '.env.local',
      'Dockerfile',
      'certs/ca.pem',
    ]) {
      expect([path, ignored(text, path)]).toEqual([path, true]);
    }
    expect(ignored(text, 'server.js')).toBe(false);
    expect(added.find((one) => one.pattern === '.git')?.why).toContain('2.0 MB here');
  });

  test('never keeps out what is needed', () => {
    const { text } = write({ needed: ['README.md', 'certs/ca.pem', 'package.json'] });
    expect(ignored(text, 'README.md')).toBe(false);
    expect(ignored(text, 'certs/ca.pem')).toBe(false);
  });

  test("leaves the user's lines as they are and the last word to them", () => {
    const existing = '# mine\ndocs\n!README.md\n';
    const { text } = write({ existing });
    expect(text.endsWith(existing)).toBe(true);
    expect(ignored(text, 'README.md')).toBe(false);
  });

  test('takes back what the user keeps out and the Dockerfile needs', () => {
    const { text } = write({ existing: '*\n!server.js\n' });
    expect(ignored(text, 'package.json')).toBe(false);
    expect(ignored(text, 'node_modules/a/index.js')).toBe(true);
  });

  test('adds nothing the second time', () => {
    const first = write();
    expect(write({ existing: first.text })).toEqual({ text: first.text, added: [] });
  });

  test('roots patterns of an application below the context', () => {
    const { text } = write({
      dir: 'apps/shop',
      application: expressApp({
        build: found({ command: 'npm run build', outputs: ['apps/shop/dist'] }),
      }),
      ecosystemPatterns: [{ pattern: 'dist', why: 'made anew' }],
    });
    expect(text).toContain('apps/shop/dist\n');
  });
});
