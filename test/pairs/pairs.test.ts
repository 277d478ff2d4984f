import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/findings/check-result.ts';
import { type MemoryFile, memoryHost } from '../../src/host/memory.ts';
import type { ExampleFiles } from '../../src/rules/example.ts';
import { check } from '../../src/workflow/check.ts';
import { allPairs } from './all.ts';
import type { Pair } from './types.ts';

const DATE = Date.UTC(2026, 10, 22);
const pairs: readonly Pair[] = await allPairs();

/** What `plimsoll check` says of a repository that holds this Dockerfile and these files. */
async function checked(
  pair: Pair,
  dockerfile: string,
  files: ExampleFiles = {},
): Promise<CheckResult> {
  const disk: Record<string, MemoryFile> = {
    '/repo/.git/HEAD': 'ref: refs/heads/main\n',
    '/repo/Dockerfile': dockerfile,
  };
  for (const [path, content] of Object.entries(files)) {
    const mode = pair.executable?.includes(path) === true ? 0o755 : 0o644;
    disk[`/repo/${path}`] = {
      content: typeof content === 'number' ? 'x'.repeat(content) : content,
      mode,
    };
  }
  const options = { buildArgs: pair.buildArgs ?? {}, date: DATE, all: false };
  return check(memoryHost(disk, { cwd: '/repo' }), ['Dockerfile'], options);
}

/** Rule and line of what is said about correctness. */
function correctness({ findings }: CheckResult): { rule: string; line: number }[] {
  return findings
    .filter(({ category }) => category === 'correctness')
    .map(({ rule, line }) => ({ rule, line }));
}

it('there are pairs, and each has a name of its own', () => {
  expect(pairs.length).toBeGreaterThan(0);
  expect(new Set(pairs.map(({ name }) => name)).size).toBe(pairs.length);
});

describe.each(pairs)('$name', (pair) => {
  it('the broken one is found, at its line', async () => {
    const result = await checked(pair, pair.broken, pair.files);
    expect(correctness(result)).toEqual([{ rule: pair.rule, line: pair.line }]);
  });

  it('the mended one is left alone', async () => {
    const result = await checked(pair, pair.mended, pair.mendedFiles ?? pair.files);
    expect(correctness(result)).toEqual([]);
  });
});
