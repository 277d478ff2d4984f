import { describe, expect, it } from 'vitest';
import { once, withRest } from './lazily.ts';

interface Ship {
  readonly name: string;
  readonly masts: number;
  readonly flag?: string;
}

function ship(): { made: () => number; lazy: Ship } {
  let made = 0;
  const lazy = withRest<Ship>({ name: 'Argo' }, () => {
    made += 1;
    return { name: 'Argo', masts: 1 };
  });
  return { made: () => made, lazy };
}

describe('withRest', () => {
  it('answers what is known without making anything', () => {
    const { made, lazy } = ship();
    expect(lazy.name).toBe('Argo');
    expect('name' in lazy).toBe(true);
    expect(made()).toBe(0);
  });

  it('makes the rest once', () => {
    const { made, lazy } = ship();
    expect([lazy.masts, lazy.flag, 'flag' in lazy]).toEqual([1, undefined, false]);
    expect(made()).toBe(1);
  });

  it('looks like the whole, and cannot be changed', () => {
    const { lazy } = ship();
    expect(lazy).toEqual({ name: 'Argo', masts: 1 });
    expect({ ...lazy, masts: 2 }).toEqual({ name: 'Argo', masts: 2 });
    expect(JSON.stringify(lazy)).toBe('{"name":"Argo","masts":1}');
    expect(Reflect.set(lazy, 'masts', 3)).toBe(false);
  });
});

describe('once', () => {
  it('asks a single time, also when the answer is nothing', () => {
    let asked = 0;
    const answer = once(() => void (asked += 1));
    expect([answer(), answer(), asked]).toEqual([undefined, undefined, 1]);
  });
});
