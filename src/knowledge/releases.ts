import { type Cycle, cyclesOf } from './end-of-life.ts';

type Language = 'node' | 'python' | 'go';

/** A line of a language's releases; dates are ISO days. */
export interface ReleaseLine {
  readonly line: string;
  /** Undefined: no date is set. */
  readonly endOfLife?: string;
  /** When it becomes (or became) the line to start new things on. */
  readonly recommendedFrom: string;
}

function linesOf(product: string, accepts: (cycle: Cycle) => boolean): readonly ReleaseLine[] {
  return cyclesOf(product)
    .filter(accepts)
    .map(({ cycle, end, lts, release }) => ({
      line: cycle,
      ...(end === undefined ? {} : { endOfLife: end }),
      recommendedFrom: lts ?? release,
    }));
}

/** Newest first. Odd Node lines never become LTS and are left out, and so is Python 2. */
export const RELEASES: Readonly<Record<Language, readonly ReleaseLine[]>> = {
  node: linesOf('node', ({ lts }) => lts !== undefined),
  python: linesOf('python', ({ cycle }) => !cycle.startsWith('2')),
  go: linesOf('golang', () => true),
};

/** Node lines and Debian releases Google builds distroless images for. */
export const DISTROLESS_NODE: readonly { readonly line: string; readonly debian: 12 | 13 }[] = [
  { line: '26', debian: 13 },
  { line: '24', debian: 13 },
  { line: '22', debian: 13 },
  { line: '22', debian: 12 },
  { line: '20', debian: 12 },
];

/**
 * The line to use when nothing in the project names one: the newest that is
 * recommended and not at its end on that day.
 * @param date milliseconds since the epoch
 */
export function recommendedLine(language: Language, date: number): string {
  const lines = RELEASES[language];
  const fit = lines.find(
    (one) => Date.parse(one.recommendedFrom) <= date && !(Date.parse(one.endOfLife ?? '') < date),
  );
  return (fit ?? lines[0])?.line ?? '';
}

/** Whether a line has reached its end on that day; undefined when the line is not known. */
export function isEnded(language: Language, line: string, date: number): boolean | undefined {
  const record = RELEASES[language].find((one) => one.line === line);
  return record && Date.parse(record.endOfLife ?? '') < date;
}
