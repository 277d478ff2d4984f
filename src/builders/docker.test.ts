import { describe, expect, it } from 'vitest';
import type { Host, RunOptions, RunResult } from '../host/types.ts';
import { classifyFailure, errorMessage } from './classify.ts';
import { cleanUp, forgetMounts } from './docker-cleanup.ts';
import { type DockerCli, safePath } from './docker-cli.ts';
import { runFlags } from './docker-container.ts';
import { parseSize } from './docker-units.ts';
import { isRemoteEndpoint, shownEndpoint } from './endpoint.ts';
import { findBuilder, isNoBuilder } from './find.ts';

type Reply = Partial<RunResult>;

function result(reply: Reply): RunResult {
  return { code: 0, signal: null, stdout: '', stderr: '', timedOut: false, seconds: 0, ...reply };
}

/** A machine whose docker answers as told; records what it was asked. */
function machine(
  replies: (args: string) => Reply,
  env: Record<string, string> = {},
): { host: Host; asked: string[]; options: RunOptions[] } {
  const asked: string[] = [];
  const options: RunOptions[] = [];
  const host = {
    processes: {
      which: (name: string) => (name === 'docker' ? '/usr/bin/docker' : undefined),
      run: async (_program: string, args: readonly string[], given: RunOptions = {}) => {
        asked.push(args.join(' '));
        options.push(given);
        return result(replies(args.join(' ')));
      },
    },
    clock: { now: () => 0, elapsed: () => 0, sleep: async () => undefined },
    env,
    cwd: '/home/user',
    homeDir: '/home/user',
  } as unknown as Host;
  return { host, asked, options };
}

const VERSION = JSON.stringify({
  Client: { Os: 'linux' },
  Server: { Version: '28.5.2', Os: 'linux', Arch: 'arm64' },
});

describe('finding docker', () => {
  it('never contacts a remote engine that is not allowed', async () => {
    const { host, asked } = machine((args) =>
      args.startsWith('context') ? { stdout: 'ssh://root:pw@build.example.org\n' } : { code: 1 },
    );
    const found = await findBuilder(host, { forbidden: '/repo' });
    expect(found).toMatchObject({ reason: 'remote' });
    expect(isNoBuilder(found) && found.message).toContain('ssh://root:***@build.example.org');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['permission denied while trying to connect to the Docker daemon socket', 'permission'],
    [
      'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?',
      'not-running',
    ],
    ['something odd', 'other'],
  ])('%s → %s', async (stderr, reason) => {
    const { host } = machine((args) =>
      args.startsWith('context')
        ? { stdout: 'unix:///x' }
        : { code: 1, stderr, stdout: '{"Client":{},"Server":null}' },
    );
    expect(await findBuilder(host, { forbidden: '/repo' })).toMatchObject({ reason });
  });

  it('knows buildx, rawjson, platform and rootless', async () => {
    const { host } = machine((args) => {
      if (args.startsWith('context')) return { stdout: 'unix:///run/docker.sock' };
      if (args.startsWith('version')) return { stdout: VERSION };
      if (args.startsWith('info')) return { stdout: '{"SecurityOptions":["name=rootless"]}' };
      return { stdout: 'github.com/docker/buildx v0.29.1 abc "rawjson"' };
    });
    const found = await findBuilder(host, { forbidden: '/repo' });
    expect(found).toMatchObject({
      info: {
        name: 'buildx',
        version: '0.29.1',
        platform: 'linux/arm64',
        rootless: true,
        remote: false,
      },
    });
  });

  it('builds with the legacy builder when buildx is missing, and refuses what that cannot do', async () => {
    const { host, asked, options } = machine((args) => {
      if (args.startsWith('context')) return { stdout: 'unix:///run/docker.sock' };
      if (args.startsWith('version')) return { stdout: VERSION };
      if (args.startsWith('info')) return { stdout: '{}' };
      return args.startsWith('buildx') ? { code: 1 } : {};
    });
    const found = await findBuilder(host, { forbidden: '/repo' });
    if (isNoBuilder(found)) throw new Error(found.message);
    expect(found.info).toMatchObject({ name: 'docker', buildkit: false });
    const request = {
      context: '/c',
      dockerfile: '/d',
      tag: 't',
      buildArgs: { A: '1' },
      secrets: [],
      buildContexts: [],
      noCache: true,
      labels: {},
    };
    await found.build(request);
    expect(asked.at(-1)).toBe('build --force-rm -f /d -t t --build-arg A=1 --no-cache -- /c');
    expect(options.at(-1)?.env?.['DOCKER_BUILDKIT']).toBe('0');
    expect(await found.build({ ...request, secrets: ['id=x'] })).toMatchObject({ ok: false });
  });
});

describe('endpoints', () => {
  it.each([
    ['unix:///var/run/docker.sock', false],
    ['npipe:////./pipe/docker_engine', false],
    ['tcp://127.0.0.1:2375', false],
    ['tcp://[::1]:2375', false],
    ['ssh://me@localhost', false],
    ['tcp://localhost.evil.example:2375', true],
    ['tcp://10.0.0.7:2376', true],
    ['ssh://me@127.0.0.1.example.org', true],
    ['tcp://127.0.0.1@evil.example:1', true],
  ])('%s remote: %s', (endpoint, remote) => {
    expect(isRemoteEndpoint(endpoint)).toBe(remote);
  });

  it('hides a password', () => {
    expect(shownEndpoint('tcp://a:b@h:1')).toBe('tcp://a:***@h:1');
    expect(shownEndpoint('unix:///x')).toBe('unix:///x');
  });
});

describe('what docker itself may start', () => {
  it('leaves nothing of the repository on its path', () => {
    const path = '/repo/bin:/usr/bin::.:bin:/other/node_modules/.bin:/repository/bin:/repo';
    expect(safePath(path, '/repo/')).toBe('/usr/bin:/repository/bin');
  });
});

describe('failures', () => {
  it.each([
    [
      'failed to solve: node:99: failed to resolve source metadata for node:99: not found',
      'unresolved-image',
    ],
    ['dockerfile parse error on line 1: unknown instruction: FRM', 'dockerfile'],
    ['write /x: no space left on device', 'no-space'],
    ['process "/bin/sh -c x" did not complete successfully: exit code: 1', 'failed-step'],
    ['permission denied while trying to connect to the docker API', 'permission'],
    ['the sky fell', 'other'],
  ])('%s', (message, reason) => {
    expect(classifyFailure(message, undefined)).toBe(reason);
  });

  it('does not take a step’s own words for the builder’s', () => {
    const step = {
      name: 's',
      instruction: 'RUN x',
      cached: false,
      seconds: 1,
      error: 'exit code: 1',
    };
    const message =
      'process "/bin/sh -c echo manifest unknown" did not complete successfully: exit code: 1';
    expect(classifyFailure(message, step)).toBe('failed-step');
  });

  it('strips the builder’s prefixes', () => {
    expect(errorMessage(['x', 'ERROR: failed to build: failed to solve: why', ''])).toBe('why');
    expect(errorMessage([])).toBe('');
  });
});

function cli(replies: (args: string) => string): { cli: DockerCli; asked: string[] } {
  const asked: string[] = [];
  const run = async (args: readonly string[]): Promise<RunResult> => {
    asked.push(args.join(' '));
    return result({ stdout: replies(args.join(' ')) });
  };
  return { cli: { run, ask: async (args) => (await run(args)).stdout }, asked };
}

function record(id: string, mount: string): string {
  return `ID:           ${id}\nCreated at:   x\nDescription:  cached mount /c from exec /bin/sh -c echo "abcdef123456" with id "${mount}"\nType:         exec.cachemount\n`;
}

describe('clean-up', () => {
  it('removes by label, by our tag or by id, and never a name somebody else gave', async () => {
    const fake = cli((args) => {
      if (args.startsWith('ps')) return 'c1\nc2\n';
      if (args.startsWith('network ls')) return 'n1\n';
      return args.startsWith('image ls')
        ? 'plimsoll-proof:7-after sha256:a\n<none>:<none> sha256:b\nmine:latest sha256:a\n'
        : '';
    });
    await cleanUp(fake.cli, ['dev.plimsoll.run', '7']);
    const removals = fake.asked.filter((one) => / rm\b|^rm/.test(one));
    expect(removals).toEqual([
      'rm -f -v c1 c2',
      'network rm n1',
      'image rm -f plimsoll-proof:7-after sha256:b',
      'image rm -f plimsoll-proof:7-after sha256:b',
    ]);
    const lists = fake.asked.filter((one) => /^ps|ls/.test(one));
    expect(lists.every((one) => one.includes('label=dev.plimsoll.run=7'))).toBe(true);
  });

  it('forgets cache mounts whose id holds the nonce, one by one', async () => {
    const fake = cli((args) =>
      args.startsWith('buildx du')
        ? [
            record('aaaaaaaaaaaa', '//root/.npm'),
            record('bbbbbbbbbbbb', '//root/.npm-abcdef123456-after'),
          ].join('\n')
        : '',
    );
    await forgetMounts(fake.cli, 'abcdef123456', ['--builder', 'b']);
    expect(fake.asked.filter((one) => one.includes('prune'))).toEqual([
      'buildx prune --builder b -f --filter id=bbbbbbbbbbbb',
    ]);
  });
});

describe('containers', () => {
  const request = {
    image: 'i',
    name: 'n',
    labels: { l: '1' },
    env: { A: 'b c' },
    ports: [3000],
    network: 'net',
    readOnly: true,
    hardened: true,
    init: true,
    tmpfs: ['/tmp'],
  };

  it('publishes on the loopback address only, and not at all on an internal network', () => {
    const around = { trustTop: true, remote: false };
    const flags = (arrangement: 'internal' | 'unmasked' | 'open'): string =>
      runFlags(request, { ...around, arrangement }).join(' ');
    expect(flags('internal')).not.toContain('-p ');
    expect(flags('open')).toContain('-p 127.0.0.1::3000');
    expect(flags('unmasked')).toContain('--dns 127.0.0.1 -p 127.0.0.1::3000');
    expect(flags('internal')).toContain(
      '--read-only --cap-drop ALL --security-opt no-new-privileges --init',
    );
  });

  it.each([
    ['26.65MiB ', 27_944_550],
    ['1.2kB', 1200],
    ['0B', 0],
    ['--', undefined],
  ])('reads %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});
