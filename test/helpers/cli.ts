import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OptimizeResult } from '../../src/reports/optimize-result.ts';

export const root: string = fileURLToPath(new URL('../../', import.meta.url));
const CLI = join(root, 'dist', 'cli.cjs');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line. */
export function plimsoll(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): CliResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
  });
  return { code: status, stdout, stderr };
}

/** Starts it and leaves it running. */
export function startPlimsoll(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A private copy of an example (or of any directory) that a test may change. */
export function copyOf(dir: string): { dir: string; remove: () => void } {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'plimsoll-e2e-')));
  const copy = join(scratch, 'app');
  cpSync(join(root, dir), copy, { recursive: true });
  return { dir: copy, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** `optimize --format json` of a directory, parsed. */
export function optimizeJson(
  dir: string,
  ...args: string[]
): { code: number | null; result: OptimizeResult } {
  const run = plimsoll(['optimize', dir, '--format', 'json', ...args]);
  try {
    return { code: run.code, result: JSON.parse(run.stdout) as OptimizeResult };
  } catch {
    throw new Error(
      `optimize ended with ${run.code} and printed no JSON:\n${run.stderr}\n${run.stdout.slice(0, 2000)}`,
    );
  }
}
