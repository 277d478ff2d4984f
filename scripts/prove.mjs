// `npm run prove [-- --shard i/n] [example…]`: `optimize` on every example, built and run for real.
// Prints one row an example and fails when one does not end as its expected.json says.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './engine.mjs';
import { build, root } from './setup.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--shard');
const [shard, shards] = at < 0 ? [1, 1] : (args[at + 1] ?? '').split('/').map(Number);
if (!(shard >= 1 && shard <= shards)) {
  console.error('Write the shard as --shard 1/4.');
  process.exit(2);
}
const named = at < 0 ? args : args.toSpliced(at, 2);
const all = readdirSync(join(root, 'examples')).filter((name) =>
  existsSync(join(root, 'examples', name, 'expected.json')),
);
const chosen = (named.length > 0 ? named : all).filter((_, index) => index % shards === shard - 1);

const cli = build();
const engine = engineEnvironment();
if (engine.env === undefined) {
  console.error(`Blocked: ${engine.why}`);
  process.exit(2);
}
console.log(`on ${engine.what}`);

const mb = (bytes) => (bytes === undefined ? '–' : `${(bytes.low / 1e6).toFixed(1)} MB`);
let failed = 0;
for (const name of chosen) {
  const copy = mkdtempSync(join(tmpdir(), 'plimsoll-prove-'));
  cpSync(join(root, 'examples', name), join(copy, name), { recursive: true });
  const run = spawnSync(
    process.execPath,
    [cli, 'optimize', join(copy, name), '--dry-run', '--format', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 1e9,
      env: { ...process.env, ...engine.env },
    },
  );
  rmSync(copy, { recursive: true, force: true });
  let result;
  try {
    result = JSON.parse(run.stdout);
  } catch {
    console.log(`FAILED ${name}: ${run.stderr.trim()}`);
    failed += 1;
    continue;
  }
  const wanted =
    JSON.parse(readFileSync(join(root, 'examples', name, 'expected.json'), 'utf8')).outcome ??
    'better';
  const ok =
    result.outcome === wanted && (result.outcome !== 'better' || result.verdict === 'proved');
  if (!ok) failed += 1;
  const size = result.gains.find((gain) => gain.name === 'size');
  console.log(
    `${ok ? 'ok    ' : 'FAILED'} ${name}: ${result.outcome}, ${result.verdict}, ${mb(size?.before)} → ${mb(size?.after)}${ok ? '' : `\n  ${result.reasons.join('\n  ')}`}`,
  );
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
