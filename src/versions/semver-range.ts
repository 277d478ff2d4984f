import semver from 'semver';
import { type VersionScheme, highest } from './scheme.ts';

// Ranges come from strangers; the library is linear, but there is no reason to feed it novels.
const LONGEST = 256;

/** npm's versions and ranges (`^20.11`, `18 || 20`, `>=18 <23`, `lts` names excluded). */
export const semverScheme: VersionScheme = {
  name: 'semver',
  valid: (version) => version.length <= LONGEST && semver.valid(version) !== null,
  compare(a, b) {
    const [left, right] = [semver.parse(a), semver.parse(b)];
    if (left === null || right === null) return Number(left !== null) - Number(right !== null);
    return left.compare(right);
  },
  satisfies: (version, range) => range.length <= LONGEST && semver.satisfies(version, range),
  highestSatisfying: (range, versions) => highest(semverScheme, range, versions),
};

/** Whether the text is a range npm understands. */
export function isSemverRange(range: string): boolean {
  return range.length <= LONGEST && semver.validRange(range) !== null;
}
