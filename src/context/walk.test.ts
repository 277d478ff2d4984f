import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import type { ReadFiles } from '../host/types.ts';
import { weighKeptOut } from './kept-out.ts';
import { memoryContext } from './memory-context.ts';
import { sentTree } from './tree.ts';
import { readContext } from './walk.ts';

function pathsOf(entries: readonly { path: string }[]): string[] {
  return entries.map((entry) => entry.path);
}

describe('which ignore file is in force', () => {
  const files = {
    '/r/.dockerignore': 'a',
    '/r/a': '',
    '/r/b': '',
    '/r/deploy/api.Dockerfile': '',
    '/r/deploy/api.Dockerfile.dockerignore': 'b',
    '/r/Empty.dockerignore': '',
    '/r/Linked.dockerignore': { link: 'deploy/api.Dockerfile.dockerignore' },
    '/r/Outside.dockerignore': { link: '/etc/passwd' },
    '/etc/passwd': 'b',
    '/r/app/Dockerfile': '',
  };
  const { files: disk } = memoryHost(files);

  it.each([
    [undefined, '.dockerignore', ['b']],
    ['Dockerfile', '.dockerignore', ['b']],
    ['deploy/api.Dockerfile', 'deploy/api.Dockerfile.dockerignore', ['a']],
    ['/r/deploy/api.Dockerfile', 'deploy/api.Dockerfile.dockerignore', ['a']],
    ['Empty', 'Empty.dockerignore', ['a', 'b']],
    ['Linked', 'Linked.dockerignore', ['a']],
    ['Outside', '.dockerignore', ['b']],
  ])('%s', (dockerfile, ignoreFile, sent) => {
    const facts = readContext(disk, '/r', dockerfile === undefined ? {} : { dockerfile });
    expect(facts.ignoreFile).toBe(ignoreFile);
    expect(pathsOf(facts.entries()).filter((path) => /^[ab]$/.test(path))).toEqual(sent);
  });

  it('is named from the context when it lies above it, and may be given', () => {
    const above = readContext(disk, '/r/app', { dockerfile: '../deploy/api.Dockerfile' });
    expect(above.ignoreFile).toBe('../deploy/api.Dockerfile.dockerignore');
    const given = readContext(disk, '/r', { ignoreText: '*\n!b' });
    expect(pathsOf(given.entries())).toEqual(['b']);
    const outside = readContext(disk, '/r', { dockerfile: 'Outside' });
    expect(outside.problems?.map((problem) => problem.path)).toEqual(['Outside.dockerignore']);
  });
});

describe('the walk', () => {
  it('sends what is not ignored, and the directories above what is taken back', () => {
    const facts = memoryContext({
      '.dockerignore': 'node_modules\ndocs\n!docs/*/keep.md\n',
      'node_modules/x/index.js': 'xxxx',
      'docs/a/keep.md': '12345',
      'docs/a/other.md': '1',
      'docs/b/other.md': '1',
      'src/a.js': '123',
      link: { link: '/etc' },
      pipe: { special: true },
    });
    expect(pathsOf(facts.entries())).toEqual([
      '.dockerignore',
      'docs',
      'docs/a',
      'docs/a/keep.md',
      'link',
      'pipe',
      'src',
      'src/a.js',
    ]);
    expect(facts.totals).toEqual({ files: 3, bytes: 34 + 5 + 3 });
    expect(facts.get('docs/a/other.md')).toBeUndefined();
    expect(facts.read('node_modules/x/index.js')).toBeUndefined();
    expect(new TextDecoder().decode(facts.read('src/a.js'))).toBe('123');
    expect(facts.read('src')).toBeUndefined();
    expect(facts.problems).toEqual([]);
  });

  it('never enters an ignored directory without need, and looks only when asked', () => {
    const { files } = memoryHost({
      '/r/.dockerignore': 'node_modules\n**/.git\n!src/keep\n',
      '/r/node_modules/a/b.js': '',
      '/r/src/.git/config': '',
      '/r/src/keep': '',
    });
    const listed: string[] = [];
    const watched: ReadFiles = {
      ...files,
      list(dir) {
        listed.push(dir);
        return files.list(dir);
      },
    };
    const facts = readContext(watched, '/r');
    expect(facts.decide('node_modules/a').ignored).toBe(true);
    expect(listed).toEqual([]);
    expect(facts.totals.files).toBe(2);
    expect(facts.entries().length).toBe(3);
    expect(listed).toEqual(['/r', '/r/src']);
  });

  it('survives what it cannot read, and says so', () => {
    const facts = memoryContext({
      '.dockerignore': 'a[\nhidden\n!hidden/x',
      'closed/x': '',
      closed: { dir: true, mode: 0 },
      hidden: { dir: true, mode: 0 },
      open: '1',
    });
    expect(pathsOf(facts.entries())).toEqual(['.dockerignore', 'closed', 'open']);
    expect(facts.problems).toEqual([
      { path: '.dockerignore', line: 1, message: expect.stringContaining('syntax') },
      { path: 'closed', message: expect.stringContaining('cannot be read') },
    ]);
  });

  it('is quick for many files in one directory and for a deep one', () => {
    const names = Array.from({ length: 50_000 }, (_, at) => `f${at}.txt`);
    const deep = Array.from({ length: 1500 }, () => 'd').join('/');
    const { files } = memoryHost({
      '/r/.dockerignore': '**/*.md\n*.log\n!**/keep*\n**/node_modules\n[a-e]*.tmp',
      [`/r/${deep}/x`]: '',
    });
    const stat = { kind: 'file', size: 1, mode: 0o644, modified: 0 } as const;
    const many: ReadFiles = {
      ...files,
      list: (dir) =>
        dir === '/r/many'
          ? names.map((name) => ({ name, kind: 'file' as const }))
          : dir === '/r'
            ? [...files.list(dir), { name: 'many', kind: 'dir' as const }]
            : files.list(dir),
      stat: (path) =>
        path === '/r/many'
          ? { ...stat, kind: 'dir' }
          : path.startsWith('/r/many/')
            ? stat
            : files.stat(path),
    };
    const started = performance.now();
    const facts = readContext(many, '/r');
    expect(facts.totals.files).toBe(50_002);
    expect(facts.select('many/*9.txt').length).toBe(5000);
    expect(facts.select('.').length).toBe(50_002 + 1501);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('what COPY takes', () => {
  const facts = memoryContext({
    '.dockerignore': 'secret',
    'package.json': '1',
    'package-lock.json': '22',
    'src/a.js': '1',
    'src/sub/b.js': '1',
    'src-other/c.js': '1',
    secret: 'x',
    'my dir/f': '1',
    'we[i]rd': '1',
    current: { link: 'src/sub' },
    absolute: { link: '/src/a.js' },
    broken: { link: 'nowhere' },
    out: { link: '../../etc/passwd' },
    round: { link: 'round' },
  });

  it.each<[string, string[]]>([
    ['package*.json', ['package-lock.json', 'package.json']],
    ['src', ['src', 'src/a.js', 'src/sub', 'src/sub/b.js']],
    ['./src/', ['src', 'src/a.js', 'src/sub', 'src/sub/b.js']],
    ['/src/../src/a.js', ['src/a.js']],
    ['../package.json', ['package.json']],
    ['src/*', ['src/a.js', 'src/sub', 'src/sub/b.js']],
    ['*/?.js', ['src-other/c.js', 'src/a.js']],
    ['s*', ['src', 'src-other', 'src-other/c.js', 'src/a.js', 'src/sub', 'src/sub/b.js']],
    ['secret', []],
    ['secre*', []],
    ['nothing', []],
    ['my dir', ['my dir', 'my dir/f']],
    ['we[[]i]rd', ['we[i]rd']],
    ['current', ['src/sub', 'src/sub/b.js']],
    ['current/b.js', ['src/sub/b.js']],
    ['current/*.js', ['src/sub/b.js']],
    ['absolute', ['src/a.js']],
    ['broken', []],
    ['out', []],
    ['round', []],
    ['[', []],
  ])('%s', (pattern, paths) => {
    expect(pathsOf(facts.select(pattern))).toEqual(paths);
  });

  it('takes everything with a dot', () => {
    expect(facts.select('.')).toEqual(facts.entries());
    expect(facts.select('./')).toEqual(facts.entries());
  });
});

describe('what a context holds', () => {
  const { files } = memoryHost({
    '/r/.dockerignore': '# big\nnode_modules\n*.log\ndata\n!data/keep',
    '/r/node_modules/a/x': 'x'.repeat(5000),
    '/r/node_modules/b': 'x'.repeat(10),
    '/r/debug.log': 'x'.repeat(700),
    '/r/data/keep': 'x'.repeat(50),
    '/r/data/dump': 'x'.repeat(900),
    '/r/public/media/film.mp4': 'x'.repeat(3000),
    '/r/public/index.html': 'x',
    '/r/src/a': 'x'.repeat(60),
    '/r/src/b': 'x'.repeat(50),
  });

  it('is the tree of what is sent, biggest first', () => {
    const tree = sentTree(readContext(files, '/r').entries());
    expect(tree).toMatchObject({ path: '', files: 6, bytes: 3001 + 110 + 50 + 40 });
    expect(
      tree.children.map(({ path, kind, files: count, bytes }) => [path, kind, count, bytes]),
    ).toEqual([
      ['public', 'dir', 2, 3001],
      ['src', 'dir', 2, 110],
      ['data', 'dir', 1, 50],
      ['.dockerignore', 'file', 1, 40],
    ]);
    expect(tree.children[0]?.children.map(({ path }) => path)).toEqual([
      'public/media',
      'public/index.html',
    ]);
  });

  it('weighs what is kept out, and names the pattern', () => {
    const { parts, ...sum } = weighKeptOut(readContext(files, '/r'), files);
    expect(parts).toEqual([
      {
        path: 'node_modules',
        kind: 'dir',
        files: 2,
        bytes: 5010,
        weighed: 'whole',
        pattern: 'node_modules',
        line: 2,
      },
      {
        path: 'data',
        kind: 'dir',
        files: 1,
        bytes: 900,
        weighed: 'whole',
        pattern: 'data',
        line: 4,
      },
      {
        path: 'debug.log',
        kind: 'file',
        files: 1,
        bytes: 700,
        weighed: 'whole',
        pattern: '*.log',
        line: 3,
      },
    ]);
    expect(sum).toEqual({ files: 4, bytes: 6610, complete: true });
  });

  it('stops weighing when there is too much, and says of what', () => {
    const { parts, complete } = weighKeptOut(readContext(files, '/r'), files, 3);
    expect(complete).toBe(false);
    expect(parts.find((part) => part.path === 'node_modules')?.weighed).toBe('partly');
    const none = weighKeptOut(readContext(files, '/r'), files, 0);
    expect(none.parts.find((part) => part.path === 'node_modules')).toMatchObject({
      weighed: 'not entered',
      files: 0,
      bytes: 0,
    });
  });

  it('knows what exceptions take back', () => {
    const context = readContext(files, '/r');
    expect([...context.takenBack()]).toEqual([[5, { files: 1, bytes: 50 }]]);
  });
});
