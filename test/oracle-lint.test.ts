import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText } from '../src/text/bytes.ts';
import { buildOracle, hasGo, moduleDirectory } from './oracle/build.ts';
import { Oracle } from './oracle/client.ts';
import { isDockerfileName } from './oracle/comparer.ts';
import { pathsBelow } from './oracle/corpus-files.ts';
import { HARD_CASES } from './oracle/hard-cases.ts';
import { checks, lintCase } from './oracle/lint.ts';
import { fixTrouble } from './oracle/lint-fixes.ts';
import { findingsCase } from './oracle/lint-findings.ts';
import { lintCases } from './oracle/lint-generate.ts';
import { unlike } from './helpers/unlike.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const go = hasGo();
if (!go) console.warn('skipped: BuildKit’s linter needs a Go toolchain (`go` on PATH) to be built');

/** Dockerfiles in the source of BuildKit's own tests of its checks. */
function ofBuildKit(): string[] {
  const directory = moduleDirectory('github.com/moby/buildkit');
  const source = readFileSync(
    join(directory, 'frontend/dockerfile/dockerfile_check_test.go'),
    'utf8',
  );
  return [...source.matchAll(/`([^`]*\b(?:FROM|from|From)\b[^`]*)`/g)].map(([, text = '']) =>
    text.replaceAll('%s', 'alpine'),
  );
}

describe.skipIf(!go)('BuildKit’s checks', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle(buildOracle());
  }, 600_000);
  afterAll(() => oracle.close());

  test('on the files of its own tests', async () => {
    const texts = ofBuildKit();
    expect(texts.length).toBeGreaterThan(50);
    const ignores = [undefined, 'Dockerfile\n', '*\n'];
    const cases = texts.flatMap((text) =>
      ignores.map((ignore) =>
        lintCase({ text, ...(ignore === undefined ? {} : { ignore }) }, text),
      ),
    );
    expect(await unlike(oracle, cases)).toEqual([]);
  });

  test('on the Dockerfiles of this project', async () => {
    const found = await Promise.all(
      ['examples', 'testbed'].map((name) => pathsBelow(join(root, name), isDockerfileName)),
    );
    const texts = found.flat().map((path) => decodeText(readFileSync(path)));
    expect(texts.length).toBeGreaterThan(5);
    expect(
      await unlike(
        oracle,
        texts.map((text) => lintCase({ text }, text)),
      ),
    ).toEqual([]);
  });

  test('on hard cases', async () => {
    expect(
      await unlike(
        oracle,
        HARD_CASES.map((text) => lintCase({ text }, text)),
      ),
    ).toEqual([]);
  });

  test('on generated files', async () => {
    expect(await unlike(oracle, [...(checks.generate?.(7, 2500) ?? [])])).toEqual([]);
  }, 120_000);

  test('are what `check` reports under their names', async () => {
    const generated = [...lintCases(3, 400)].filter(({ ignore }) => ignore === undefined);
    const texts = [...ofBuildKit().map((text) => ({ text })), ...generated];
    for (const informed of [true, false])
      expect(
        await unlike(
          oracle,
          texts.map((given) => findingsCase(given, informed)),
        ),
      ).toEqual([]);
  }, 120_000);
});

test('fixes of the checks keep what is built', () => {
  const results = [...lintCases(5, 600)].map(({ text }) => ({ text, ...fixTrouble(text) }));
  expect(results.reduce((sum, { fixed }) => sum + fixed, 0)).toBeGreaterThan(50);
  expect(results.filter(({ trouble }) => trouble.length > 0)).toEqual([]);
}, 120_000);
