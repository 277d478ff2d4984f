/** How a number is known, strongest first. */
export type Basis = 'measured' | 'exact' | 'typical' | 'unknown';

/** A number of file bytes as an interval. `unknown` has `low` 0 and `high` Infinity unless something is known. */
export interface Bytes {
  readonly low: number;
  readonly high: number;
  readonly basis: Basis;
}

const ORDER: readonly Basis[] = ['measured', 'exact', 'typical', 'unknown'];

export const NO_BYTES: Bytes = { low: 0, high: 0, basis: 'exact' };
export const UNKNOWN_BYTES: Bytes = { low: 0, high: Number.POSITIVE_INFINITY, basis: 'unknown' };

export function exactly(bytes: number): Bytes {
  return { low: bytes, high: bytes, basis: 'exact' };
}

export function measured(bytes: number): Bytes {
  return { low: bytes, high: bytes, basis: 'measured' };
}

/** A typical size with a spread, e.g. `typically(75e6, 0.2)` is 60–90 MB. */
export function typically(bytes: number, spread = 0.2): Bytes {
  return { low: bytes * (1 - spread), high: bytes * (1 + spread), basis: 'typical' };
}

/** Adds both ends; the weakest basis wins. */
export function addBytes(...all: readonly Bytes[]): Bytes {
  let [low, high, worst] = [0, 0, 0];
  for (const one of all) {
    low += one.low;
    high += one.high;
    worst = Math.max(worst, ORDER.indexOf(one.basis));
  }
  return { low, high, basis: all.length === 0 ? 'exact' : (ORDER[worst] ?? 'unknown') };
}
