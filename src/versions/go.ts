import { type VersionScheme, highest } from './scheme.ts';

const VERSION =
  /^(?:go|v)?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:(rc|beta|alpha|-)([0-9A-Za-z.-]*))?$/;

/** Go's own versions (`1.22`, `go1.26.1`, `1.21rc2`) and modules' (`v1.2.3`). A range is a minimum, as in go.mod. */
export const goScheme: VersionScheme = {
  name: 'go',
  valid: (version) => VERSION.test(version),
  compare(a, b) {
    const [left, right] = [parts(a), parts(b)];
    if (left === undefined || right === undefined) {
      return Number(left !== undefined) - Number(right !== undefined);
    }
    for (let index = 0; index < 3; index++) {
      const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return comparePre(left.pre, right.pre);
  },
  satisfies(version, range) {
    return (
      goScheme.valid(version) && goScheme.valid(range) && goScheme.compare(version, range) >= 0
    );
  },
  highestSatisfying: (range, versions) => highest(goScheme, range, versions),
};

function parts(version: string): { numbers: number[]; pre: string } | undefined {
  const match = VERSION.exec(version);
  if (match === null) return undefined;
  const numbers = [match[1], match[2], match[3]].map((part) => Number(part ?? 0));
  return { numbers, pre: match[4] === undefined ? '' : `${match[4]}${match[5] ?? ''}` };
}

/** A pre-release comes before its release; two of them by name, then by number. */
function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a.localeCompare(b, 'en', { numeric: true });
}
