import * as fs from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryHost } from './memory.ts';
import { nodeHost } from './node.ts';
import type { Files } from './types.ts';
import { HostError } from './types.ts';

const dirs: string[] = [];
afterAll(() => dirs.forEach((dir) => fs.rmSync(dir, { recursive: true, force: true })));

/** The same small tree on both hosts. */
const hosts: Record<string, () => { files: Files; top: string }> = {
  node: () => {
    const top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'host-test-')));
    dirs.push(top);
    fs.mkdirSync(join(top, 'app/lib'), { recursive: true });
    fs.writeFileSync(join(top, 'app/server.js'), 'listen()\n', { mode: 0o755 });
    fs.writeFileSync(join(top, 'app/lib/ü.bin'), Buffer.from([0, 255, 10]));
    fs.writeFileSync(join(top, 'secret'), 'x');
    fs.symlinkSync('server.js', join(top, 'app/main.js'));
    fs.symlinkSync('../secret', join(top, 'app/out'));
    fs.symlinkSync('lib', join(top, 'app/libs'));
    fs.symlinkSync('loop', join(top, 'app/loop'));
    execFileSync('/usr/bin/mkfifo', [join(top, 'app/pipe')]);
    return { files: nodeHost().files, top };
  },
  memory: () => {
    const { files } = memoryHost({
      '/srv/app/server.js': { content: 'listen()\n', mode: 0o755 },
      '/srv/app/lib/ü.bin': Uint8Array.of(0, 255, 10),
      '/srv/secret': 'x',
      '/srv/app/main.js': { link: 'server.js' },
      '/srv/app/out': { link: '../secret' },
      '/srv/app/libs': { link: 'lib' },
      '/srv/app/loop': { link: 'loop' },
      '/srv/app/pipe': { special: true },
    });
    return { files, top: '/srv' };
  },
};

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof HostError ? error.code : `not a HostError: ${String(error)}`;
  }
  return 'none';
}

describe.each(Object.keys(hosts))('files of the %s host', (name) => {
  let files: Files;
  let app: string;
  let top: string;
  beforeEach(() => {
    ({ files, top } = hosts[name]!());
    app = `${top}/app`;
  });
  const text = (path: string): string => new TextDecoder().decode(files.read(path));

  it('lists in order, with kinds and without following links', () => {
    expect(files.list(app)).toEqual([
      { name: 'lib', kind: 'dir' },
      { name: 'libs', kind: 'link' },
      { name: 'loop', kind: 'link' },
      { name: 'main.js', kind: 'link' },
      { name: 'out', kind: 'link' },
      { name: 'pipe', kind: 'special' },
      { name: 'server.js', kind: 'file' },
    ]);
    expect(files.stat(`${app}/server.js`)).toMatchObject({ kind: 'file', size: 9, mode: 0o755 });
    expect(files.stat(`${app}/main.js`)?.kind).toBe('link');
    expect(files.stat(`${app}/nothing`)).toBeUndefined();
    expect(files.stat(`${app}/server.js/below`)).toBeUndefined();
  });

  it('reads bytes, through links in the middle of a path only', () => {
    expect([...files.read(`${app}/libs/ü.bin`)]).toEqual([0, 255, 10]);
    expect(files.readLink(`${app}/main.js`)).toBe('server.js');
    expect(files.realPath(`${app}/main.js`)).toBe(`${app}/server.js`);
  });

  it('names every failure', () => {
    expect(codeOf(() => files.read(`${app}/nothing`))).toBe('ENOENT');
    expect(codeOf(() => files.read(app))).toBe('EISDIR');
    expect(codeOf(() => files.read(`${app}/main.js`))).toBe('ELOOP');
    expect(codeOf(() => files.read(`${app}/pipe`))).toBe('EINVAL');
    expect(codeOf(() => files.list(`${app}/server.js`))).toBe('ENOTDIR');
    expect(codeOf(() => files.list(`${app}/libs`))).toBe('ENOTDIR');
    expect(codeOf(() => files.realPath(`${app}/loop`))).toBe('ELOOP');
    expect(codeOf(() => files.read('relative'))).toBe('EINVAL');
    expect(codeOf(() => files.copy(`${app}/pipe`, `${app}/copy`))).toBe('EINVAL');
    expect(codeOf(() => files.removeTree('/'))).toBe('EPERM');
    expect(codeOf(() => files.writeAtomic(`${app}/lib`, ''))).toBe('EISDIR');
    expect(codeOf(() => files.writeAtomic(`${app}/no/such/dir`, ''))).toBe('ENOENT');
  });

  it('replaces a file whole, keeps its mode and leaves nothing beside', () => {
    const before = files.list(app).map((entry) => entry.name);
    files.writeAtomic(`${app}/server.js`, 'other()\n');
    expect(text(`${app}/server.js`)).toBe('other()\n');
    expect(files.stat(`${app}/server.js`)?.mode).toBe(0o755);
    files.writeAtomic(`${app}/server.js`, Uint8Array.of(7), 0o600);
    expect(files.stat(`${app}/server.js`)).toMatchObject({ mode: 0o600, size: 1 });
    expect(files.list(app).map((entry) => entry.name)).toEqual(before);
  });

  it('writes through a link beside or below, never to another place', () => {
    files.writeAtomic(`${app}/main.js`, 'linked()');
    expect(files.stat(`${app}/main.js`)?.kind).toBe('link');
    expect(text(`${app}/server.js`)).toBe('linked()');
    expect(codeOf(() => files.writeAtomic(`${app}/out`, 'stolen'))).toBe('ELOOP');
    expect(text(`${top}/secret`)).toBe('x');
  });

  it('keeps names that are not UTF-8', () => {
    files.writeAtomic(`${app}/lib/plain`, 'x');
    files.makeDir(`${app}/odd\udcff`);
    files.copy(`${app}/lib/plain`, `${app}/odd\udcff/a\udcc3😀`);
    expect(files.list(`${app}/odd\udcff`)).toEqual([{ name: 'a\udcc3😀', kind: 'file' }]);
    expect(files.list(app).map((entry) => entry.name)).toContain('odd\udcff');
    expect(text(`${app}/odd\udcff/a\udcc3😀`)).toBe('x');
    expect(files.stat(`${app}/odd\udcff/a\udcc3😀`)?.size).toBe(1);
  });

  it('copies content, mode and links, not through a link at the goal', () => {
    const temp = files.makeTemp('plimsoll-');
    expect(files.stat(temp)).toMatchObject({ kind: 'dir', mode: 0o700 });
    files.makeDir(`${temp}/a/b`);
    files.makeDir(`${temp}/a/b`);
    files.copy(`${app}/server.js`, `${temp}/a/b/x`);
    files.copy(`${app}/main.js`, `${temp}/a/b/y`);
    files.copy(`${app}/lib/ü.bin`, `${temp}/a/b/y`);
    expect(files.stat(`${temp}/a/b/x`)).toMatchObject({ mode: 0o755, size: 9 });
    expect(files.stat(`${temp}/a/b/y`)?.kind).toBe('file');
    expect(text(`${temp}/a/b/x`)).toBe('listen()\n');
    files.removeTree(temp);
    files.removeTree(temp);
    expect(files.stat(temp)).toBeUndefined();
  });
});
