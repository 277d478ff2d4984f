import { type MemoryFile, memoryFiles } from './memory-files.ts';
import type {
  Clock,
  Host,
  HttpAnswer,
  Network,
  Processes,
  RunOptions,
  RunResult,
} from './types.ts';
import { HostError } from './types.ts';

export type { MemoryFile } from './memory-files.ts';

/** What a scripted program answers; what is left out is an ordinary success. */
export type ScriptedRun = Partial<RunResult>;

/** Plays a program: by its arguments, and by what it is given. */
export type Script = (
  args: readonly string[],
  options: RunOptions,
) => ScriptedRun | Promise<ScriptedRun>;

export interface MemoryOptions {
  readonly cwd?: string;
  readonly homeDir?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch; default 2026-01-01. */
  readonly now?: number;
  /** By absolute path. */
  readonly programs?: Readonly<Record<string, Script>>;
  /** By URL. Others refuse the connection. */
  readonly answers?: Readonly<Record<string, Partial<HttpAnswer>>>;
}

/** A host for tests and editors. */
export interface MemoryHost extends Host {
  /** Moves both clocks on. */
  advance(ms: number): void;
  /** Every program that was run, in order. */
  readonly runs: readonly { readonly program: string; readonly args: readonly string[] }[];
}

interface Time extends Clock {
  advance(ms: number): void;
}

function memoryClock(start: number): Time {
  let passed = 0;
  const advance = (ms: number): void => {
    passed += ms;
  };
  return {
    now: () => start + passed,
    elapsed: () => passed,
    // Sleeping takes no time, but lets others run.
    sleep: async (ms) => {
      advance(ms);
      await Promise.resolve();
    },
    advance,
  };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Hands a scripted answer over as a real program's would come. */
async function deliver(answer: ScriptedRun, options: RunOptions): Promise<RunResult> {
  const { stdout = '', stderr = '', code = 0, signal = null } = answer;
  for (const line of linesOf(stdout)) options.onLine?.(line, 'stdout');
  for (const line of linesOf(stderr)) options.onLine?.(line, 'stderr');
  await options.onStdout?.(new TextEncoder().encode(stdout));
  return {
    code,
    signal,
    stdout: options.onStdout === undefined ? stdout : '',
    stderr,
    timedOut: answer.timedOut ?? false,
    seconds: answer.seconds ?? 0,
  };
}

function within(dir: string, path: string): boolean {
  return path === dir || path.startsWith(`${dir}/`);
}

function memoryProcesses(
  programs: Readonly<Record<string, Script>>,
  searchPath: string,
  runs: { program: string; args: readonly string[] }[],
): Processes {
  const allowed = (path: string, forbidden?: string): boolean =>
    Object.hasOwn(programs, path) &&
    !path.includes('/node_modules/.bin/') &&
    (forbidden === undefined || !within(forbidden, path));
  return {
    which(name, forbidden) {
      if (name.includes('/')) return allowed(name, forbidden) ? name : undefined;
      const dirs = searchPath.split(':').filter((dir) => dir.startsWith('/'));
      return dirs.map((dir) => `${dir}/${name}`).find((path) => allowed(path, forbidden));
    },
    async run(program, args, options = {}) {
      const script = Object.hasOwn(programs, program) ? programs[program] : undefined;
      if (script === undefined) {
        throw new HostError('ENOENT', program, `cannot start ${program}: no such program`);
      }
      runs.push({ program, args });
      return deliver(await script(args, options), options);
    },
  };
}

function memoryNetwork(answers: Readonly<Record<string, Partial<HttpAnswer>>>): Network {
  return {
    async get(url, options) {
      const answer = Object.hasOwn(answers, url) ? answers[url] : undefined;
      if (answer === undefined) throw new Error(`connect ECONNREFUSED ${url}`);
      const { status = 200, headers = {}, body = new Uint8Array(), seconds = 0 } = answer;
      if (options.onBody !== undefined && status === 200) {
        await options.onBody(body);
        return { status, headers, body: new Uint8Array(), seconds };
      }
      return { status, headers, body: body.subarray(0, options.maxBytes), seconds };
    },
    connects: async (host, port) =>
      Object.keys(answers).some((url) => {
        const { hostname, protocol, port: written } = new URL(url);
        const listens = written === '' ? (protocol === 'https:' ? 443 : 80) : Number(written);
        return hostname === host && listens === port;
      }),
  };
}

/** A host in memory: files, a clock that is set, scripted programs and answers. */
export function memoryHost(
  files: Readonly<Record<string, MemoryFile>> = {},
  options: MemoryOptions = {},
): MemoryHost {
  const clock = memoryClock(options.now ?? Date.UTC(2026, 0, 1));
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', ...options.env };
  const runs: { program: string; args: readonly string[] }[] = [];
  return {
    files: memoryFiles(files, clock.now),
    processes: memoryProcesses(options.programs ?? {}, env.PATH ?? '', runs),
    network: memoryNetwork(options.answers ?? {}),
    clock,
    env,
    cwd: options.cwd ?? '/',
    homeDir: options.homeDir ?? '/home/user',
    advance: clock.advance,
    runs,
  };
}
