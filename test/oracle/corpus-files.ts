import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import type { GivenFile } from './comparer.ts';
import { mutated } from './generate-dockerfile.ts';
import { seeded } from './generate.ts';

/** Paths of the files below a directory that are wanted, sorted; links are not followed. A file is itself. */
export async function pathsBelow(
  top: string,
  wanted: (path: string) => boolean,
): Promise<string[]> {
  if ((await stat(top)).isFile()) return [top];
  const found: string[] = [];
  const visit = async (directory: string): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile() && wanted(path)) found.push(path);
    }
  };
  await visit(top);
  return found;
}

/** A sample of at most `count` of the values in their order; the same for the same seed. */
export function sampleOf<T>(values: readonly T[], count: number, seed: number): readonly T[] {
  if (values.length <= count) return values;
  const picked: T[] = [];
  let state = seed >>> 0;
  for (const [i, value] of values.entries()) {
    // A linear congruential step (Numerical Recipes); each value is taken with what is left of its chance.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const chance = (count - picked.length) / (values.length - i);
    if (state / 2 ** 32 < chance) picked.push(value);
  }
  return picked;
}

/** Reads files one after the other, each followed by `broken` versions of it; the same for the same seed. */
export async function* readAll(
  paths: readonly string[],
  broken: number,
  seed: number,
): AsyncGenerator<GivenFile> {
  for (const [i, path] of paths.entries()) {
    const bytes = await readFile(path);
    yield { path, bytes };
    if (broken === 0) continue;
    const texts = seeded(mutated(fc.constant(decodeText(bytes))), seed + i, broken);
    for (const text of texts)
      yield { path: `${path}: ${JSON.stringify(text)}`, bytes: encodeText(text) };
  }
}
