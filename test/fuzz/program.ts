import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import { type Sources, caseText, sourcesOf } from './cases.ts';
import { minimise } from './minimise.ts';
import { TARGETS, type TargetName } from './targets.ts';

// The program that `npm run fuzz` bundles and starts. Its main thread only watches: time, memory, and
// a worker that runs one case after the other and is ended when a case takes too long.

/** What is asked for; comes as JSON on the command line. */
export interface FuzzWish {
  readonly seconds: number;
  readonly seed: number;
  readonly only: readonly TargetName[];
  /** Paths of Dockerfiles to mutate beside the project's own. */
  readonly corpus: readonly string[];
  /** One text to run instead, kept by a run that failed. */
  readonly file?: string;
  /** Where texts that fail are kept. */
  readonly keep: string;
}

interface Shared {
  readonly wish: FuzzWish;
  readonly first: number;
  /** Number of the case under way, when it began (Unix milliseconds), cases done. */
  readonly state: Float64Array;
}

interface Tally {
  cases: number;
  /** CPU milliseconds. */
  slowest: number;
  slowestCase: number;
}

type Message =
  | { readonly is: 'failed'; readonly index: number; readonly text: string; readonly why: string }
  | { readonly is: 'tally'; readonly tally: Record<string, Tally> };

/** A case that takes more CPU time hangs: generous, because machines that run tests are slow. */
const SLOWEST_MS = 20_000;
/** The same for time on the wall, on machines that do much else. */
const LONGEST_MS = 300_000;
/** Resident memory of the whole process, Node and the cases' sources included. */
const MOST_BYTES = 500_000_000;
/** A run ends after so many failures. */
const MOST_FAILURES = 10;
const MINIMISE_MS = 10_000;

function targetOf(wish: FuzzWish, index: number): TargetName {
  return wish.only[index % wish.only.length] ?? 'parse';
}

async function whyOf(target: TargetName, text: string): Promise<string | undefined> {
  try {
    await TARGETS[target](text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function readSources(wish: FuzzWish): Sources {
  return sourcesOf(wish.corpus.map((path) => decodeText(readFileSync(path))));
}

function tell(message: Message): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(message);
}

async function work({ wish, first, state }: Shared): Promise<void> {
  const sources = readSources(wish);
  const tally: Record<string, Tally> = {};
  let told = Date.now();
  for (let index = first; ; index++) {
    const target = targetOf(wish, index);
    const text = caseText(target, sources, wish.seed, index);
    state[0] = index;
    state[1] = Date.now();
    const before = process.cpuUsage();
    const why = await whyOf(target, text);
    const used = process.cpuUsage(before);
    const spent = (used.user + used.system) / 1000;
    const own = (tally[target] ??= { cases: 0, slowest: 0, slowestCase: 0 });
    own.cases += 1;
    if (spent > own.slowest) Object.assign(own, { slowest: spent, slowestCase: index });
    if (why !== undefined) {
      const until = performance.now() + MINIMISE_MS;
      const fails = async (shorter: string): Promise<boolean> =>
        (await whyOf(target, shorter)) !== undefined;
      const least = await minimise(text, fails, until);
      tell({ is: 'failed', index, text: least, why: (await whyOf(target, least)) ?? why });
    }
    state[1] = Date.now();
    if (state[1] - told < 500) continue;
    told = state[1];
    tell({ is: 'tally', tally });
  }
}

class Run {
  readonly #wish: FuzzWish;
  readonly #state = new Float64Array(new SharedArrayBuffer(16));
  readonly #totals: Record<string, Tally> = {};
  #tally: Record<string, Tally> = {};
  #worker: Worker | undefined;
  #peak = 0;
  #peakCase = 0;
  #failures = 0;
  /** When the case under way began, and the CPU time used up by then, both in milliseconds. */
  #began = 0;
  #cpuThen = 0;
  #crashed: string | undefined;

  constructor(wish: FuzzWish) {
    this.#wish = wish;
  }

  #start(first: number): void {
    this.#crashed = undefined;
    this.#state[0] = first;
    this.#state[1] = Date.now();
    const shared: Shared = { wish: this.#wish, first, state: this.#state };
    const worker = new Worker(new URL(import.meta.url), {
      workerData: shared,
      resourceLimits: { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 48 },
    });
    worker.on('message', (message: Message) => {
      if (message.is === 'tally') this.#tally = message.tally;
      else this.#fail(message.index, message.why, message.text);
    });
    worker.on('error', (error) => (this.#crashed = error.message));
    this.#worker = worker;
  }

  #fail(index: number, why: string, text?: string): void {
    this.#failures += 1;
    const { seed, keep } = this.#wish;
    const target = targetOf(this.#wish, index);
    const whole = text ?? caseText(target, readSources(this.#wish), seed, index);
    mkdirSync(keep, { recursive: true });
    const path = join(keep, `${target}-${seed}-${index}`);
    writeFileSync(path, encodeText(whole));
    console.log(`FAILED ${target}, case ${index}: ${why}`);
    console.log(
      `  kept (${whole.length} characters); again: npm run fuzz -- --only ${target} --file ${path}`,
    );
  }

  /** What the worker did is kept when another one takes its place. */
  async #next(): Promise<void> {
    const index = this.#state[0] ?? 0;
    await this.#worker?.terminate();
    this.#keepTally();
    this.#start(index + 1);
  }

  #keepTally(): void {
    for (const [target, { cases, slowest, slowestCase }] of Object.entries(this.#tally)) {
      const own = (this.#totals[target] ??= { cases: 0, slowest: 0, slowestCase: 0 });
      own.cases += cases;
      if (slowest > own.slowest) Object.assign(own, { slowest, slowestCase });
    }
    this.#tally = {};
  }

  /** Whether the case under way takes too long; it is told by CPU time, which other programs do not lengthen. */
  #hangs(): boolean {
    const { user, system } = process.cpuUsage();
    const cpu = (user + system) / 1000;
    const began = this.#state[1] ?? 0;
    if (began !== this.#began) [this.#began, this.#cpuThen] = [began, cpu];
    const wall = Date.now() - began;
    return cpu - this.#cpuThen > SLOWEST_MS + MINIMISE_MS || wall > LONGEST_MS;
  }

  #watchMemory(): void {
    const { rss } = process.memoryUsage();
    if (rss <= this.#peak) return;
    this.#peak = rss;
    this.#peakCase = this.#state[0] ?? 0;
  }

  async run(): Promise<number> {
    const end = Date.now() + this.#wish.seconds * 1000;
    this.#start(0);
    while (Date.now() < end && this.#failures < MOST_FAILURES && this.#peak <= MOST_BYTES) {
      await sleep(20);
      this.#watchMemory();
      if (!this.#hangs() && this.#crashed === undefined) continue;
      const seconds = (SLOWEST_MS + MINIMISE_MS) / 1000;
      this.#fail(this.#state[0] ?? 0, this.#crashed ?? `no end after ${seconds} CPU-seconds`);
      await this.#next();
    }
    await this.#worker?.terminate();
    this.#keepTally();
    if (this.#peak > MOST_BYTES) this.#fail(this.#peakCase, 'more than 500 MB of memory');
    this.#report();
    return this.#failures === 0 ? 0 : 1;
  }

  #report(): void {
    let all = 0;
    for (const [target, { cases, slowest, slowestCase }] of Object.entries(this.#totals)) {
      all += cases;
      const most = `slowest ${slowest.toFixed(0)} ms CPU (case ${slowestCase})`;
      console.log(`${target.padEnd(8)} ${String(cases).padStart(9)} cases   ${most}`);
    }
    const memory = `peak memory ${(this.#peak / 1e6).toFixed(0)} MB (case ${this.#peakCase})`;
    console.log(`${all} cases, ${this.#failures} failures, ${memory}, seed ${this.#wish.seed}`);
  }
}

/** Runs one kept text; the exit status is 1 when it fails. */
async function runFile(wish: FuzzWish, path: string): Promise<number> {
  const text = decodeText(readFileSync(path));
  let failures = 0;
  for (const target of wish.only) {
    const before = performance.now();
    const why = await whyOf(target, text);
    if (why !== undefined) failures += 1;
    console.log(
      `${why === undefined ? 'ok    ' : 'FAILED'} ${target} ${(performance.now() - before).toFixed(0)} ms`,
    );
    if (why !== undefined) console.log(why);
  }
  return failures === 0 ? 0 : 1;
}

if (isMainThread) {
  const wish = JSON.parse(process.argv[2] ?? '') as FuzzWish;
  process.exitCode = await (wish.file === undefined
    ? new Run(wish).run()
    : runFile(wish, wish.file));
} else await work(workerData as Shared);
