import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SharedMap } from './shared-map.ts';

const step = fc.record({
  from: fc.nat(),
  name: fc.nat(80).map((number) => `N${number}`),
  value: fc.integer(),
  last: fc.boolean(),
});

describe('a map whose versions share what they have in common', () => {
  test('each version is what a copied map would be, later ones leave it alone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const versions = [{ shared: SharedMap.of<number>(new Map()), copied: new Map() }];
        for (const { from, name, value, last } of steps) {
          const before = versions[from % versions.length];
          if (before === undefined) continue;
          const copied = new Map(before.copied);
          if (last) copied.delete(name);
          copied.set(name, value);
          const { shared } = before;
          versions.push({
            copied,
            shared: last ? shared.withLast(name, value) : shared.with(name, value),
          });
        }
        for (const { shared, copied } of versions) {
          expect([...shared]).toEqual([...copied]);
          expect(shared.size).toBe(copied.size);
          for (let number = 0; number <= 80; number++)
            expect(shared.get(`N${number}`)).toBe(copied.get(`N${number}`));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('holds more names than one level of its tree, and names of other versions are not in it', () => {
    const empty = SharedMap.of<number>(new Map());
    let map = empty;
    for (let number = 0; number < 5000; number++) map = map.with(`N${number}`, number);
    expect([...map.values()]).toEqual(Array.from({ length: 5000 }, (_, number) => number));
    const small = empty.with('N4999', 1);
    expect([small.get('N4999'), small.get('N1'), small.has('N31'), small.size]).toEqual([
      1,
      undefined,
      false,
      1,
    ]);
    expect(empty.has('N0')).toBe(false);
  });
});
