import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loader } from './code-cache.ts';

const top = fs.mkdtempSync(join(tmpdir(), 'plimsoll-code-'));
const store = join(top, 'cache', 'v1');
const program = join(top, 'program.cjs');

/** Loads the program as a run of its own would, and ends that run. */
function run(): unknown {
  const before = new Set(process.listeners('exit'));
  const loaded = loader(store)(program);
  for (const end of process.listeners('exit'))
    if (!before.has(end)) {
      process.off('exit', end);
      end.call(process, 0);
    }
  return loaded;
}

/** Kept files with the moment each was written. */
function kept(): Record<string, number> {
  if (!fs.existsSync(store)) return {};
  const names = fs.readdirSync(store);
  return Object.fromEntries(names.map((name) => [name, fs.statSync(join(store, name)).mtimeMs]));
}

function keptOf(name: string): string {
  const found = Object.keys(kept()).find((one) => one.startsWith(name));
  if (found === undefined) throw new Error(`${name} is not kept`);
  return join(store, found);
}

/** CPU time that this process seems to have taken, in microseconds. */
let used = 0;
vi.spyOn(process, 'cpuUsage').mockImplementation(() => ({ user: used, system: 0 }));

beforeEach(() => {
  used = 300_000;
  fs.rmSync(join(top, 'cache'), { recursive: true, force: true });
  fs.writeFileSync(
    program,
    "#!/usr/bin/env node\nconst part = require('./part.cjs');\nexports.answer = part.answer() + require('node:path').sep + __filename;\n",
  );
  fs.writeFileSync(join(top, 'part.cjs'), 'exports.answer = () => 42;\n');
});
afterAll(() => fs.rmSync(top, { recursive: true }));

describe('loader', () => {
  it('runs a program and its parts, and takes them from the cache the next time', () => {
    expect(run()).toEqual({ answer: `42/${program}` });
    const first = kept();
    expect(Object.keys(first).toSorted()).toEqual([
      expect.stringMatching(/^part\.cjs-/),
      expect.stringMatching(/^program\.cjs-/),
    ]);
    expect(run()).toEqual({ answer: `42/${program}` });
    expect(kept()).toEqual(first);
  });

  it('compiles again what has changed', () => {
    run();
    fs.writeFileSync(join(top, 'part.cjs'), 'exports.answer = () => 43;\n');
    fs.utimesSync(join(top, 'part.cjs'), 1, 1);
    expect(run()).toEqual({ answer: `43/${program}` });
  });

  it('compiles again what another package of the same size and date has brought', () => {
    fs.utimesSync(join(top, 'part.cjs'), 1, 1);
    run();
    fs.writeFileSync(join(top, 'part.cjs'), 'exports.answer = () => 43;\n');
    fs.utimesSync(join(top, 'part.cjs'), 1, 1);
    expect(run()).toEqual({ answer: `43/${program}` });
  });

  it('compiles again what was damaged', () => {
    // A text of its own: V8 itself remembers what this process has compiled.
    fs.writeFileSync(program, "exports.answer = 'never compiled before';\n");
    fs.mkdirSync(store, { recursive: true });
    const { size, mtimeMs, ctimeMs } = fs.statSync(program);
    const times = `${Math.trunc(mtimeMs)}-${Math.trunc(ctimeMs)}`;
    const damaged = join(store, `program.cjs-${size}-${times}`);
    fs.writeFileSync(damaged, 'nothing that V8 has made', { mode: 0o600 });
    expect(run()).toEqual({ answer: 'never compiled before' });
    expect(fs.statSync(damaged).size).toBeGreaterThan(100);
  });

  it('believes no code that somebody else could have written', () => {
    run();
    const path = keptOf('part.cjs');
    fs.chmodSync(path, 0o622);
    const before = fs.statSync(path).ino;
    expect(run()).toEqual({ answer: `42/${program}` });
    expect(fs.statSync(path).ino).not.toBe(before);
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps nothing of a long run', () => {
    used = 60_000_000;
    expect(run()).toEqual({ answer: `42/${program}` });
    expect(kept()).toEqual({});
  });

  it('does without a place to write to', () => {
    fs.writeFileSync(join(top, 'cache'), 'a file where the directory would be');
    expect(run()).toEqual({ answer: `42/${program}` });
  });

  it('leaves errors and their places as they are', () => {
    fs.writeFileSync(program, "throw new Error('sunk');\n");
    let stack = '';
    try {
      run();
    } catch (error) {
      stack = error instanceof Error ? (error.stack ?? '') : '';
    }
    expect(stack).toMatch(/Error: sunk\n\s+at .*program\.cjs:1:7/);
  });
});
