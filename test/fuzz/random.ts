/** Numbers that look random; the same seed gives the same ones. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to 2³² (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 up to, without, `limit`. */
  below(limit: number): number {
    return limit > 0 ? this.next() % limit : 0;
  }

  /** One of the values. */
  pick<T>(values: readonly [T, ...T[]] | readonly T[]): T | undefined {
    return values[this.below(values.length)];
  }
}

/** A seed for the case `index` of a run. */
export function seedOf(run: number, index: number): number {
  return new Random(Math.imul(run, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)).next();
}
