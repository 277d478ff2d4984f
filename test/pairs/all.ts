import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './types.ts';

const FOLDER = import.meta.dirname;

/** Every pair of this folder's `*.pairs.ts`, by file and in its order. */
export async function allPairs(): Promise<Pair[]> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.pairs.ts'))
    .toSorted();
  const sets = await Promise.all(
    files.map((file) => import(join(FOLDER, file)) as Promise<{ pairs: readonly Pair[] }>),
  );
  return sets.flatMap(({ pairs }) => pairs);
}

/** The i-th of n equal parts, i from 1. */
export function shardOf(pairs: readonly Pair[], shard: number, shards: number): Pair[] {
  return pairs.filter((_, index) => index % shards === shard - 1);
}
