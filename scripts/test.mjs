// The README's test command: `npm test`. Static checks, unit tests, then the engine tests, each counted;
// closes with one line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineEnvironment } from './engine.mjs';
import { build, install } from './setup.mjs';

const only = new Set(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
let passed = 0;
let failed = 0;
let skipped = 0;

function count(name, ok) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
  if (ok) passed += 1;
  else failed += 1;
}

function run(command, args, env = process.env) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Runs vitest and adds its counts. A run that ends without a report counts as one failure. */
async function vitest(name, args, env) {
  const report = join(scratch, `${name}.json`);
  const code = await run(
    'npx',
    [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    env,
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    skipped += result.numPendingTests;
    // A file that does not load has no failed test of its own.
    const silent = result.testResults.filter(
      (file) =>
        file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
    );
    failed += silent.length;
    if (code !== 0 && result.numFailedTests === 0 && silent.length === 0) failed += 1;
  } catch {
    failed += 1;
  }
}

install();
try {
  if (!only.has('--engine')) {
    for (const step of ['generate:check', 'format:check', 'lint', 'types', 'dead', 'build']) {
      count(`npm run ${step}`, (await run('npm', ['run', '--silent', step])) === 0);
    }
    await vitest('unit', []);
    // The same cases each time: what a change breaks shows, and long runs look for more.
    const fuzz = ['run', '--silent', 'fuzz', '--', '--seconds', '30', '--seed', '2026'];
    count('npm run fuzz -- --seconds 30', (await run('npm', fuzz)) === 0);
  }
  if (!only.has('--no-engine')) {
    const engine = engineEnvironment();
    if (engine.env === undefined) {
      console.log(`SKIPPED the engine tests: ${engine.why}`);
      skipped += 1;
    } else {
      console.log(`engine tests on ${engine.what}`);
      build();
      await vitest('engine', ['--config', 'vitest.engine.config.ts'], {
        ...process.env,
        ...engine.env,
      });
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
