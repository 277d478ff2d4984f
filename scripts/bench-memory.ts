import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeText } from '../src/text/bytes.ts';
import { SHAPES, type Shape } from '../test/fuzz/shapes.ts';
import type { Parsed } from './bench/parsed.ts';
import { withBundle } from './bundle.ts';

// `npm run bench -- memory [SHAPE…]`: the most memory that reading a file of 10 MB takes, in a process for each
// of the shapes that could take too much, and its CPU time. Ends with 1 when one needs more than 500 MB.

/** Bytes of a file. */
const SIZE = 10_000_000;
/** Bytes that a process may hold at most, Node's own included. */
const MOST = 500_000_000;

interface Row extends Parsed {
  readonly name: string;
}

/** A file of that shape of about `SIZE` bytes: how many a character has is the shape's affair. */
function fileOf(shape: Shape): Uint8Array {
  const first = encodeText(shape(SIZE));
  return first.length < SIZE * 1.01
    ? first
    : encodeText(shape(Math.floor((SIZE * SIZE) / first.length)));
}

function parsed(bundle: string, path: string): Parsed {
  const run = spawnSync(process.execPath, [bundle, path], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${path} could not be read: ${run.stderr}`);
  return JSON.parse(run.stdout) as Parsed;
}

function print({ name, bytes, seconds, instructions }: Row): void {
  const memory = `${(bytes / 1e6).toFixed(0).padStart(4)} MB`;
  const time = `${seconds.toFixed(2).padStart(6)} CPU-seconds`;
  console.log(
    `${name.padEnd(34)} ${memory} ${time} ${String(instructions).padStart(8)} instructions`,
  );
}

function measureAll(bundle: string, directory: string, names: readonly string[]): Row[] {
  const path = join(directory, 'Dockerfile');
  return names.map((name) => {
    writeFileSync(path, fileOf(SHAPES[name] ?? (() => '')));
    const row = { name, ...parsed(bundle, path) };
    print(row);
    return row;
  });
}

/** Measures the named shapes, else all; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const strange = args.filter((name) => !Object.hasOwn(SHAPES, name));
  if (strange.length > 0) {
    console.error(
      `There is no ${strange.join(', ')}. The shapes are: ${Object.keys(SHAPES).join(', ')}.`,
    );
    return 2;
  }
  const names = args.length > 0 ? args : Object.keys(SHAPES);
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-shapes-'));
  try {
    const entry = fileURLToPath(new URL('bench/parsed.ts', import.meta.url));
    const rows = await withBundle(entry, (bundle) =>
      Promise.resolve(measureAll(bundle, directory, names)),
    );
    const over = rows.filter(({ bytes }) => bytes > MOST);
    console.log(`${rows.length} shapes of ${SIZE / 1e6} MB, ${over.length} over ${MOST / 1e6} MB`);
    return over.length > 0 ? 1 : 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
