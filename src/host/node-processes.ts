import { type ChildProcess, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import { type LineSplitter, splitLines } from './lines.ts';
import { type Tail, keepTail } from './tail.ts';
import type { RunOptions, RunResult } from './types.ts';
import { HostError } from './types.ts';

const DEFAULT_KEEP = 16 << 20;
/** Milliseconds between asking a process group to end and killing it. */
const GRACE = 2000;
/** Milliseconds of silence after which an ended program's left children no longer hold us up. */
const LINGER = 1000;

/** Groups that run now: when we leave, they are told to. */
const running = new Set<number>();

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // Already gone.
  }
}

function endAll(): void {
  for (const pid of running) signalGroup(pid, 'SIGTERM');
}

function track(pid: number): void {
  if (running.size === 0) process.once('exit', endAll);
  running.add(pid);
}

function untrack(pid: number): void {
  running.delete(pid);
  if (running.size === 0) process.off('exit', endAll);
}

/** What one running program has said and how it ended. */
interface Watch {
  readonly child: ChildProcess;
  readonly options: RunOptions;
  readonly stdout: Tail;
  readonly stderr: Tail;
  readonly started: number;
  timedOut: boolean;
  ending: boolean;
  /** The taker of stdout is at work on a chunk. */
  busy: boolean;
  /** Milliseconds of the last sign of life. */
  heard: number;
  failure?: unknown;
}

function start(program: string, args: readonly string[], options: RunOptions): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(options.env ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return spawn(program, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
}

/** Asks the whole group to end, and kills what has not after a short grace. */
function end(watch: Watch): void {
  const pid = watch.child.pid;
  if (watch.ending || pid === undefined) return;
  watch.ending = true;
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
    release(watch.child);
  }, GRACE);
  watch.child.once('close', () => clearTimeout(timer));
}

/** Stops listening to pipes that a stray child may hold open for ever. */
function release(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

function fail(watch: Watch, failure: unknown): void {
  watch.failure ??= failure;
  end(watch);
}

/** Hands chunks over at the taker's pace: nothing is read while it is busy, so that the program waits. */
async function handOver(
  watch: Watch,
  stream: Readable,
  take: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> {
  try {
    for await (const chunk of stream) {
      watch.busy = true;
      await take(chunk as Uint8Array);
      watch.heard = performance.now();
      watch.busy = false;
    }
  } catch (error) {
    // A stream that we cut off ourselves is no failure of the taker.
    if (!stream.destroyed || watch.busy) fail(watch, error);
  } finally {
    watch.busy = false;
  }
}

/** Keeps a stream's end and cuts it into lines. */
function listen(watch: Watch, name: 'stdout' | 'stderr'): void {
  const { onLine } = watch.options;
  const lines: LineSplitter | undefined = onLine && splitLines((line) => onLine(line, name));
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      fail(watch, error);
    }
  };
  const stream = watch.child[name];
  stream?.on('data', (chunk: Buffer) => {
    watch.heard = performance.now();
    watch[name].push(chunk);
    attempt(() => lines?.push(chunk));
  });
  stream?.on('end', () => attempt(() => lines?.end()));
  stream?.on('error', (error) => fail(watch, error));
}

/** After the program itself has ended: does not wait for children that keep its pipes silently open. */
function stopLingering(watch: Watch): void {
  watch.heard = performance.now();
  const timer = setInterval(() => {
    if (watch.busy) watch.heard = performance.now();
    if (performance.now() - watch.heard >= LINGER) release(watch.child);
  }, LINGER / 4);
  watch.child.once('close', () => clearInterval(timer));
}

function settle(watch: Watch, code: number | null, signal: string | null): RunResult {
  if (watch.failure !== undefined) throw watch.failure;
  return {
    code,
    signal,
    stdout: watch.stdout.text(),
    stderr: watch.stderr.text(),
    timedOut: watch.timedOut,
    seconds: (performance.now() - watch.started) / 1000,
  };
}

function supervise(watch: Watch, handed: Promise<void> | void): Promise<RunResult> {
  const { child, options } = watch;
  const { timeout, signal } = options;
  const onAbort = (): void => end(watch);
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => {
          watch.timedOut = true;
          end(watch);
        }, timeout);
  signal?.addEventListener('abort', onAbort, { once: true });
  return new Promise<RunResult>((resolve, reject) => {
    child.once('error', (error) => reject(cannotStart(child.spawnfile, error)));
    child.once('exit', () => stopLingering(watch));
    child.once('close', (code: number | null, by: string | null) => {
      if (watch.ending && child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      resolve(Promise.resolve(handed).then(() => settle(watch, code, by)));
    });
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    if (child.pid !== undefined) untrack(child.pid);
  });
}

function cannotStart(program: string, error: NodeJS.ErrnoException): HostError {
  return new HostError(error.code ?? 'EIO', program, `cannot start ${program}: ${error.message}`);
}

/** Runs a program of this machine: `Processes.run`. */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  if (!isAbsolute(program)) {
    throw new HostError('EINVAL', program, `not an absolute path: ${program}`);
  }
  if (options.signal?.aborted) return notStarted();
  const child = start(program, args, options);
  const keep = options.keep ?? DEFAULT_KEEP;
  const now = performance.now();
  const watch: Watch = {
    child,
    options,
    stdout: keepTail(keep),
    stderr: keepTail(keep),
    started: now,
    heard: now,
    timedOut: false,
    ending: false,
    busy: false,
  };
  if (child.pid !== undefined) track(child.pid);
  const { onStdout } = options;
  const handed =
    onStdout && child.stdout ? handOver(watch, child.stdout, onStdout) : listen(watch, 'stdout');
  listen(watch, 'stderr');
  // A program that does not read its input to the end is no error.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input);
  return supervise(watch, handed);
}

/** What a run looks like that was called off before it began. */
function notStarted(): RunResult {
  return { code: null, signal: 'SIGTERM', stdout: '', stderr: '', timedOut: false, seconds: 0 };
}
