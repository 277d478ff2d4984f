import { array, assert, json, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, hasNoise, templateOf } from './template.ts';

describe('templates', () => {
  it('fit everything they were made of', () => {
    assert(
      property(array(string(), { minLength: 1, maxLength: 4 }), (bodies) => {
        const template = templateOf(bodies);
        expect(bodies.filter((body) => !fits(template, body))).toEqual([]);
      }),
    );
    assert(
      property(array(json(), { minLength: 1, maxLength: 4 }), (bodies) => {
        const template = templateOf(bodies);
        expect(bodies.filter((body) => !fits(template, body))).toEqual([]);
      }),
    );
  });

  it('of one body fit nothing else', () => {
    assert(
      property(string(), string(), (one, other) => {
        const template = templateOf([one]);
        expect(hasNoise(template)).toBe(false);
        expect(fits(template, other)).toBe(one === other || sameJson(one, other));
      }),
    );
  });

  it('are not fooled by names every object has', () => {
    expect(fits(templateOf(['{"a":1}']), '{"a":1,"__proto__":2}')).toBe(false);
    expect(fits(templateOf(['{"constructor":1}']), '{}')).toBe(false);
  });
});

function sameJson(one: string, other: string): boolean {
  try {
    const [a, b] = [JSON.parse(one) as unknown, JSON.parse(other) as unknown];
    return typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b);
  } catch {
    return false;
  }
}
