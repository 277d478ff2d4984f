import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryHost } from './memory.ts';
import { nodeHost } from './node.ts';
import { whichOn } from './which.ts';

const { processes } = nodeHost();
const sh = '/bin/sh';
const top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'host-test-')));
afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

function alive(pid: number): boolean {
  try {
    // A dead process that nobody has waited for yet still has a number.
    return !fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('run', () => {
  it('gives output, status and lines, without a shell', async () => {
    const lines: string[] = [];
    const run = await processes.run('/bin/echo', ['$HOME; a*', "'"], {
      onLine: (line, stream) => lines.push(`${stream}:${line}`),
    });
    expect(run).toMatchObject({ code: 0, signal: null, stdout: "$HOME; a* '\n", timedOut: false });
    expect(lines).toEqual(["stdout:$HOME; a* '"]);
  });

  it('cuts lines at any chunk border and keeps a last one without end', async () => {
    const lines: string[] = [];
    await processes.run(sh, ['-c', "printf 'a\\r\\nb\\303'; sleep 0.1; printf '\\274\\n\\nlast'"], {
      onLine: (line) => lines.push(line),
    });
    expect(lines).toEqual(['a', 'bü', '', 'last']);
  });

  it('hands input over, sets and takes variables, and starts in a directory', async () => {
    const run = await processes.run(sh, ['-c', 'cat; echo "$A-${HOME-none}"; pwd >&2; exit 3'], {
      input: 'in\n',
      env: { A: 'x', HOME: undefined },
      cwd: top,
    });
    expect(run).toMatchObject({ code: 3, stdout: 'in\nx-none\n', stderr: `${top}\n` });
  });

  it('does not mind input that is not read', async () => {
    const run = await processes.run('/bin/true', [], { input: 'x'.repeat(1 << 22) });
    expect(run.code).toBe(0);
  });

  it('keeps the end of what is too long', async () => {
    const run = await processes.run(sh, ['-c', 'seq 1 200000; printf üüü'], { keep: 10 });
    expect(run.stdout).toBe('000\nüüü');
    expect(Buffer.byteLength(run.stdout)).toBe(10);
  });

  it('lets the taker of stdout set the pace', async () => {
    let busy = false;
    let total = 0;
    const run = await processes.run('/usr/bin/head', ['-c', '500000', '/dev/zero'], {
      onStdout: async (chunk) => {
        expect(busy).toBe(false);
        busy = true;
        await new Promise((resolve) => void setTimeout(resolve, 2));
        total += chunk.length;
        busy = false;
      },
    });
    expect(run.stdout).toBe('');
    expect(total).toBe(500_000);
  });

  it('kills the whole group when time is over, also what ignores SIGTERM', async () => {
    const file = join(top, 'pids');
    const script = `trap '' TERM; sh -c 'trap "" TERM; echo $$ >> ${file}; sleep 60; sleep 60' & echo $$ >> ${file}; wait; sleep 60`;
    const run = await processes.run(sh, ['-c', script], { timeout: 300 });
    expect(run.timedOut).toBe(true);
    expect(run.signal).toBe('SIGKILL');
    expect(run.seconds).toBeLessThan(5);
    const pids = fs.readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    await new Promise((resolve) => void setTimeout(resolve, 100));
    expect(pids.filter(alive)).toEqual([]);
  });

  it('ends on abort, before and during', async () => {
    const late = new AbortController();
    setTimeout(() => late.abort(), 100);
    const run = await processes.run('/bin/sleep', ['60'], { signal: late.signal });
    expect(run).toMatchObject({ code: null, signal: 'SIGTERM', timedOut: false });
    const early = await processes.run('/bin/sleep', ['60'], { signal: AbortSignal.abort() });
    expect(early.code).toBeNull();
  });

  it('does not wait for what a program leaves running with its pipes', async () => {
    const run = await processes.run(sh, ['-c', 'sleep 20 & echo $!; echo started']);
    expect(run.seconds).toBeLessThan(5);
    const [pid, said] = run.stdout.split('\n');
    expect(said).toBe('started');
    expect(alive(Number(pid))).toBe(true);
    process.kill(Number(pid));
  });

  it('throws when it cannot start, and when a callback throws', async () => {
    await expect(processes.run('/no/such', [])).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(processes.run('sh', [])).rejects.toMatchObject({ code: 'EINVAL' });
    const failing = processes.run(sh, ['-c', 'echo a; sleep 60'], {
      onLine: () => {
        throw new Error('not mine');
      },
    });
    await expect(failing).rejects.toThrow('not mine');
  });
});

function program(path: string, mode = 0o755): void {
  fs.writeFileSync(path, '', { mode });
}

describe('which', () => {
  const repository = join(top, 'repository');
  const outside = join(top, 'bin');
  for (const path of ['repository/node_modules/.bin', 'repository/tools', 'bin', 'dir/docker']) {
    fs.mkdirSync(join(top, path), { recursive: true });
  }
  program(join(repository, 'node_modules/.bin/docker'));
  program(join(repository, 'tools/docker'));
  program(join(outside, 'docker'));
  program(join(outside, 'plain'), 0o644);
  fs.symlinkSync(join(repository, 'tools/docker'), join(outside, 'linked'));
  fs.symlinkSync(join(repository, 'tools'), join(top, 'via'));
  const all = ['', '.', 'tools', join(repository, 'node_modules/.bin'), join(top, 'dir')];
  const path = [...all, join(repository, 'tools'), join(top, 'via'), outside].join(':');

  it('finds only programs outside of the repository and of node_modules/.bin', () => {
    expect(whichOn(path, 'docker', repository)).toBe(join(outside, 'docker'));
    expect(whichOn(path, 'docker')).toBe(join(repository, 'tools/docker'));
    expect(whichOn(path, 'linked', repository)).toBeUndefined();
    expect(whichOn(path, 'plain')).toBeUndefined();
    expect(whichOn(path, join(repository, 'tools/docker'), repository)).toBeUndefined();
    expect(whichOn(path, './docker')).toBeUndefined();
    expect(processes.which('sh')).toMatch(/\/sh$/);
  });
});

describe('scripted programs', () => {
  it('answer like real ones', async () => {
    const host = memoryHost(
      {},
      { programs: { '/usr/bin/docker': (args) => ({ stdout: `${args.join(' ')}\nend\n` }) } },
    );
    expect(host.processes.which('docker')).toBe('/usr/bin/docker');
    expect(host.processes.which('docker', '/usr')).toBeUndefined();
    const lines: string[] = [];
    const run = await host.processes.run('/usr/bin/docker', ['version'], {
      onLine: (line) => lines.push(line),
    });
    expect(run).toMatchObject({ code: 0, stdout: 'version\nend\n' });
    expect(lines).toEqual(['version', 'end']);
    expect(host.runs).toEqual([{ program: '/usr/bin/docker', args: ['version'] }]);
    await expect(host.processes.run('/usr/bin/podman', [])).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await host.clock.sleep(500);
    host.advance(500);
    expect([host.clock.elapsed(), host.clock.now()]).toEqual([1000, Date.UTC(2026, 0, 1, 0, 0, 1)]);
  });
});
