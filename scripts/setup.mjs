// What the README's commands do first: install the locked packages and build, when that is not done yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

function npm(...args) {
  const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`npm ${args.join(' ')} failed`);
    process.exit(1);
  }
}

export function install() {
  const done = `${root}node_modules/.package-lock.json`;
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(`${root}package-lock.json`).mtimeMs)
    return;
  npm('ci', '--no-fund', '--no-audit');
}

/** Builds `dist/` when a source is newer than it. */
export function build() {
  install();
  const cli = `${root}dist/cli.cjs`;
  const built = existsSync(cli) ? statSync(cli).mtimeMs : 0;
  if (newest(`${root}src`) > built || statSync(`${root}package.json`).mtimeMs > built)
    npm('run', '--silent', 'build');
  return cli;
}

function newest(dir) {
  let latest = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = `${dir}/${entry.name}`;
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}
