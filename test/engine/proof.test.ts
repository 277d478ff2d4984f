import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Builder } from '../../src/builders/types.ts';
import { prove } from '../../src/proof/prove.ts';
import type { Proof, ProofProgress, ProofRequest } from '../../src/proof/types.ts';
import {
  LEAN,
  NAIVE,
  SERVER,
  type Traces,
  discard,
  engine,
  leftovers,
  project,
  request,
  watched,
} from './proof-kit.ts';

let found: Builder;
const dirs: string[] = [];
const make = (files: Readonly<Record<string, string>>): string => {
  const dir = project(files);
  dirs.push(dir);
  return dir;
};

beforeAll(async () => {
  found = await engine();
});

afterEach(() => {
  for (const dir of dirs.splice(0)) discard(dir);
});

/** Proves, and holds the run to what every run has to do: leave nothing behind. */
async function proved(given: ProofRequest): Promise<Proof> {
  const traces: Traces = { labels: [], dirs: [] };
  const { host, builder } = watched(found, traces);
  const proof = await prove(host, builder, given);
  expect(traces.dirs).toHaveLength(1);
  expect(leftovers(traces)).toEqual([]);
  return proof;
}

/** A health check in an image with node at this path. */
function check(program: string): string {
  return `HEALTHCHECK CMD ["${program}", "-e", "fetch('http://127.0.0.1:3000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]\n`;
}

describe('a proof', { timeout: 300_000 }, () => {
  it('proves a smaller image that answers the same, and never writes to the project', async () => {
    const dir = make({ 'server.js': SERVER, Dockerfile: NAIVE, 'package.json': '{}' });
    const proof = await proved(
      request(dir, NAIVE, LEAN, { sourceFile: 'server.js', dependencyFile: 'package.json' }),
    );
    expect(proof.reasons).toEqual([]);
    expect(proof.verdict).toBe('proved');
    expect(proof.after?.size.high).toBeLessThan(proof.before?.size.low ?? 0);
    expect(proof.before?.run).toMatchObject({ uid: 0, readOnly: { works: true, wants: [] } });
    expect(proof.after?.run).toMatchObject({ uid: 65532, health: 'none' });
    expect(proof.after?.run?.stop?.exitCode).toBe(0);
    const [unchanged, source, dependency] = proof.before?.rebuilds ?? [];
    expect(unchanged?.ran).toEqual([]);
    expect(source?.ran.map((step) => step.instruction.split(' ')[0])).toEqual(['COPY', 'RUN']);
    expect(dependency?.file).toBe('package.json');
    expect(proof.after?.rebuilds[1]?.ran).toHaveLength(1);
    expect(proof.after?.rebuilds[2]?.problem ?? proof.after?.rebuilds[2]?.ran).toEqual([]);
    expect(proof.dockerRun).toContain('--read-only');
    expect(readFileSync(join(dir, 'server.js'), 'utf8')).toBe(SERVER);
    expect(readFileSync(join(dir, 'package.json'), 'utf8')).toBe('{}');
  });

  it('declines what answers differently', async () => {
    const dir = make({ 'server.js': SERVER });
    const after = LEAN.replace('EXPOSE', 'ENV GREETING=captain\nEXPOSE');
    const proof = await proved(request(dir, NAIVE, after));
    expect(proof.verdict).toBe('declined');
    expect(proof.reasons).toEqual([expect.stringContaining('GET / answers differently')]);
  });

  it('declines what no longer starts, with its log', async () => {
    const dir = make({ 'server.js': SERVER });
    const after = LEAN.replace('CMD ["server.js"]', 'CMD ["missing.js"]');
    const proof = await proved(request(dir, NAIVE, after));
    expect(proof.verdict).toBe('declined');
    expect(proof.after?.run?.log.join('\n')).toContain('missing.js');
  });

  it('stops at a build that fails as it is, secrets masked', async () => {
    const dir = make({ 'server.js': SERVER });
    const failing = NAIVE.replace(
      'RUN echo',
      'ARG TOKEN\nRUN echo token is $TOKEN && exit 3; echo',
    );
    const proof = await proved(
      request(dir, failing, LEAN, {
        buildArgs: { TOKEN: 'correct-horse' },
        secretValues: ['correct-horse'],
      }),
    );
    expect(proof.failure).toMatchObject({ version: 'before' });
    expect(proof.failure?.step).toContain('RUN echo token is');
    expect(proof.failure?.log.join('\n')).toContain('token is ***');
    expect(JSON.stringify(proof)).not.toContain('correct-horse');
  });

  it('calls built what cannot start here', async () => {
    const dir = make({ 'server.js': "throw new Error('no database at db:5432')" });
    const proof = await proved(request(dir, NAIVE, LEAN, { missingServices: ['postgres'] }));
    expect(proof.verdict).toBe('built');
    expect(proof.reasons.join('\n')).toContain('postgres');
    expect(proof.before?.run?.log.join('\n')).toContain('no database');
  });

  it('sees what wants to write, and that a /tmp is enough', async () => {
    const writes = `require('node:fs').writeFileSync('/tmp/x', '1');\n${SERVER}`;
    const dir = make({ 'server.js': writes });
    const proof = await proved(request(dir, NAIVE, LEAN));
    expect(proof.after?.run?.readOnly).toEqual({ works: true, wants: ['/tmp'] });
    expect(proof.dockerRun).toContain('--tmpfs /tmp');
  });

  it('waits for a health check', async () => {
    const dir = make({ 'server.js': SERVER });
    const after = LEAN + check('/nodejs/bin/node');
    const proof = await proved(request(dir, NAIVE + check('node'), after));
    expect([proof.before?.run?.health, proof.after?.run?.health]).toEqual(['healthy', 'healthy']);
    expect(proof.verdict).toBe('proved');
  });

  it('gives containers no way to the outside', async () => {
    const asks = SERVER.replace(
      "return res.end('ok');",
      "return require('node:dns').lookup('registry.npmjs.org', (e) => { const s = require('node:net').connect({ host: '1.1.1.1', port: 443, timeout: 1500 }); const end = (w) => { s.destroy(); res.end((e ? 'no name ' : 'name ') + w); }; s.on('connect', () => end('reached')); s.on('error', () => end('shut')); s.on('timeout', () => end('shut')); });",
    );
    const dir = make({ 'server.js': asks });
    const proof = await proved(request(dir, NAIVE, LEAN));
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('no name shut'));
    const health = proof.after?.run?.answers.find((answer) => answer.path === '/health');
    expect(health?.body).toBe(Buffer.from(digest).toString('hex'));
  });
});

describe('a cancelled proof leaves nothing', { timeout: 300_000 }, () => {
  it.each<[string, (event: ProofProgress) => boolean]>([
    ['in the build', (event) => event.text.includes('RUN sleep')],
    ['while the image is read', (event) => event.stage === 'size'],
    ['while it runs', (event) => event.stage === 'run'],
    ['in a rebuild', (event) => event.stage === 'rebuild'],
  ])('%s', async (_when, now) => {
    const dir = make({ 'server.js': SERVER });
    const slow = NAIVE.replace('RUN echo', 'RUN sleep 2; echo');
    const controller = new AbortController();
    const onProgress = (event: ProofProgress): void => {
      if (now(event)) setTimeout(() => controller.abort(), 300);
    };
    const proof: Proof = await proved(
      request(dir, slow, LEAN, { signal: controller.signal, onProgress, sourceFile: 'server.js' }),
    );
    expect(proof).toMatchObject({ verdict: 'declined', reasons: ['It was cancelled.'] });
  });
});
