import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeText, encodeText } from '../src/text/bytes.ts';
import { buildOracle, hasGo } from './oracle/build.ts';
import { askOracle } from './oracle/client.ts';
import { base64, differences } from './oracle/compare.ts';
import { type ExpandAnswer, expandDifferences, expandRequest } from './oracle/expand.ts';
import { dockerfileText, expansionCase, mutated } from './oracle/generate.ts';
import { HARD_CASES } from './oracle/hard-cases.ts';
import type { ParseAnswer } from './oracle/parse-answer.ts';

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

describe.skipIf(!go)('as BuildKit', () => {
  let binary = '';
  beforeAll(() => {
    binary = buildOracle();
  }, 600_000);

  /** The texts that are read differently, with the differences. */
  function unlike(texts: readonly string[]): { text: string; found: readonly string[] }[] {
    const requests = texts.map((text) => ({ do: 'parse', text: base64(text) }));
    const answers = askOracle<ParseAnswer>(binary, requests);
    expect(answers).toHaveLength(texts.length);
    return texts.flatMap((text, i) => {
      const answer = answers[i];
      const found = answer === undefined ? ['no answer'] : differences(text, answer);
      return found.length > 0 ? [{ text: text.slice(0, 500), found }] : [];
    });
  }

  test('reads hard cases', () => {
    expect(unlike(HARD_CASES)).toEqual([]);
  });

  test('reads lines at the limit of length', () => {
    const lines = [65_520, 65_530, 65_531, 65_532, 65_533].flatMap((n) => [
      `FROM a\nRUN ${'x'.repeat(n)}`,
      `FROM a\nRUN ${'x'.repeat(n)}\n`,
      `FROM a\nRUN ${'x'.repeat(n)}\nFOO`,
      `FROM a\nRUN <<E\n${'é'.repeat(n / 2)}\nE\nUSER x\n`,
    ]);
    expect(
      unlike([
        ...lines,
        `#${'x'.repeat(70_000)}`,
        `FROM a\nRUN a \\\n${' '.repeat(70_000)}\nUSER b`,
      ]),
    ).toEqual([]);
  });

  test('reads the Dockerfiles of this project', () => {
    const files = ['examples', 'testbed', 'test/fixtures'].flatMap((name) =>
      ownDockerfiles(join(root, name)),
    );
    expect(unlike(files.map((file) => decodeText(readFileSync(file))))).toEqual([]);
  });

  test('reads generated files', () => {
    const texts = fc.sample(dockerfileText(), { numRuns: 1500, seed: 20_251 });
    expect(unlike(texts.map((text) => decodeText(encodeText(text))))).toEqual([]);
  });

  test('reads mutated files', () => {
    const sources = HARD_CASES.filter((text) => text.length < 2000);
    const texts = fc.sample(mutated(sources), { numRuns: 1500, seed: 7 });
    expect(unlike(texts.map((text) => decodeText(encodeText(text))))).toEqual([]);
  });

  test('expands words', () => {
    const cases = fc.sample(expansionCase(), { numRuns: 3000, seed: 11 });
    const answers = askOracle<ExpandAnswer>(binary, cases.map(expandRequest));
    expect(answers).toHaveLength(cases.length);
    const wrong = cases.flatMap((one, i) => {
      const answer = answers[i];
      const found = answer === undefined ? ['no answer'] : expandDifferences(one, answer);
      return found.length > 0 ? [{ one, found }] : [];
    });
    expect(wrong).toEqual([]);
  });
});
