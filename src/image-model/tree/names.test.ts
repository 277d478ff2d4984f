import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Names } from './names.ts';
import type { Node } from './node.ts';

function node(what: number): Node {
  const origin = { by: 'command' as const, what: String(what) };
  return {
    is: 'yes',
    entry: undefined,
    origin,
    stamp: what,
    children: undefined,
    complete: true,
    owner: undefined,
  };
}

const KEYS = Array.from({ length: 60 }, (_, index) => `n${index}`);
const sets = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.nat(9)), { maxLength: 90 });
type Sets = readonly (readonly [string, number])[];

function put(names: { set(name: string, one: Node): unknown }, all: Sets): void {
  for (const [name, what] of all) names.set(name, node(what));
}

const listed = (names: Iterable<readonly [string, Node]>): unknown[] =>
  [...names].map(([name, { stamp }]) => [name, stamp]);

test('copies are what copies of a Map are, in its order', () => {
  fc.assert(
    fc.property(sets, sets, sets, (first, second, third) => {
      const [names, map] = [new Names(), new Map<string, Node>()];
      put(names, first);
      put(map, first);
      const [copy, other] = [names.copy(), new Map(map)];
      put(copy, second);
      put(other, second);
      put(names, third);
      put(map, third);
      expect(listed(names)).toEqual(listed(map));
      expect(listed(copy)).toEqual(listed(other));
      expect(KEYS.map((key) => copy.get(key)?.stamp)).toEqual(
        KEYS.map((key) => other.get(key)?.stamp),
      );
      expect(KEYS.map((key) => copy.has(key))).toEqual(KEYS.map((key) => other.has(key)));
    }),
  );
});

test('every name that changed is among the changed ones', () => {
  fc.assert(
    fc.property(sets, sets, sets, (first, second, third) => {
      const before = new Names();
      put(before, first);
      const after = before.copy();
      put(after, second);
      put(before, third);
      const told = new Set([...after.changedSince(before)].map(([name]) => name));
      const changed = [...after].filter(([name, one]) => before.get(name) !== one);
      expect(changed.filter(([name]) => !told.has(name))).toEqual([]);
    }),
  );
});

test('what both share is joined as if it had been looked at', () => {
  fc.assert(
    fc.property(sets, sets, sets, (first, second, third) => {
      const base = new Names();
      put(base, first);
      const [a, b] = [base.copy(), base.copy()];
      put(a, second);
      put(b, third);
      const joined = a.joinedWith(
        b,
        (mine, others) => (mine === others ? mine : node(mine.stamp * 10 + others.stamp)),
        (one, isMine) => node(one.stamp + (isMine ? 1_000 : 2_000)),
      );
      const told = KEYS.map((key) => joined.get(key)?.stamp);
      const expected = KEYS.map((key) => {
        const [mine, others] = [a.get(key), b.get(key)];
        if (mine === undefined) return others && others.stamp + 2_000;
        if (others === undefined) return mine.stamp + 1_000;
        return mine === others ? mine.stamp : mine.stamp * 10 + others.stamp;
      });
      expect(told).toEqual(expected);
    }),
  );
});
