import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Builds the oracle once per content of its sources, in the user's cache directory.

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

function sources(): string[] {
  return readdirSync(here)
    .filter((name) => /^go\.(mod|sum)$|\.go$/.test(name))
    .toSorted();
}

/** The oracle's binary, built if it is not there yet. @throws Error with the compiler's output. */
export function buildOracle(): string {
  const hash = createHash('sha256');
  for (const name of sources()) hash.update(name).update(readFileSync(join(here, name)));
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

/** Where the sources of a Go module that the oracle is built from lie. @throws Error when Go does not know it. */
export function moduleDirectory(module: string): string {
  const args = ['list', '-m', '-f', '{{.Dir}}', module];
  const listed = spawnSync('go', args, { cwd: here, encoding: 'utf8' });
  const directory = listed.stdout.trim();
  if (listed.status !== 0 || directory === '') throw new Error(`no ${module}: ${listed.stderr}`);
  return directory;
}
