import type { IgnoreLine } from './ignore-lines.ts';

/** Whether a build passes by an ignored directory, whatever could be taken back in it. */
export type SkipRule = (dir: string) => boolean;

/** The plain beginning of a pattern as github.com/tonistiigi/fsutil takes it. */
function withoutTrailingGlob(pattern: string): string {
  return pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '');
}

/**
 * fsutil's shortcut: while no exception has a wildcard but one `/*` or `/**` at its end, an ignored
 * directory is looked into only when an exception's plain beginning lies in it or is it. By that
 * `!a/*` followed by a level more (as in `!a/*\/**`) takes back less than it says.
 */
export function skipRule(lines: readonly IgnoreLine[]): SkipRule {
  const begins = lines
    .filter((line) => line.exception)
    .map(({ cleaned }) => withoutTrailingGlob(cleaned));
  if (begins.some((begin) => /[*[\]?^\\]/.test(begin))) return () => false;
  const sorted = [...new Set(begins.map((begin) => `${begin}/`))].toSorted(byUnits);
  return (dir) => {
    const wanted = `${dir}/`;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < wanted) low = middle + 1;
      else high = middle;
    }
    return sorted[low]?.startsWith(wanted) !== true;
  };
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
