import { describe, expect, it, test } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { contextJson } from '../reports/context-json.ts';
import { contextTerminal } from '../reports/context-terminal.ts';
import { contextReport } from './context.ts';

const FILES = {
  '/shop/.dockerignore': 'node_modules\n*.log\ndocs\n!docs/keep.md\ncoverage\n',
  '/shop/Dockerfile':
    'FROM node:22\nARG DIR=src\nCOPY package.json ./\nCOPY $DIR /app\nCOPY node_modules /x\nCOPY $UNSET /y\n',
  '/shop/package.json': '{"name":"shop"}',
  '/shop/src/a.js': 'x'.repeat(4000),
  '/shop/src/deep/er/b.js': 'x'.repeat(200),
  '/shop/src/\u001b[2Jclear': 'x',
  '/shop/link': { link: 'src' },
  '/shop/node_modules/left/index.js': 'x'.repeat(9000),
  '/shop/a.log': 'x'.repeat(30),
  '/shop/docs/keep.md': 'keep',
  '/shop/docs/big.md': 'x'.repeat(700),
  '/other/file': '',
};
const host = memoryHost(FILES, { cwd: '/shop' });
const PLAIN = { color: false, width: 100 };

describe('contextReport', () => {
  const report = contextReport(host, '.', []);

  it('sums up what is sent and what is kept out', () => {
    expect(report).toMatchObject({
      dockerfile: 'Dockerfile',
      ignoreFile: '.dockerignore',
      totals: { excluded: { files: 3, bytes: 9000 + 30 + 700 } },
      complete: true,
      problems: [],
    });
    expect(report.totals.sent.files).toBe(
      report.entries.filter((one) => one.kind === 'file').length,
    );
  });

  it('says what each pattern does', () => {
    expect(
      report.patterns.map(({ line, does, files, paths }) => [line, does, files, paths]),
    ).toEqual([
      [1, 'keeps out', 1, ['node_modules/']],
      [2, 'keeps out', 1, ['a.log']],
      [3, 'keeps out', 1, ['docs/']],
      [4, 'takes back', 1, []],
      [5, 'nothing', 0, []],
    ]);
  });

  it('says what each COPY takes, variables put in', () => {
    expect(
      report.copies.map(({ line, sources, files, complete }) => [line, sources, files, complete]),
    ).toEqual([
      [3, ['package.json'], 1, true],
      [4, ['src'], 3, true],
      [5, ['node_modules'], 0, true],
      [6, ['.'], 7, true],
    ]);
  });

  it('decides about paths as seen from the context, or from where the user is', () => {
    const asked = contextReport(memoryHost(FILES, { cwd: '/' }), 'shop', [
      'src/a.js',
      'node_modules/left',
      'shop/a.log',
      '/shop/docs/keep.md',
      'no/such',
      '.',
    ]);
    expect(asked.decisions).toEqual([
      { path: 'src/a.js', exists: true, ignored: false },
      { path: 'node_modules/left', exists: true, ignored: true, pattern: 'node_modules', line: 1 },
      { path: 'a.log', exists: true, ignored: true, pattern: '*.log', line: 2 },
      { path: 'docs/keep.md', exists: true, ignored: false, pattern: '!docs/keep.md', line: 4 },
      { path: 'no/such', exists: false, ignored: false },
      { path: '.', exists: true, ignored: false },
    ]);
  });

  it('refuses what is not there', () => {
    expect(() => contextReport(host, '.', ['/other/file'])).toThrow('outside of the context');
    expect(() => contextReport(host, '.', ['..'])).toThrow('outside of the context');
    expect(() => contextReport(host, '.', [], 'No.Dockerfile')).toThrow('There is no file');
    expect(() => contextReport(host, 'nowhere', [])).toThrow('There is no directory');
    expect(() => contextReport(host, 'package.json', [])).toThrow('is not a directory');
  });

  it('needs no Dockerfile', () => {
    const bare = contextReport(memoryHost({ '/b/x': '1' }, { cwd: '/b' }), '.', []);
    expect(bare).toMatchObject({ totals: { sent: { files: 1, bytes: 1 } }, copies: [] });
    expect(bare).not.toHaveProperty('dockerfile');
    expect(contextTerminal(bare, PLAIN)).toContain('there is no ignore file');
  });

  it('names lines that break builds', () => {
    const broken = contextReport(
      memoryHost({ '/b/.dockerignore': 'a[\n*{2}\n!', '/b/x': '1' }, { cwd: '/b' }),
      '.',
      [],
    );
    expect(broken.problems.map(({ path, line }) => [path, line])).toEqual([
      ['.dockerignore', 1],
      ['.dockerignore', 2],
      ['.dockerignore', 3],
    ]);
  });
});

test('the terminal shows a tree, patterns and copies, without control characters', () => {
  const text = contextTerminal(contextReport(host, '.', []), PLAIN);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('├─ src/');
  expect(text).toContain('\\x1b[2Jclear');
  expect(text).toContain('link (link)');
  expect(text).toMatch(/9 kB +node_modules +line 1 +node_modules\//);
  expect(text).toMatch(/4 B +!docs\/keep.md +line 4 +takes back 1 file/);
  expect(text).toContain('Decide about nothing that is here: coverage (line 5)');
  expect(text).toMatch(/COPY node_modules +line 5 +takes nothing/);
  expect(text).toContain('deep/er/b.js');
  expect(contextTerminal(contextReport(host, '.', []), PLAIN, 0)).not.toContain('src/\n');
  expect(contextTerminal(contextReport(host, '.', []), { ...PLAIN, color: true })).toContain(
    '\u001b[',
  );
});

test('JSON holds everything that is sent and kept out', () => {
  const json = JSON.parse(contextJson(contextReport(host, '.', ['a.log'])));
  expect(json).toMatchObject({ schema: 'plimsoll/context/1', directory: '.', complete: true });
  expect(json.entries).toContainEqual({ path: 'src/a.js', kind: 'file', bytes: 4000, mode: 0o644 });
  expect(json.entries).toContainEqual({ path: 'link', kind: 'link', bytes: 0, mode: 0o777 });
  expect(json.excluded.map((one: { path: string }) => one.path)).toEqual([
    'node_modules',
    'docs',
    'a.log',
  ]);
  expect(json.decisions).toHaveLength(1);
  expect(json).not.toHaveProperty('tree');
});
