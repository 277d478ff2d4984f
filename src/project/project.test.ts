import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from '../host/node.ts';
import type { Application } from '../facts/project.ts';
import { detectProject } from './detect-project.ts';
import { isDockerfileName } from './docker-files.ts';
import { findRoot } from './find-root.ts';
import { memoryView } from './memory-view.ts';
import { openProject } from './open-project.ts';
import { argumentsAt, scanSource } from './source-scan.ts';

describe('openProject', () => {
  let top = '';
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'plimsoll-view-'));
    const put = (path: string, text: string | Uint8Array): void => {
      mkdirSync(join(top, path, '..'), { recursive: true });
      writeFileSync(join(top, path), text);
    };
    put('secret.txt', 'outside');
    put('repo/.git/HEAD', 'ref');
    put('repo/package.json', '{}');
    put('repo/src/a.js', 'a');
    put('repo/node_modules/x/index.js', 'x');
    put('repo/dist/a.js', 'built');
    put('repo/bin/www', 'source');
    put('repo/photo.bin', new Uint8Array([1, 0, 2]));
    put('repo/big.txt', 'x'.repeat(1024 * 1024 + 1));
    symlinkSync('../secret.txt', join(top, 'repo/out.txt'));
    symlinkSync('src/a.js', join(top, 'repo/link.js'));
    symlinkSync('..', join(top, 'repo/src/up'));
    symlinkSync('loop', join(top, 'repo/loop'));
    symlinkSync('..', join(top, 'repo/parent'));
  });
  afterAll(() => rmSync(top, { recursive: true }));

  it('stays inside its root, whatever links say', () => {
    const view = openProject(nodeHost(), join(top, 'repo'));
    expect(view.files('.')).toEqual([
      'big.txt',
      'bin/www',
      'link.js',
      'package.json',
      'photo.bin',
      'src/a.js',
    ]);
    expect(view.text('src/a.js')).toBe('a');
    expect(view.text('link.js')).toBe('a');
    for (const path of [
      'out.txt',
      '../secret.txt',
      'parent/secret.txt',
      'src/../../secret.txt',
      join(top, 'secret.txt'),
      'loop',
      'src',
      'nothing',
    ]) {
      expect(view.text(path)).toBeUndefined();
    }
    expect(view.exists('out.txt')).toBe(false);
    expect(view.isDir('src')).toBe(true);
  });

  it('reads no binary and nothing too big, unless asked to', () => {
    const view = openProject(nodeHost(), join(top, 'repo'));
    expect(view.text('photo.bin')).toBeUndefined();
    expect(view.text('big.txt')).toBeUndefined();
    expect(view.text('big.txt', 2 * 1024 * 1024)?.length).toBe(1024 * 1024 + 1);
  });

  it('finds the root above', () => {
    const { files } = nodeHost();
    expect(findRoot(files, join(top, 'repo/src'))).toBe(join(top, 'repo'));
    expect(openProject({ files, cwd: join(top, 'repo/src') }).root).toBe(join(top, 'repo'));
  });
});

const application = (path: string, language: 'node' | 'python', start: boolean): Application =>
  ({
    path,
    language: { value: language, confidence: 'certain', evidence: [] },
    ...(start && { start: {} }),
  }) as unknown as Application;

describe('detectProject', () => {
  const none = { recipe: () => ({ declined: [] }), ignore: () => [] };

  it('lists applications, leaves tests and tooling out, tells what it could not read', () => {
    const view = memoryView({
      'package.json': '{',
      'requirements-dev.txt': '',
      'api/package.json': '{}',
      'test/app/package.json': '{}',
      Dockerfile: '',
      'docker/Dockerfile.dev': '',
      'compose.yml': '',
      'Dockerfile.md': '',
    });
    const facts = detectProject(view, [
      {
        name: 'node',
        manifests: ['package.json'],
        detect: (_, dir) => [application(dir, 'node', dir === 'api')],
        ...none,
      },
      {
        name: 'python',
        manifests: ['requirements*.txt'],
        detect: (_, dir) => [application(dir, 'python', true)],
        ...none,
      },
    ]);
    expect(facts.applications.map((one) => `${one.path} ${one.language.value}`)).toEqual([
      '. python',
      'api node',
    ]);
    expect(facts.dockerfiles).toEqual(['Dockerfile', 'docker/Dockerfile.dev']);
    expect(facts.composeFiles).toEqual(['compose.yml']);
    expect(facts.problems.map((one) => one.file)).toEqual(['package.json']);
  });

  it('knows Dockerfiles by name', () => {
    expect(
      ['Dockerfile', 'Dockerfile.prod', 'api.Dockerfile', 'Containerfile', 'dockerfile'].every(
        isDockerfileName,
      ),
    ).toBe(true);
    expect(
      ['Dockerfile.dockerignore', 'Dockerfile.md', 'mydockerfile', 'dockerfile.go'].some(
        isDockerfileName,
      ),
    ).toBe(false);
  });
});

describe('scanSource', () => {
  it('blanks comments and the insides of strings of JavaScript', () => {
    const text =
      "const a = 'x//y'; // b('c')\nconst r = /['\"]/.test(a) / 2; `t ${f({ k: `in` })} u`; <b>don't</b>\ng('z')";
    const source = scanSource(text, 'js');
    expect(source.code).toBe(
      "const a = '    ';          \nconst r = /    /.test(a) / 2; `  ${f({ k: `  ` })}  `; <b>don't</b>\ng(' ')",
    );
    expect(source.text).toBe(text.replace("// b('c')", '         '));
    expect(source.stringAt(text.indexOf("'z'"))?.value).toBe('z');
    expect(source.line(text.indexOf('g('))).toBe(3);
  });

  it('knows the strings of Python and Go', () => {
    const python = scanSource('x = rb"\\d" # "no"\n"""doc # yes"""\nf"{a}b"', 'python');
    expect(python.strings().map((one) => [one.value, one.computed])).toEqual([
      ['\\d', false],
      ['doc # yes', false],
      ['{a}b', true],
    ]);
    const go = scanSource('a := "b\\"c" // "no"\nr := `raw\\n` /* x */ + \'"\'', 'go');
    expect(go.strings().map((one) => one.value)).toEqual(['b"c', 'raw\\n', '"']);
    expect(go.code).not.toContain('no');
  });

  it('splits arguments at their own commas', () => {
    const source = scanSource("f(a, [b, c], { d: (e, g) }, 'h, i', /* j, */ k,)", 'js');
    expect(argumentsAt(source, 1)?.list.map((one) => one.text)).toEqual([
      'a',
      '[b, c]',
      '{ d: (e, g) }',
      "'h, i'",
      'k',
    ]);
    expect(argumentsAt(scanSource('f(a', 'js'), 1)).toBeUndefined();
  });
});
