import { expect, test } from 'vitest';
import type { Oracle } from './oracle/client.ts';
import type { Case } from './oracle/comparer.ts';
import { pathsBelow, sampleOf } from './oracle/corpus-files.ts';
import { type Finding, onCases, tallyOf } from './oracle/run.ts';

/** Answers each request with what it asks for, and counts how many are open. */
function echo(): Pick<Oracle, 'ask'> & { most: number } {
  let open = 0;
  const oracle = {
    most: 0,
    ask: async <Answer extends object>(request: object): Promise<Answer> => {
      open += 1;
      oracle.most = Math.max(oracle.most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return request as Answer;
    },
  };
  return oracle;
}

function caseOf(wanted: string): Case {
  return {
    request: { do: 'word' },
    judge(answer, held) {
      if (wanted === 'throw') throw new Error('broken');
      held.same('word', wanted, (answer as { do: string }).do);
    },
  };
}

async function findings(words: readonly string[]): Promise<{ found: Finding[]; most: number }> {
  const oracle = echo();
  const tally = tallyOf('words');
  const found: Finding[] = [];
  const cases = words.map((word, i) => [`case ${i}`, caseOf(word)] as const);
  for await (const finding of onCases(oracle, tally, cases)) found.push(finding);
  expect(tally).toMatchObject({ cases: words.length, different: found.length });
  return { found, most: oracle.most };
}

test('a difference and an exception are found where they are', async () => {
  const { found } = await findings(['word', 'other', 'word', 'throw']);
  expect(found.map(({ where }) => where)).toEqual(['case 1', 'case 3']);
  expect(found[0]?.differences).toEqual([{ what: 'word', ours: '"other"', theirs: '"word"' }]);
  expect(found[1]?.differences[0]?.ours).toContain('broken');
});

test('a bounded number of requests is open at any time', async () => {
  const { found, most } = await findings(Array<string>(500).fill('word'));
  expect(found).toEqual([]);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(32);
});

test('a sample keeps the order and is the same for the same seed', () => {
  const values = Array.from({ length: 1000 }, (_, i) => i);
  const sample = sampleOf(values, 100, 7);
  expect(sample).toHaveLength(100);
  expect(sample).toEqual([...sample].toSorted((a, b) => a - b));
  expect(sampleOf(values, 100, 7)).toEqual(sample);
  expect(sampleOf(values, 100, 8)).not.toEqual(sample);
  expect(sampleOf(values, 2000, 7)).toEqual(values);
});

test('paths below a directory are those that are wanted', async () => {
  const paths = await pathsBelow(import.meta.dirname, (path) => path.endsWith('oracle/go.mod'));
  expect(paths).toHaveLength(1);
});
