import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDockerfileName } from '../src/project/docker-files.ts';
import type { Modelled, Question } from './bench/modelled.ts';
import { withBundle } from './bundle.ts';

// `npm run bench -- model [DIR…]`: CPU milliseconds that the image model takes for a file, warm and cold, and
// whether it is linear in instructions. Fails when an ordinary file costs more than it may.

const root = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 7;
/** Files that are read at most: of more, every so many-th. */
const MOST_FILES = 600;
/** A file is ordinary with at most so many instructions and commands. */
const ORDINARY = 25;
/** What the median of ordinary files may cost, in ms. */
const ALLOWED = 0.3;
/** Files that are read cold, each in a process of its own. */
const COLD = 9;
/** RUN lines of files that are made to see how costs grow. */
const LINES = [100, 500, 1_000, 1_900];

function dockerfilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isDockerfileName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .toSorted();
}

function isOrdinary({ instructions, commands }: Modelled): boolean {
  return instructions <= ORDINARY && commands <= ORDINARY;
}

/** At most `most` of them, from all places alike. */
function sample<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return Array.from(
    { length: Math.min(most, all.length) },
    (_, index) => all[Math.floor(index * step)],
  ).filter((one) => one !== undefined);
}

function ask(bundle: string, question: Question): Modelled[] {
  const run = spawnSync(process.execPath, [bundle], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`Measuring failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as Modelled[];
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function print(what: string, files: readonly Modelled[]): number {
  const values = files.map(({ ms }) => ms);
  const mean = values.reduce((sum, ms) => sum + ms, 0) / Math.max(1, values.length);
  const median = at(values, 0.5);
  const [first, second, third] = [mean, median, at(values, 0.9)].map((ms) => ms.toFixed(3));
  console.log(
    `${what.padEnd(22)} ${String(files.length).padStart(5)} files   mean ${first}   median ${second}   p90 ${third} ms`,
  );
  return median;
}

/** Runs the measurement over Dockerfiles below directories; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const directories =
    args.length > 0 ? args : ['examples', 'testbed'].map((name) => join(root, name));
  const paths = sample(directories.flatMap(dockerfilesBelow), MOST_FILES);
  if (paths.length === 0) {
    console.error(`There is no Dockerfile below ${directories.join(', ')}.`);
    return 2;
  }
  let median = 0;
  await withBundle(join(root, 'scripts/bench/modelled.ts'), async (bundle) => {
    const warm = ask(bundle, { paths, lines: [], rounds: ROUNDS });
    print('all', warm);
    median = print('ordinary', warm.filter(isOrdinary));
    const few = sample(
      paths.filter((_, index) => warm.slice(index, index + 1).some(isOrdinary)),
      COLD,
    );
    print(
      'ordinary, cold',
      few.flatMap((path) => ask(bundle, { paths: [path], lines: [], rounds: 0 })),
    );
    for (const { ms, instructions } of ask(bundle, { paths: [], lines: LINES, rounds: ROUNDS }))
      console.log(
        `${`${instructions} instructions`.padEnd(22)} ${ms.toFixed(1)} ms, ${((ms * 1000) / instructions).toFixed(1)} µs each`,
      );
  });
  console.log(`an ordinary file: ${median.toFixed(3)} ms of at most ${ALLOWED}`);
  return median > ALLOWED ? 1 : 0;
}
