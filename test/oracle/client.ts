import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Builds the oracle once per content of its sources, in the user's cache directory, and asks it.

const here = fileURLToPath(new URL('.', import.meta.url));

function cacheDirectory(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const base =
    platform() === 'win32'
      ? (LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : platform() === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (XDG_CACHE_HOME ?? join(homedir(), '.cache'));
  return join(base, 'plimsoll', 'oracle');
}

/** Whether a Go toolchain is there to build the oracle. */
export function hasGo(): boolean {
  return spawnSync('go', ['version']).status === 0;
}

/** The oracle's binary, built if it is not there yet. @throws Error with the compiler's output. */
export function buildOracle(): string {
  const hash = createHash('sha256');
  for (const name of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(here, name)));
  const directory = cacheDirectory();
  const binary = join(directory, hash.digest('hex').slice(0, 16));
  if (existsSync(binary)) return binary;
  mkdirSync(directory, { recursive: true });
  const fresh = `${binary}.${process.pid}`;
  const built = spawnSync('go', ['build', '-o', fresh, '.'], { cwd: here, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the oracle does not build:\n${built.stderr}`);
  renameSync(fresh, binary);
  return binary;
}

/** What the parser made of one node. Texts are base64 of their bytes. */
export interface OracleNode {
  readonly name: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly json: boolean;
  readonly original: string;
  readonly start: number;
  readonly end: number;
  readonly heredocs: readonly {
    name: string;
    fd: number;
    expand: boolean;
    chomp: boolean;
    content: string;
  }[];
  readonly comments: readonly string[];
  readonly inner?: OracleNode;
}

/** A refusal with the line it names. */
export interface OracleFailure {
  readonly message: string;
  readonly line: number;
}

/** The oracle's answer to one request. */
export interface OracleAnswer {
  readonly nodes?: readonly OracleNode[];
  readonly escape?: string;
  readonly syntax?: OracleFailure;
  readonly meaning?: OracleFailure;
  readonly stages: number;
  readonly result?: string;
  readonly words?: readonly string[];
  readonly unset?: readonly string[];
  readonly error?: string;
  readonly wordError?: string;
}

/** A question: a Dockerfile to parse or a word to expand. Text is base64. */
export interface OracleRequest {
  readonly do: 'parse' | 'expand';
  readonly text: string;
  readonly escape?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly raw?: boolean;
}

/** Asks all questions in one process. */
export function askOracle(binary: string, requests: readonly OracleRequest[]): OracleAnswer[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const run = spawnSync(binary, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`the oracle failed: ${run.stderr}`);
  const answers = run.stdout.split('\n').filter((line) => line !== '');
  return answers.map((line) => JSON.parse(line) as OracleAnswer);
}
