import { describe, expect, it } from 'vitest';
import { memoryHost } from '../host/memory.ts';
import { safekeeping } from './git.ts';
import { writeChanges } from './write-files.ts';

/** A repository whose last commit holds `blob` for every file (undefined: git knows none). */
function repository(onDisk: string, blob: string | undefined): ReturnType<typeof memoryHost> {
  return memoryHost(
    { '/repo/.git/HEAD': 'ref: refs/heads/main\n', '/repo/api/Dockerfile': onDisk },
    {
      env: { PATH: '/usr/bin' },
      programs: {
        '/usr/bin/git': () =>
          blob === undefined
            ? { code: 128, stderr: 'fatal: path does not exist' }
            : { stdout: blob },
      },
    },
  );
}

describe('what git holds', () => {
  it.each([
    ['FROM a\n', 'FROM a\n', 'committed'],
    ['FROM a\r\n', 'FROM a\n', 'committed'],
    ['FROM a\n# new\n', 'FROM a\n', 'uncommitted'],
    ['FROM a\n', undefined, 'uncommitted'],
  ])('%j against %j is %s', async (onDisk, blob, wanted) => {
    const host = repository(onDisk, blob);
    expect(await safekeeping(host, '/repo', '/repo/api/Dockerfile')).toBe(wanted);
    expect(host.runs[0]?.args).toContain('HEAD:api/Dockerfile');
  });

  it('is asked for nothing but the blob, with hooks, monitors and transports off', async () => {
    const host = repository('FROM a\n', 'FROM a\n');
    await safekeeping(host, '/repo', '/repo/api/Dockerfile');
    const args = host.runs.flatMap((run) => run.args);
    expect(args).toEqual(
      expect.arrayContaining([
        'core.hooksPath=/dev/null',
        'core.fsmonitor=false',
        'protocol.allow=never',
        'cat-file',
      ]),
    );
  });
});

describe('uncommitted work', () => {
  const change = { path: 'Dockerfile', before: 'FROM mine\n', after: 'FROM b\n' };

  it('is never written over without --force', async () => {
    const host = repository('FROM mine\n', 'FROM a\n');
    const result = await writeChanges(host, '/repo', '/repo/api', [change], false);
    expect(result.written).toEqual([]);
    expect(result.refused).toContain('--force');
    expect(new TextDecoder().decode(host.files.read('/repo/api/Dockerfile'))).toBe('FROM mine\n');
  });

  it('stays beside with --force', async () => {
    const host = repository('FROM mine\n', 'FROM a\n');
    const result = await writeChanges(host, '/repo', '/repo/api', [change], true);
    expect(result.written).toEqual(['Dockerfile.orig', 'Dockerfile']);
    expect(new TextDecoder().decode(host.files.read('/repo/api/Dockerfile.orig'))).toBe(
      'FROM mine\n',
    );
  });

  it('that is committed is replaced without a copy', async () => {
    const host = repository('FROM mine\n', 'FROM mine\n');
    expect((await writeChanges(host, '/repo', '/repo/api', [change], false)).written).toEqual([
      'Dockerfile',
    ]);
  });
});
