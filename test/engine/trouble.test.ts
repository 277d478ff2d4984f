import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOf, optimizeJson, plimsoll, startPlimsoll } from '../helpers/cli.ts';

function docker(...args: string[]): string {
  return spawnSync('docker', args, { encoding: 'utf8' }).stdout.trim();
}

/** Everything on the engine that carries plimsoll's label. */
function ours(): string[] {
  const label = 'label=dev.plimsoll.run';
  const all = [
    docker('ps', '-aq', '--filter', label),
    docker('images', '-q', '--filter', label),
    docker('network', 'ls', '-q', '--filter', label),
  ];
  return all
    .join('\n')
    .split('\n')
    .filter((line) => line !== '');
}

describe('a build that already fails', () => {
  it('shows the failing step, writes nothing, exits with 2', () => {
    const copy = copyOf('examples/express-npm');
    try {
      const path = join(copy.dir, 'Dockerfile');
      const text = `${readFileSync(path, 'utf8')}\nRUN node -e "console.log('about-to-fail'); process.exit(7)"\n`;
      writeFileSync(path, text);
      const { code, result } = optimizeJson(copy.dir);
      expect({ code, outcome: result.outcome, written: result.written }).toEqual({
        code: 2,
        outcome: 'failed',
        written: [],
      });
      expect(result.proof?.failure?.step).toContain('about-to-fail');
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(ours()).toEqual([]);
    } finally {
      copy.remove();
    }
  });
});

describe('an application that cannot start without its database', () => {
  it('is built, not proved, and says which checks were left out', () => {
    const copy = copyOf('examples/express-npm');
    try {
      const entry = join(copy.dir, 'server.js');
      writeFileSync(
        entry,
        `require('node:net').connect(5432, 'database').on('error', (e) => { console.error('no database', e.code); process.exit(1); });\n${readFileSync(entry, 'utf8')}`,
      );
      const { code, result } = optimizeJson(copy.dir, '--dry-run');
      expect({ code, outcome: result.outcome, verdict: result.verdict }).toEqual({
        code: 1,
        outcome: 'not-proved',
        verdict: 'built',
      });
      expect(result.reasons.join(' ')).toMatch(/could not be run here.*Left out: its answers/);
      expect(ours()).toEqual([]);
    } finally {
      copy.remove();
    }
  });
});

describe('Ctrl-C in the middle', () => {
  it('leaves no container, image, network or file behind', async () => {
    const copy = copyOf('examples/express-npm');
    try {
      const before = readdirSync(copy.dir);
      const child = startPlimsoll(['optimize', copy.dir]);
      const log: string[] = [];
      child.stderr?.on('data', (chunk: Buffer) => {
        log.push(chunk.toString());
        if (/validate/.test(chunk.toString())) setTimeout(() => child.kill('SIGINT'), 6000);
      });
      const code = await new Promise((done) => child.on('close', done));
      if (code !== 130) throw new Error(`ended with ${String(code)}:\n${log.join('')}`);
      expect(readdirSync(copy.dir)).toEqual(before);
      expect(ours()).toEqual([]);
    } finally {
      copy.remove();
    }
  });
});

describe('a big context', () => {
  it('sends over 95 % fewer bytes with a .git of 50 MB and node_modules of 100 MB', () => {
    const copy = copyOf('examples/express-npm');
    try {
      mkdirSync(join(copy.dir, '.git'));
      mkdirSync(join(copy.dir, 'node_modules', 'heavy'), { recursive: true });
      writeFileSync(join(copy.dir, '.git', 'pack'), Buffer.alloc(50e6, 'g'));
      writeFileSync(join(copy.dir, 'node_modules', 'heavy', 'index.js'), Buffer.alloc(100e6, 'n'));
      const { result } = optimizeJson(copy.dir, '--dry-run');
      const context = result.gains.find((gain) => gain.name === 'context');
      expect(context?.before?.low).toBeGreaterThan(150e6);
      expect(context?.after?.high).toBeLessThan((context?.before?.low ?? 0) * 0.05);
      expect(result.verdict).toBe('proved');
    } finally {
      copy.remove();
    }
  });
});

describe('without an engine', () => {
  it('predicts, writes only when told to', () => {
    const copy = copyOf('examples/express-npm');
    try {
      const old = readFileSync(join(copy.dir, 'Dockerfile'), 'utf8');
      const env = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };
      const first = plimsoll(['optimize', copy.dir, '--format', 'json'], { env });
      const result = JSON.parse(first.stdout) as {
        verdict: string;
        written: string[];
        gains: { name: string }[];
      };
      expect({ code: first.code, verdict: result.verdict, written: result.written }).toEqual({
        code: 1,
        verdict: 'predicted',
        written: [],
      });
      expect(result.gains.map((gain) => gain.name)).toContain('size');
      expect(readFileSync(join(copy.dir, 'Dockerfile'), 'utf8')).toBe(old);
      const second = plimsoll(['optimize', copy.dir, '--format', 'json', '--accept', 'predicted'], {
        env,
      });
      expect(JSON.parse(second.stdout)).toMatchObject({
        verdict: 'predicted',
        written: expect.arrayContaining(['Dockerfile', '.dockerignore']) as unknown,
      });
      expect(readFileSync(join(copy.dir, 'Dockerfile.orig'), 'utf8')).toBe(old);
    } finally {
      copy.remove();
    }
  });
});

describe('a command that goes wrong', () => {
  it('prints JSON where JSON is asked for, and the message for people beside it', () => {
    for (const args of [
      ['optimize', 'nowhere', '--format', 'json'],
      ['optimize', '--port', 'none', '--format=json'],
      ['check', 'nowhere', '--format', 'json'],
    ]) {
      const { code, stdout, stderr } = plimsoll(args);
      expect({ code, args, ...(JSON.parse(stdout) as object) }).toMatchObject({
        code: 2,
        schema: 'plimsoll/failure/1',
        outcome: 'failed',
      });
      expect(stderr).not.toBe('');
    }
  });
});
