import { compare, satisfies, valid, validRange } from '@renovatebot/pep440';
import { type VersionScheme, highest } from './scheme.ts';

const LONGEST = 256;

/** Python's versions and specifiers (`>=3.9,<3.13`, `~=3.11`, `==3.12.*`). */
export const pep440Scheme: VersionScheme = {
  name: 'pep440',
  valid: (version) => version.length <= LONGEST && valid(version) !== null,
  compare(a, b) {
    const [left, right] = [valid(a) !== null, valid(b) !== null];
    return left && right ? compare(a, b) : Number(left) - Number(right);
  },
  satisfies(version, range) {
    if (range.length > LONGEST || valid(version) === null || !validRange(range)) return false;
    return satisfies(version, range);
  },
  highestSatisfying: (range, versions) => highest(pep440Scheme, range, versions),
};
