import { expect, it } from 'vitest';
import { goScheme } from './go.ts';
import { pep440Scheme } from './pep440.ts';
import { isSemverRange, semverScheme } from './semver-range.ts';

it('finds the highest npm version in a range', () => {
  const lines = ['18.20.8', '20.20.2', '22.23.2', '24.19.0'];
  expect(semverScheme.highestSatisfying('>=18 <23', lines)).toBe('22.23.2');
  expect(semverScheme.highestSatisfying('^20.11 || 18', lines)).toBe('20.20.2');
  expect(semverScheme.highestSatisfying('26', lines)).toBeUndefined();
  expect(semverScheme.highestSatisfying('not a range', lines)).toBeUndefined();
  expect(isSemverRange('>='.repeat(10_000))).toBe(false);
});

it('finds the highest Python version in a specifier', () => {
  const lines = ['3.9.25', '3.11.14', '3.12.12', '3.13.9'];
  expect(pep440Scheme.highestSatisfying('>=3.9,<3.13', lines)).toBe('3.12.12');
  expect(pep440Scheme.highestSatisfying('~=3.11', lines)).toBe('3.13.9');
  expect(pep440Scheme.highestSatisfying('==3.11.*', lines)).toBe('3.11.14');
  expect(pep440Scheme.highestSatisfying('nonsense', lines)).toBeUndefined();
  expect(pep440Scheme.compare('3.9', '3.10')).toBeLessThan(0);
});

it('orders Go versions', () => {
  const versions = ['1.22', 'go1.26.1', '1.21rc2', '1.21', '1.26'];
  expect(versions.toSorted(goScheme.compare)).toEqual([
    '1.21rc2',
    '1.21',
    '1.22',
    '1.26',
    'go1.26.1',
  ]);
  expect(goScheme.compare('v0.0.0-20240102-abc', 'v0.0.0')).toBeLessThan(0);
  expect(goScheme.valid('latest')).toBe(false);
  expect(goScheme.highestSatisfying('1.22', versions)).toBe('go1.26.1');
});
