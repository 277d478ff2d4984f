import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBuilder } from '../../src/builders/find.ts';
import type { Builder } from '../../src/builders/types.ts';
import { nodeHost } from '../../src/host/node.ts';
import type { Host } from '../../src/host/types.ts';
import type { ProofRequest } from '../../src/proof/types.ts';

const host: Host = nodeHost();

/** The engine of this machine, or why there is none. */
export async function engine(): Promise<Builder> {
  const found = await findBuilder(host, { forbidden: '/nonexistent' });
  if ('reason' in found) throw new Error(`no engine for this test: ${found.message}`);
  return found;
}

/** Writes a small project into a directory of its own. */
export function project(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'proof-kit-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

export function discard(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

export function request(
  contextDir: string,
  before: string,
  after: string,
  more: Partial<ProofRequest> = {},
): ProofRequest {
  return {
    contextDir,
    before: { dockerfile: before },
    after: { dockerfile: after, ignore: 'Dockerfile\n.dockerignore\n' },
    dockerfilePath: 'Dockerfile',
    buildArgs: {},
    secrets: [],
    buildContexts: [],
    workload: 'web',
    port: 3000,
    probes: ['/', '/health', '/nowhere'],
    env: {},
    allowNetwork: false,
    wantsInit: false,
    missingServices: [],
    secretValues: [],
    ...more,
  };
}

/** What runs of this test have made: their labels and temporary directories. */
export interface Traces {
  readonly labels: string[];
  readonly dirs: string[];
}

/** The host and builder, with what they make noted down. */
export function watched(builder: Builder, traces: Traces): { host: Host; builder: Builder } {
  const makeTemp = (prefix: string): string => {
    const dir = host.files.makeTemp(prefix);
    traces.dirs.push(dir);
    return dir;
  };
  return {
    host: { ...host, files: { ...host.files, makeTemp } },
    builder: {
      ...builder,
      build: (asked) => {
        traces.labels.push(...Object.entries(asked.labels).map((pair) => pair.join('=')));
        return builder.build(asked);
      },
    },
  };
}

/** What is left of those runs on the engine and the disk. */
export function leftovers(traces: Traces): readonly string[] {
  const left = traces.dirs.filter((dir) => existsSync(dir));
  for (const label of new Set(traces.labels)) {
    const filter = ['--filter', `label=${label}`];
    left.push(...listed(['ps', '-aq', ...filter]));
    left.push(...listed(['images', '-aq', ...filter]));
    left.push(...listed(['network', 'ls', '-q', ...filter]));
  }
  return left;
}

function listed(args: readonly string[]): readonly string[] {
  const ids = execFileSync('docker', args, { encoding: 'utf8' }).split('\n');
  return ids.filter((id) => id !== '').map((id) => `${args[0]} ${id}`);
}

/** A server without dependencies: one answer changes by itself, one tells the container's name. */
export const SERVER = `const http = require('node:http');
const os = require('node:os');
const server = http.createServer((req, res) => {
  if (req.url === '/health') return res.end('ok');
  if (req.url !== '/') { res.statusCode = 404; return res.end('no ' + req.url); }
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ hello: process.env.GREETING || 'sailor', luck: Math.random(), now: new Date(), host: os.hostname() }));
});
server.listen(3000);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
`;

export const NAIVE = `FROM node:22-slim
WORKDIR /app
COPY . .
RUN echo npm install > /installed
EXPOSE 3000
CMD ["node", "server.js"]
`;

export const LEAN = `FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
COPY server.js ./
EXPOSE 3000
CMD ["server.js"]
`;
