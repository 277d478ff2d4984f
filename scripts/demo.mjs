// `npm run demo [example]`: the main job from a fresh clone. Installs, builds, finds an engine (brings
// up the test-bed where there is none) and runs `plimsoll optimize` on a copy of an example.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './engine.mjs';
import { build, root } from './setup.mjs';

const [name = 'express-npm', ...options] = process.argv.slice(2);
const example = join(root, 'examples', name);
if (!existsSync(example)) {
  console.error(
    `There is no example ${name}; there are: ${readdirSync(join(root, 'examples')).join(', ')}`,
  );
  process.exit(2);
}
const cli = build();
const engine = engineEnvironment();
if (engine.env === undefined)
  console.error(`${engine.why}\nGoing on without: the gains are predicted, not measured.`);
else console.error(`Using ${engine.what}.`);

const copy = mkdtempSync(join(tmpdir(), 'plimsoll-demo-'));
process.on('SIGINT', () => undefined); // the child removes what it made
try {
  cpSync(example, join(copy, name), { recursive: true });
  const { status } = spawnSync(
    process.execPath,
    [cli, 'optimize', join(copy, name), '--dry-run', ...options],
    {
      stdio: 'inherit',
      env: { ...process.env, ...engine.env },
    },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
