import { expect } from 'vitest';
import type { Oracle } from '../oracle/client.ts';
import type { Case } from '../oracle/comparer.ts';
import { type Finding, onCases, tallyOf } from '../oracle/run.ts';

/** Characters of a case that a failed test shows. */
const SHOWN = 500;

/** The cases on which we differ from BuildKit; a case that nothing was compared of fails the test. */
export async function unlike(oracle: Oracle, cases: readonly Case[]): Promise<Finding[]> {
  const tally = tallyOf('test');
  const found: Finding[] = [];
  const named = cases.map((one) => [(one.shown ?? '').slice(0, SHOWN), one] as const);
  for await (const finding of onCases(oracle, tally, named)) found.push(finding);
  expect(tally.cases).toBe(cases.length);
  expect(tally.compared).toBeGreaterThan(0);
  return found;
}
