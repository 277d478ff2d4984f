import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDockerfileName } from '../src/project/docker-files.ts';
import { buildOracle, hasGo } from '../test/oracle/build.ts';
import type { Measured } from './bench/measured.ts';
import { withBundle } from './bundle.ts';

// `npm run bench -- parse [DIR…]`: bytes that are read a CPU-second, here and by the official parser, over the
// same files in one run, alternating; and what a file costs, parsed and with its shell commands.

const root = fileURLToPath(new URL('..', import.meta.url));
const REPEATS = 3;
/** Files that are read at most. */
const MOST_FILES = 10_000;
/** Bytes a measurement should go over, so that short lists of files are read often enough. */
const ENOUGH = 10_000_000;

interface Theirs {
  readonly bytes: number;
  readonly parse: number;
  readonly instructions: number;
  readonly error?: string;
}

function dockerfilesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isDockerfileName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .toSorted();
}

function ask<T>(command: readonly string[], question: object): T {
  const [program = '', ...args] = command;
  const run = spawnSync(program, args, {
    input: `${JSON.stringify(question)}\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${program} failed: ${run.stderr}`);
  return JSON.parse(run.stdout) as T;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function rate(bytes: number, seconds: readonly number[]): string {
  return `${(bytes / 1e6 / median(seconds)).toFixed(1)} MB a CPU-second`;
}

function print(what: string, value: string): void {
  console.log(`${what.padEnd(34)} ${value}`);
}

function report(
  paths: readonly string[],
  theirs: readonly Theirs[],
  ours: readonly Measured[],
  counted: number,
): void {
  const bytes = theirs[0]?.bytes ?? 0;
  const all = bytes * counted;
  const parse = ours.map((one) => one.parse);
  const each = (values: readonly number[]): string =>
    `${((median(values) * 1000) / counted / paths.length).toFixed(3)} ms`;
  print('files', `${paths.length}, ${bytes} bytes, ${counted} rounds, median of ${REPEATS}`);
  print(
    'official parser',
    rate(
      all,
      theirs.map((one) => one.parse),
    ),
  );
  print(
    'official parser and instructions',
    rate(
      all,
      theirs.map((one) => one.instructions),
    ),
  );
  print('plimsoll (both in one)', rate(all, parse));
  const against = (values: readonly number[]): string =>
    (median(values) / median(parse)).toFixed(2);
  print('ratio to the parser', against(theirs.map((one) => one.parse)));
  print('ratio to both', against(theirs.map((one) => one.instructions)));
  print('a file: parse', each(parse));
  print('a file: stages', each(ours.map((one) => one.stages)));
  print('a file: shell', each(ours.map((one) => one.shell)));
  print('a file: stages and checks', each(ours.map((one) => one.checks)));
  const cold = median(ours.map((one) => one.cold));
  print('all of it once, cold', `${cold.toFixed(2)} CPU-seconds for ${paths.length} files`);
}

/** Runs the comparison over Dockerfiles below directories; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const directories =
    args.length > 0 ? args : ['examples', 'testbed'].map((name) => join(root, name));
  const paths = directories.flatMap(dockerfilesBelow).slice(0, MOST_FILES);
  if (paths.length === 0) {
    console.error(`There is no Dockerfile below ${directories.join(', ')}.`);
    return 2;
  }
  if (!hasGo()) {
    console.error('The official parser is built with Go, and there is no `go` on PATH.');
    return 2;
  }
  const oracle = buildOracle();
  const { bytes, error } = ask<Theirs>([oracle], { do: 'bench', paths, rounds: 1 });
  if (error !== undefined) throw new Error(error);
  const rounds = 1 + Math.max(1, Math.ceil(ENOUGH / Math.max(1, bytes)));
  const theirs: Theirs[] = [];
  const ours: Measured[] = [];
  await withBundle(join(root, 'scripts/bench/measured.ts'), async (bundle) => {
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      theirs.push(ask<Theirs>([oracle], { do: 'bench', paths, rounds }));
      ours.push(ask<Measured>([process.execPath, bundle], { paths, rounds }));
    }
  });
  report(paths, theirs, ours, rounds - 1);
  return 0;
}
