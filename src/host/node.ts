import { homedir } from 'node:os';
import { nodeFiles } from './node-files.ts';
import type { Clock, Host, Network, Processes } from './types.ts';
import { whichOn } from './which.ts';

const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
};

// Node's own modules for processes and the network take longer to load than a file takes to be checked.

const network: Network = {
  get: async (...request) => (await import('./node-network.ts')).nodeNetwork().get(...request),
  connects: async (...to) => (await import('./node-network.ts')).nodeNetwork().connects(...to),
};

/** Programs of this machine, found on `searchPath`. */
function processes(searchPath: string): Processes {
  return {
    which: (name, forbidden) => whichOn(searchPath, name, forbidden),
    run: async (...command) => (await import('./node-processes.ts')).runProcess(...command),
  };
}

/** This machine. */
export function nodeHost(): Host {
  const env = { ...process.env };
  return {
    files: nodeFiles(),
    processes: processes(env['PATH'] ?? env['Path'] ?? ''),
    network,
    clock,
    env,
    cwd: process.cwd(),
    homeDir: homedir(),
  };
}
