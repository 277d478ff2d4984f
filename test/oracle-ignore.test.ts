import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readContext } from '../src/context/walk.ts';
import { nodeHost } from '../src/host/node.ts';
import { buildOracle, hasGo } from './oracle/build.ts';
import { Oracle, isTrouble } from './oracle/client.ts';
import { type Case, base64, ofBase64 } from './oracle/comparer.ts';
import { type IgnoreAnswer, type IgnoreRequest, ignore, ignoreCase } from './oracle/ignore.ts';
import { HARD_IGNORES } from './oracle/ignore-hard-cases.ts';
import { type Finding, onCases, tallyOf } from './oracle/run.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const go = hasGo();
if (!go) console.warn('skipped: the official matcher needs a Go toolchain (`go` on PATH)');

const temporary: string[] = [];
function freshDir(): string {
  const dir = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'plimsoll-ignore-')));
  temporary.push(dir);
  return dir;
}

/** A directory with everything that a disk can hold and that is awkward to walk. */
function awkwardDir(): string {
  const dir = freshDir();
  const path = (name: string): Buffer => Buffer.concat([Buffer.from(`${dir}/`), Buffer.from(name)]);
  for (const name of ['a/b/c', 'secret/keep', 'deep/x/y/z/w', 'empty']) {
    fs.mkdirSync(path(name), { recursive: true });
  }
  for (const name of ['a/f', 'a/b/g', 'a/b/c/h', 'secret/keep/k', 'secret/s', 'deep/x/y/z/w/v']) {
    fs.writeFileSync(path(name), 'x'.repeat(name.length));
  }
  for (const name of ['new\nline', ' blank ', '\u001b[31m', 'ü', '😀', '-rf', 'a*b', '#x', '!x']) {
    fs.writeFileSync(path(name), 'x');
  }
  const notUtf8 = Buffer.concat([path('bytes-'), Buffer.from([0xff, 0xc3, 0x28])]);
  fs.mkdirSync(notUtf8);
  fs.writeFileSync(Buffer.concat([notUtf8, Buffer.from('/f')]), 'x');
  fs.symlinkSync('a', path('link-to-dir'));
  fs.symlinkSync('nowhere', path('broken'));
  fs.symlinkSync('round', path('round'));
  fs.symlinkSync('/etc', path('out'));
  execFileSync('/usr/bin/mkfifo', [join(dir, 'pipe')]);
  return dir;
}

const AWKWARD_IGNORES = [
  '',
  'a',
  '*\n!a/b',
  '*\n!a/*/**',
  '*\n!**/h',
  'secret\n!secret/keep',
  '**/[fgh]\n!a/b/?',
  'bytes-*\n#x\n\\#x\n\\!x',
  'link-to-dir/f\nround\nout/**',
  '*-*\n!*-*/f',
  '?\n??',
  'deep/**\n!deep/x/y',
  'a*b\nnew*',
];

describe.skipIf(!go)('as BuildKit', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle(buildOracle());
  }, 600_000);
  afterAll(async () => {
    await oracle.close();
    for (const dir of temporary) fs.rmSync(dir, { recursive: true, force: true });
  });

  /** The cases on which we differ from BuildKit. */
  async function unlike(cases: Iterable<Case>, count: number): Promise<Finding[]> {
    const tally = tallyOf('test');
    const found: Finding[] = [];
    const named = [...cases].map((one) => [one.shown ?? '', one] as const);
    for await (const finding of onCases(oracle, tally, named)) found.push(finding);
    expect(tally.cases).toBe(count);
    return found;
  }

  /** What differs between our walk of a directory and the one that a build makes. */
  async function walkDifferences(dir: string, text: string): Promise<string[]> {
    const request: IgnoreRequest = { do: 'ignore', text: base64(text), dir };
    const answer = await oracle.ask<IgnoreAnswer>(request);
    if (isTrouble(answer)) return [answer.error];
    const theirs = answer.sent.map((entry) => {
      const path = ofBase64(entry.path);
      // A build makes an empty file of a socket; for us it stays what it is.
      const kind = path === 'socket' ? 'special' : entry.kind;
      return JSON.stringify([path, kind, kind === 'file' ? entry.size : 0]);
    });
    const context = readContext(nodeHost().files, dir, { ignoreText: text });
    const ours = context
      .entries()
      .map(({ path, kind, size }) => JSON.stringify([path, kind, size]));
    const [a, b] = [new Set(ours), new Set(theirs)];
    return [
      ...(answer.walkError === undefined ? [] : [answer.walkError]),
      ...ours.filter((one) => !b.has(one)).map((one) => `only ours: ${one}`),
      ...theirs.filter((one) => !a.has(one)).map((one) => `only BuildKit's: ${one}`),
    ];
  }

  test('keeps out what hard cases say', async () => {
    expect(await unlike(HARD_IGNORES.map(ignoreCase), HARD_IGNORES.length)).toEqual([]);
  });

  test('keeps out what generated files say', async () => {
    const cases = ignore.generate?.(20_261, 4000) ?? [];
    expect(await unlike(cases, 4000)).toEqual([]);
  }, 120_000);

  test('walks an awkward directory', async () => {
    const dir = awkwardDir();
    const server = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(join(dir, 'socket'))}, () => console.log('up'))`,
    ]);
    try {
      await new Promise((up) => server.stdout.once('data', up));
      for (const text of AWKWARD_IGNORES) {
        expect({ text, found: await walkDifferences(dir, text) }).toEqual({ text, found: [] });
      }
    } finally {
      server.kill();
    }
  }, 60_000);

  test('walks the directories of this project by their own ignore files', async () => {
    const files = nodeHost().files;
    let walked = 0;
    for (const { name, kind } of files.list(join(root, 'examples'))) {
      const dir = join(root, 'examples', name);
      if (kind !== 'dir') continue;
      for (const { name: file } of files
        .list(dir)
        .filter((one) => one.name.endsWith('.dockerignore'))) {
        walked += 1;
        const text = Buffer.from(files.read(join(dir, file))).toString();
        expect(await walkDifferences(dir, text)).toEqual([]);
      }
    }
    for (const text of ['**/*.ts\n!**/index.ts', '*\n!src/rules', 'node_modules\n.git\ndist']) {
      walked += 1;
      expect(await walkDifferences(join(root, 'src'), text)).toEqual([]);
    }
    expect(walked).toBeGreaterThan(3);
  }, 60_000);
});
