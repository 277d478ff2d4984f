import { type Oracle, type Trouble, isTrouble } from './client.ts';
import { type Case, type Comparer, type Difference, type GivenFile, Held } from './comparer.ts';

// Runs comparisons as a stream: a bounded number of cases is under way at any time.

/** A case on which plimsoll and BuildKit differ: the file's path, or the generated case itself. */
export interface Finding {
  readonly comparer: string;
  readonly where: string;
  readonly differences: readonly Difference[];
}

/** What came of one comparison. */
export interface Tally {
  readonly comparer: string;
  /** Files or generated cases. */
  cases: number;
  /** Single values that were compared. */
  compared: number;
  /** Cases with at least one difference. */
  different: number;
  /** Cases of which the oracle could say nothing because BuildKit itself broke down. */
  panics: number;
}

interface Open {
  readonly one: Case;
  readonly where: string;
  readonly answer: Promise<object | Trouble>;
}

/** Cases that may wait for the oracle while ours are judged. */
const OPEN = 32;

function judge(tally: Tally, { one, where }: Open, answer: object | Trouble): Finding | undefined {
  const held = new Held();
  try {
    one.judge(answer, held);
  } catch (error) {
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    held.differences.push({ what: 'an exception', ours: shown, theirs: 'none' });
  }
  tally.cases += 1;
  tally.compared += held.compared;
  if (isTrouble(answer) && answer.error.startsWith('panic')) tally.panics += 1;
  if (held.differences.length === 0) return undefined;
  tally.different += 1;
  return { comparer: tally.comparer, where, differences: held.differences };
}

/** Asks and judges all cases; yields the ones that differ, and counts in the tally. */
export async function* onCases(
  oracle: Pick<Oracle, 'ask'>,
  tally: Tally,
  cases: Iterable<readonly [where: string, one: Case]> | AsyncIterable<readonly [string, Case]>,
): AsyncGenerator<Finding> {
  const open: Open[] = [];
  const settle = async (next: Open): Promise<Finding | undefined> =>
    judge(tally, next, await next.answer);
  for await (const [where, one] of cases) {
    const answer = oracle.ask<object>(one.request);
    answer.catch(() => {}); // Heard when its turn comes.
    open.push({ one, where, answer });
    const first = open.length >= OPEN ? open.shift() : undefined;
    const finding = first && (await settle(first));
    if (finding !== undefined) yield finding;
  }
  for (const next of open) {
    const finding = await settle(next);
    if (finding !== undefined) yield finding;
  }
}

/** An empty tally. */
export function tallyOf(comparer: string): Tally {
  return { comparer, cases: 0, compared: 0, different: 0, panics: 0 };
}

/** Holds one comparison on files; yields the cases that differ. */
export function onFiles(
  oracle: Pick<Oracle, 'ask'>,
  comparer: Comparer,
  tally: Tally,
  files: AsyncIterable<GivenFile>,
): AsyncGenerator<Finding> {
  async function* cases(): AsyncGenerator<readonly [string, Case]> {
    for await (const file of files) {
      for (const one of comparer.ofFile?.(file) ?? []) {
        yield [one.shown === undefined ? file.path : `${file.path}: ${one.shown}`, one];
      }
    }
  }
  return onCases(oracle, tally, cases());
}

/** Holds one comparison on generated cases; yields those that differ. */
export function onGenerated(
  oracle: Pick<Oracle, 'ask'>,
  comparer: Comparer,
  tally: Tally,
  seed: number,
  count: number,
): AsyncGenerator<Finding> {
  function* cases(): Generator<readonly [string, Case]> {
    for (const one of comparer.generate?.(seed, count) ?? []) yield [one.shown ?? '', one];
  }
  return onCases(oracle, tally, cases());
}
