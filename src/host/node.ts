import { homedir } from 'node:os';
import { nodeFiles } from './node-files.ts';
import { nodeNetwork } from './node-network.ts';
import { nodeProcesses } from './node-processes.ts';
import type { Clock, Host } from './types.ts';

const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
};

/** This machine. */
export function nodeHost(): Host {
  const env = { ...process.env };
  return {
    files: nodeFiles(),
    processes: nodeProcesses(env['PATH'] ?? env['Path'] ?? ''),
    network: nodeNetwork(),
    clock,
    env,
    cwd: process.cwd(),
    homeDir: homedir(),
  };
}
