import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText } from '../src/text/bytes.ts';
import { buildOracle, hasGo, moduleDirectory } from './oracle/build.ts';
import { Oracle } from './oracle/client.ts';
import type { Case } from './oracle/comparer.ts';
import { pathsBelow } from './oracle/corpus-files.ts';
import { expand } from './oracle/expand.ts';
import { HARD_CASES } from './oracle/hard-cases.ts';
import { parse, parseCase } from './oracle/parse.ts';
import { unlike } from './helpers/unlike.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const go = hasGo();
if (!go)
  console.warn('skipped: the official parser needs a Go toolchain (`go` on PATH) to be built');

/** Dockerfiles of the project itself: examples, stand-in images, fixtures. */
function ownDockerfiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : ownDockerfiles(path);
    return entry.isFile() && /dockerfile/i.test(entry.name) ? [path] : [];
  });
}

function casesOf(paths: readonly string[]): Case[] {
  return paths.map((path) => parseCase(decodeText(readFileSync(path)), path));
}

describe.skipIf(!go)('as BuildKit', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle(buildOracle());
  }, 600_000);
  afterAll(() => oracle.close());

  test('an answer to a broken request is an error, and the next one is answered', async () => {
    const expandNothing = { do: 'expand', text: '', escape: '' };
    const [unknown, panic, after] = await Promise.all(
      [{ do: 'nothing' }, expandNothing, { do: 'parse', text: '' }].map((one) => oracle.ask(one)),
    );
    expect(unknown).toEqual({ error: 'request: nothing answers nothing' });
    expect(panic).toEqual({ error: expect.stringMatching(/^panic: /) });
    expect(after).toMatchObject({ nodes: [] });
  });

  test('reads hard cases', async () => {
    expect(
      await unlike(
        oracle,
        HARD_CASES.map((text) => parseCase(text, text)),
      ),
    ).toEqual([]);
  });

  test('reads lines at the limit of length', async () => {
    const lines = [65_520, 65_530, 65_531, 65_532, 65_533].flatMap((n) => [
      `FROM a\nRUN ${'x'.repeat(n)}`,
      `FROM a\nRUN ${'x'.repeat(n)}\n`,
      `FROM a\nRUN ${'x'.repeat(n)}\nFOO`,
      `FROM a\nRUN <<E\n${'é'.repeat(n / 2)}\nE\nUSER x\n`,
    ]);
    const blanks = [`#${'x'.repeat(70_000)}`, `FROM a\nRUN a \\\n${' '.repeat(70_000)}\nUSER b`];
    expect(
      await unlike(
        oracle,
        [...lines, ...blanks].map((text) => parseCase(text)),
      ),
    ).toEqual([]);
  });

  test('reads the Dockerfiles of this project', async () => {
    const names = ['examples', 'testbed', 'test/fixtures'];
    expect(
      await unlike(oracle, casesOf(names.flatMap((name) => ownDockerfiles(join(root, name))))),
    ).toEqual([]);
  });

  test("reads the files of BuildKit's own tests", async () => {
    const directory = join(
      moduleDirectory('github.com/moby/buildkit'),
      'frontend/dockerfile/parser',
    );
    const folders = ['testfiles', 'testfiles-negative', 'testfile-line'];
    const paths = await Promise.all(
      folders.map((name) =>
        pathsBelow(join(directory, name), (path) => path.endsWith('ockerfile')),
      ),
    );
    expect(paths.every((found) => found.length > 0)).toBe(true);
    expect(await unlike(oracle, casesOf(paths.flat()))).toEqual([]);
  });

  test('reads generated files', async () => {
    expect(await unlike(oracle, [...(parse.generate?.(20_251, 4000) ?? [])])).toEqual([]);
  }, 120_000);

  test('expands words', async () => {
    expect(await unlike(oracle, [...(expand.generate?.(11, 4000) ?? [])])).toEqual([]);
  }, 120_000);
});
