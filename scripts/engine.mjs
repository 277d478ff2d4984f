// Finds an engine for tests and demonstrations: the user's own where it runs and can pull,
// else the test-bed where it can be brought up (Debian, root).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const testbed = fileURLToPath(new URL('../testbed/', import.meta.url));

/** @returns {{env?: Record<string, string>, what?: string, why?: string}} */
export function engineEnvironment(images = 'core') {
  if (works({}) && pulls({})) return { env: {}, what: 'the Docker engine of this machine' };
  const why = testbedImpossible();
  if (why !== undefined)
    return {
      why: `no Docker engine that can pull base images runs here, and the test-bed cannot be brought up: ${why}`,
    };
  const up = spawnSync(`${testbed}up`, [images], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (up.status !== 0) return { why: `testbed/up ended with ${up.status}` };
  const env = {};
  for (const line of up.stdout.split('\n')) {
    const match = /^export ([A-Z_]+)="?(.*?)"?$/.exec(line);
    if (match) env[match[1]] = match[2].replace('$PATH', process.env.PATH ?? '');
  }
  return works(env)
    ? { env, what: 'the test-bed' }
    : { why: 'the test-bed did not come up, see above' };
}

function works(env) {
  return (
    spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
      env: { ...process.env, ...env },
      timeout: 15_000,
    }).status === 0
  );
}

function pulls(env) {
  const docker = (args, timeout) =>
    spawnSync('docker', args, { env: { ...process.env, ...env }, timeout }).status === 0;
  return (
    docker(['image', 'inspect', 'busybox:latest'], 15_000) ||
    docker(['pull', '-q', 'busybox:latest'], 90_000)
  );
}

function testbedImpossible() {
  if (process.platform !== 'linux') return 'it needs Debian Linux';
  if (process.getuid?.() !== 0) return 'it needs root';
  if (!existsSync('/etc/debian_version'))
    return `it needs Debian, this is ${readFileSync('/etc/os-release', 'utf8').split('\n')[0]}`;
  return undefined;
}
