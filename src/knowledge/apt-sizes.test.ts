import { describe, expect, it } from 'vitest';
import { APT_SIZES } from './apt-sizes-data.ts';
import { aptSize } from './apt-sizes.ts';

describe('apt sizes', () => {
  // Bytes of the packages that `apt-get -s install` of Debian 12 named, by their Installed-Size.
  it.each([
    ['acl', 220e3],
    ['build-essential', 323e6],
    ['curl', 12e6],
    ['git', 109e6],
  ])('%s', (name, bytes) => {
    const size = aptSize(name);
    expect(size?.low).toBeLessThanOrEqual(bytes * 1.05);
    expect(size?.high).toBeGreaterThanOrEqual(bytes * 0.95);
  });

  it('takes names as they are written, and only those', () => {
    expect(aptSize('curl=7.88.*')).toEqual(aptSize('curl'));
    expect(aptSize('gcc:amd64')).toEqual(aptSize('gcc'));
    expect(aptSize('no-such-package')).toBeUndefined();
    expect(aptSize('constructor')).toBeUndefined();
  });

  it('never takes less with recommends', () => {
    for (const name of Object.keys(APT_SIZES)) {
      expect(aptSize(name, true)?.high).toBeGreaterThanOrEqual(aptSize(name)?.high ?? 0);
    }
    expect(aptSize('git', true)?.low).toBeGreaterThan(aptSize('git')?.low ?? 0);
  });
});
