import { describe, expect, it } from 'vitest';
import { cycleOf, dayOf, lifeOf, newestWithin, supported, supportedLts } from './end-of-life.ts';

const DAY = '2026-11-22';
const names = (cycles: readonly { cycle: string }[]): string[] => cycles.map(({ cycle }) => cycle);

function from(least: number): (cycle: { cycle: string }) => boolean {
  return ({ cycle }) => Number(cycle) >= least;
}

describe('end of life', () => {
  it('finds the cycle of a version, also by codename', () => {
    expect(cycleOf('node', '22.23.3')?.cycle).toBe('22');
    expect(cycleOf('python', '3.1')?.cycle).not.toBe('3.12');
    expect(cycleOf('python', '3.12.1')?.cycle).toBe('3.12');
    expect(cycleOf('debian', 'bookworm')?.cycle).toBe('12');
    expect(cycleOf('ubuntu', 'noble')?.cycle).toBe('24.04');
    expect(cycleOf('nonsense', '1')).toBeUndefined();
    expect(cycleOf('constructor', '1')).toBeUndefined();
  });

  it.each([
    ['node', '22', 'supported'],
    ['node', '20.20.2', 'ended'],
    ['debian', '12', 'extended'],
    ['debian', '13', 'supported'],
    ['golang', '1.27', 'supported'],
    ['golang', '1.25', 'ended'],
    ['alpine', '3.21', 'ended'],
  ])('%s %s is %s', (product, version, state) => {
    expect(lifeOf(product, version, DAY)?.state).toBe(state);
  });

  it('depends on the day', () => {
    expect(lifeOf('node', '22', '2027-05-01')?.state).toBe('ended');
    expect(lifeOf('node', '22', '2027-04-30')?.state).toBe('supported');
    expect(lifeOf('node', '26', '2026-01-01')?.state).toBe('coming');
    expect(names(supportedLts('node', DAY))).toEqual(['26', '24', '22']);
    expect(names(supportedLts('node', '2026-09-01'))).toEqual(['24', '22']);
    expect(dayOf(Date.UTC(2026, 10, 22, 23, 59))).toBe(DAY);
  });

  it('chooses a version within a requirement', () => {
    expect(newestWithin('node', from(18), '2026-09-01')?.cycle).toBe('24');
    expect(newestWithin('node', from(25), '2026-09-01')?.cycle).toBe('26');
    expect(newestWithin('node', ({ cycle }) => cycle === '18', DAY)?.cycle).toBe('18');
    expect(newestWithin('node', from(99), DAY)).toBeUndefined();
    expect(newestWithin('python', () => true, DAY)?.cycle).toBe('3.14');
    expect(names(supported('python', DAY)).at(-1)).toBe('3.11');
  });
});
