import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isDockerfileName } from '../test/oracle/comparer.ts';
import { pathsBelow, sampleOf } from '../test/oracle/corpus-files.ts';
import type { FuzzWish } from '../test/fuzz/program.ts';
import type { TargetName } from '../test/fuzz/targets.ts';
import { withBundle } from './bundle.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const NAMES: readonly TargetName[] = ['parse', 'edit', 'shell', 'ignore', 'expand', 'check'];

const HELP = `Throws generated, mutated and random texts at plimsoll and looks for exceptions, broken promises,
hangs (20 seconds a case) and more than 500 MB of memory.

  npm run fuzz -- [options]

  --seconds N     how long (default 600)
  --seed N        of the cases (default: from the clock); the same seed gives the same cases
  --only NAME,…   only these: ${NAMES.join(', ')}
  --corpus DIR    also mutate Dockerfiles below this directory (a sample of 1000)
  --file FILE     run one kept text
  --help

A text that fails is made as short as it can be and kept in fuzz-failures/, with the command that repeats it.
Exit status: 0 nothing found, 1 something found, 2 it could not be run.
`;

function numberOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new TypeError(`${text} is not a number`);
  return Number(text);
}

function namesOf(only: string | undefined): readonly TargetName[] {
  if (only === undefined) return NAMES;
  return only.split(',').map((name) => {
    const found = NAMES.find((one) => one === name);
    if (found === undefined) throw new TypeError(`there is no ${name}: ${NAMES.join(', ')}`);
    return found;
  });
}

async function wishOf(args: readonly string[]): Promise<FuzzWish | undefined> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: text,
      seed: text,
      only: text,
      corpus: text,
      file: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  const seed = numberOf(values.seed, Date.now() % 1_000_000);
  const paths =
    values.corpus === undefined ? [] : await pathsBelow(resolve(values.corpus), isDockerfileName);
  return {
    seconds: numberOf(values.seconds, 600),
    seed,
    only: namesOf(values.only),
    corpus: sampleOf(paths, 1000, seed),
    keep: join(root, 'fuzz-failures'),
    ...(values.file === undefined ? {} : { file: resolve(values.file) }),
  };
}

/** Fuzzes as the arguments ask; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let wish: FuzzWish | undefined;
  try {
    wish = await wishOf(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  if (wish === undefined) {
    console.log(HELP);
    return 0;
  }
  return withBundle(join(root, 'test/fuzz/program.ts'), async (bundle) => {
    const { status } = spawnSync(process.execPath, [bundle, JSON.stringify(wish)], {
      stdio: 'inherit',
    });
    return status ?? 2;
  });
}
