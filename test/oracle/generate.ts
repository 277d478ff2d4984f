import * as fc from 'fast-check';

/** `count` values of a generator, made in small batches; the same for the same seed. */
export function* seeded<T>(values: fc.Arbitrary<T>, seed: number, count: number): Generator<T> {
  const batch = 500;
  for (let done = 0; done < count; done += batch) {
    const numRuns = Math.min(batch, count - done);
    yield* fc.sample(values, { numRuns, seed: Math.imul(seed, 1_000_003) + done });
  }
}
