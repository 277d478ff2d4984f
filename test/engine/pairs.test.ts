import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { root } from '../helpers/cli.ts';
import { allPairs, shardOf } from '../pairs/all.ts';
import { confirm } from '../pairs/on-engine.ts';
import type { Pair } from '../pairs/types.ts';

/** Each commit confirms one part; `npm run prove:pairs` confirms all of them. */
const SHARDS = 8;

/** Another part for each commit, the same for the same commit. */
function shardOfCommit(): number {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
  return (Number.parseInt(commit.slice(0, 8), 16) % SHARDS) + 1;
}

function basesOf({ broken, mended }: Pair): string[] {
  return [broken, mended].flatMap((text) =>
    resolveStages(parseDockerfile(text)).stages.flatMap(({ base }) =>
      base.kind === 'image' && base.ref !== undefined ? [base.ref] : [],
    ),
  );
}

const asked = new Map<string, boolean>();

function docker(...args: string[]): boolean {
  return spawnSync('docker', args, { timeout: 120_000 }).status === 0;
}

/** Whether an image is here, or can be pulled. */
function isHere(ref: string): boolean {
  const known = asked.get(ref);
  if (known !== undefined) return known;
  const here = docker('image', 'inspect', ref) || docker('pull', '-q', ref);
  asked.set(ref, here);
  return here;
}

const pairs: readonly Pair[] = shardOf(await allPairs(), shardOfCommit(), SHARDS).filter(
  (pair) => pair.unconfirmed === undefined && basesOf(pair).every(isHere),
);

it('there are pairs to confirm in this part', () => {
  expect(pairs.length).toBeGreaterThan(0);
});

describe.each(pairs)('$name', (pair) => {
  it('an engine agrees with both', () => {
    expect(confirm(pair, {})).toEqual([]);
  });
});
