import { parseArgs } from 'node:util';
import { buildOracle } from '../test/oracle/build.ts';
import { type Answering, Oracle } from '../test/oracle/client.ts';
import type { Comparer } from '../test/oracle/comparer.ts';
import { COMPARERS } from '../test/oracle/comparers.ts';
import { pathsBelow, readAll, sampleOf } from '../test/oracle/corpus-files.ts';
import { type Finding, type Tally, onFiles, onGenerated, tallyOf } from '../test/oracle/run.ts';

const HELP = `Holds plimsoll against BuildKit's own code, and its shell model against bash, and prints every
difference.

  npm run corpus -- DIR…            on the files below directories (or single files)
  npm run corpus -- --generate N    on N generated cases of each comparison

  --only NAME,…     only these comparisons (default: all)
  --any             take every file, whatever its name
  --sample N        at most N files of each DIR, chosen by --seed
  --broken N        after each file, N versions of it with some places broken
  --seed N          of generated cases, samples and broken files (default 1)
  --list N          print at most N cases with differences (default 20)
  --format json     one JSON object on standard output
  --help

Comparisons:
${COMPARERS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

Exit status: 0 no difference, 1 differences, 2 it could not be run. BuildKit needs a Go
toolchain; the comparison with bash is skipped where there is no bash.
`;

interface Wanted {
  readonly comparers: readonly Comparer[];
  readonly directories: readonly string[];
  readonly any: boolean;
  readonly sample: number;
  readonly broken: number;
  readonly seed: number;
  readonly generate: number;
  readonly list: number;
  readonly json: boolean;
}

class Misuse extends Error {}

function numberOf(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) throw new Misuse(`--${name} wants a number, not ${text}`);
  return Number(text);
}

function comparersOf(only: string | undefined): readonly Comparer[] {
  if (only === undefined) return COMPARERS;
  return only.split(',').map((name) => {
    const found = COMPARERS.find((one) => one.name === name);
    if (found !== undefined) return found;
    const names = COMPARERS.map((one) => one.name).join(', ');
    throw new Misuse(`there is no comparison ${name}: ${names}`);
  });
}

/** What is asked for; undefined when it is help. @throws Misuse */
function wantedOf(args: readonly string[]): Wanted | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    only: text,
    sample: text,
    broken: text,
    seed: text,
    generate: text,
    list: text,
    format: text,
    any: flag,
    help: flag,
  };
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help === true) return undefined;
  const generate = numberOf('generate', values.generate, 0);
  if (positionals.length === 0 && generate === 0)
    throw new Misuse('name a directory, or --generate');
  if (values.format !== undefined && values.format !== 'json')
    throw new Misuse(`there is no format ${values.format}: json`);
  return {
    comparers: comparersOf(values.only),
    directories: positionals,
    any: values.any ?? false,
    sample: numberOf('sample', values.sample, Number.POSITIVE_INFINITY),
    broken: numberOf('broken', values.broken, 0),
    seed: numberOf('seed', values.seed, 1),
    generate,
    list: numberOf('list', values.list, 20),
    json: values.format === 'json',
  };
}

async function filesFor(comparer: Comparer, wanted: Wanted): Promise<readonly string[]> {
  if (comparer.ofFile === undefined) return [];
  const { any, directories, sample, seed } = wanted;
  const takes = (path: string): boolean => any || comparer.takes?.(path) === true;
  const found = await Promise.all(
    directories.map(async (directory) =>
      sampleOf(await pathsBelow(directory, takes), sample, seed),
    ),
  );
  return found.flat();
}

/** Counts on standard error while it runs, when someone is watching. */
function progressOf(tally: Tally, total: number): () => void {
  if (!process.stderr.isTTY) return () => {};
  const timer = setInterval(() => {
    process.stderr.write(
      `\r\u001b[K${tally.comparer}: ${tally.cases} of ${total} cases, ${tally.different} differ`,
    );
  }, 250);
  return () => {
    clearInterval(timer);
    process.stderr.write('\r\u001b[K');
  };
}

function shown({ comparer, where, differences }: Finding, other: string): string {
  const label = other.padEnd('plimsoll'.length);
  const lines = differences.map(
    ({ what, ours, theirs }) => `  ${what}\n    plimsoll ${ours}\n    ${label} ${theirs}`,
  );
  return `${comparer}: ${where}\n${lines.join('\n')}`;
}

function summary({ comparer, cases, compared, different, panics }: Tally): string {
  const broken = panics > 0 ? ` (BuildKit breaks down on ${panics})` : '';
  return `${comparer}: ${cases} cases${broken}, ${compared} comparisons, ${different} cases differ`;
}

async function compare(
  oracle: Answering,
  comparer: Comparer,
  wanted: Wanted,
  found: (finding: Finding) => void,
): Promise<Tally> {
  const tally = tallyOf(comparer.name);
  const paths = await filesFor(comparer, wanted);
  const generated = comparer.generate === undefined ? 0 : wanted.generate;
  const files = readAll(paths, wanted.broken, wanted.seed);
  const stop = progressOf(tally, paths.length * (1 + wanted.broken) + generated);
  try {
    for await (const one of onFiles(oracle, comparer, tally, files)) found(one);
    for await (const one of onGenerated(oracle, comparer, tally, wanted.seed, generated))
      found(one);
  } finally {
    stop();
  }
  return tally;
}

/** What the comparisons ask, each started when it is first wanted. */
class Sides {
  #oracle: Oracle | undefined;
  readonly #others: Answering[] = [];

  /** Undefined where the program is not on PATH. @throws Error when BuildKit's side does not build. */
  of({ against }: Comparer): Answering | undefined {
    if (against === undefined) return (this.#oracle ??= new Oracle(buildOracle()));
    const other = against.start();
    if (other !== undefined) this.#others.push(other);
    return other;
  }

  async close(): Promise<void> {
    await this.#oracle?.close();
    for (const other of this.#others) await other.close();
  }
}

async function run(wanted: Wanted, sides: Sides): Promise<number> {
  const listed: Finding[] = [];
  const tallies: (Tally & { note?: string })[] = [];
  let skipped = 0;
  for (const comparer of wanted.comparers) {
    const other = comparer.against?.name ?? 'BuildKit';
    const side = sides.of(comparer);
    if (side === undefined) {
      skipped += 1;
      console.error(`${comparer.name}: skipped, there is no ${other} on PATH`);
      continue;
    }
    const tally = await compare(side, comparer, wanted, (finding) => {
      if (listed.length >= wanted.list) return;
      listed.push(finding);
      if (!wanted.json) console.log(shown(finding, other));
    });
    if (tally.cases === 0) continue;
    const note = comparer.note?.();
    tallies.push({ ...tally, ...(note === undefined ? {} : { note }) });
    if (!wanted.json) console.log(summary(tally) + (note === undefined ? '' : `\n  ${note}`));
  }
  const schema = 'plimsoll/corpus/1';
  if (wanted.json) console.log(JSON.stringify({ schema, tallies, findings: listed }, undefined, 2));
  if (tallies.length === 0 && skipped === 0) throw new Misuse('no file to compare there');
  if (tallies.length === 0) return 2;
  return tallies.some(({ different }) => different > 0) ? 1 : 0;
}

/** `npm run corpus`. Returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const sides = new Sides();
  try {
    const wanted = wantedOf(args);
    if (wanted !== undefined) return await run(wanted, sides);
    console.log(HELP);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  } finally {
    await sides.close();
  }
}
