import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryFiles } from '../host/memory-files.ts';
import { memoryHost } from '../host/memory.ts';
import { HostError } from '../host/types.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { decodeText } from '../text/bytes.ts';
import { analyse } from './analyse.ts';
import { check } from './check.ts';
import { secretValues } from './secrets.ts';
import { UserError } from './user-error.ts';
import { writeChanges } from './write-files.ts';

const OPTIONS = { buildArgs: {}, date: Date.UTC(2026, 0, 1) };
const APP = '{"name":"tiny","main":"server.js","scripts":{"start":"node server.js"}}';
const SERVER = "require('node:http').createServer((q, r) => r.end('ok')).listen(3000);\n";
const NAIVE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';

function app(dir: string): Record<string, MemoryFile> {
  return { [`${dir}/package.json`]: APP, [`${dir}/server.js`]: SERVER };
}

function refused(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('which Dockerfile is meant', () => {
  const several = {
    ...app('/repo/app'),
    '/repo/app/Dockerfile.dev': NAIVE,
    '/repo/app/Dockerfile.prod': NAIVE,
  };

  it('lists what --file accepts from where the user is', () => {
    const host = { ...memoryHost(several), cwd: '/repo' };
    expect(refused(() => analyse(host, 'app', OPTIONS)).hint).toBe(
      'Choose one:\n  --file app/Dockerfile.dev\n  --file app/Dockerfile.prod',
    );
    const chosen = analyse(host, 'app', { ...OPTIONS, file: 'app/Dockerfile.dev' });
    expect(chosen.dockerfile?.name).toBe('Dockerfile.dev');
  });

  it('an application brings its own Dockerfile, and a Dockerfile its application', () => {
    const two = {
      ...app('/repo/a'),
      ...app('/repo/b'),
      '/repo/a/Dockerfile': NAIVE,
      '/repo/b/Dockerfile': NAIVE,
    };
    const host = { ...memoryHost(two), cwd: '/' };
    const { hint } = refused(() => analyse(host, 'repo', OPTIONS));
    expect(hint).toContain('--app a\n  --app b');
    expect(hint).toContain('plimsoll optimize repo/a');
    expect(analyse(host, 'repo', { ...OPTIONS, app: 'b' }).dockerfile?.name).toBe('b/Dockerfile');
    const byFile = analyse(host, 'repo', { ...OPTIONS, file: 'repo/a/Dockerfile' });
    expect(byFile.application?.path).toBe('a');
  });

  it('a directory called Dockerfile is said to be one', () => {
    const host = memoryHost({ ...app('/repo'), '/repo/Dockerfile': { dir: true } });
    expect(refused(() => analyse(host, '/repo', OPTIONS)).message).toContain('is a directory');
  });
});

describe('a Dockerfile that is a link', () => {
  it('is followed inside the repository', () => {
    const host = memoryHost({
      ...app('/repo'),
      '/repo/.git': { dir: true },
      '/repo/docker/Dockerfile': NAIVE,
      '/repo/Dockerfile': { link: 'docker/Dockerfile' },
    });
    const { dockerfile } = analyse(host, '/repo', OPTIONS);
    expect({ name: dockerfile?.name, text: dockerfile?.text }).toEqual({
      name: 'Dockerfile',
      text: NAIVE,
    });
  });

  it.each([
    ['/repo/../secret', 'link out of the repository'],
    ['nowhere', 'link to a file that is not there'],
  ])('%s is refused', (link, why) => {
    const host = memoryHost({
      ...app('/repo'),
      '/repo/.git': { dir: true },
      '/secret': NAIVE,
      '/repo/Dockerfile': { link },
    });
    expect(refused(() => analyse(host, '/repo', OPTIONS)).message).toContain(why);
  });
});

describe('writing when the disk refuses', () => {
  it('leaves every file as it was', async () => {
    const host = memoryHost({ '/app/Dockerfile': 'FROM a\n' });
    const full = {
      ...host,
      files: {
        ...host.files,
        writeAtomic(path: string, content: string | Uint8Array) {
          if (path.endsWith('.dockerignore'))
            throw new HostError('ENOSPC', path, 'no space left on device');
          host.files.writeAtomic(path, content);
        },
      },
    };
    const changes = [
      { path: 'Dockerfile', before: 'FROM a\n', after: 'FROM b\n' },
      { path: '.dockerignore', after: '.git\n' },
    ];
    expect(await writeChanges(full, '/app', '/app', changes, false)).toEqual({
      written: [],
      refused: '.dockerignore cannot be written: the disk is full. Nothing was changed.',
    });
    expect(host.files.list('/app').map(({ name }) => name)).toEqual(['Dockerfile']);
    expect(decodeText(host.files.read('/app/Dockerfile'))).toBe('FROM a\n');
  });

  it('does not replace a file that has changed since it was read', async () => {
    const host = memoryHost({ '/app/Dockerfile': 'FROM edited\n' });
    const change = { path: 'Dockerfile', before: 'FROM a\n', after: 'FROM b\n' };
    const { refused: why } = await writeChanges(host, '/app', '/app', [change], true);
    expect(why).toContain('has changed meanwhile');
    expect(decodeText(host.files.read('/app/Dockerfile'))).toBe('FROM edited\n');
  });

  it('writes through a link to the file behind it', async () => {
    const host = memoryHost({
      '/repo/app/Dockerfile': { link: '../docker/Dockerfile' },
      '/repo/docker/Dockerfile': 'FROM a\n',
    });
    const change = { path: 'Dockerfile', before: 'FROM a\n', after: 'FROM b\n' };
    const { written } = await writeChanges(host, '/repo', '/repo/app', [change], false);
    expect(written).toEqual(['../docker/Dockerfile.orig', 'Dockerfile']);
    expect(decodeText(host.files.read('/repo/docker/Dockerfile'))).toBe('FROM b\n');
    expect(host.files.stat('/repo/app/Dockerfile')?.kind).toBe('link');
  });
});

describe('secrets', () => {
  it('come from the file, the env file, build secrets and what is named like one', () => {
    const files = memoryFiles(
      {
        '/w/.env': '# A=comment\nDATABASE_URL="postgres-value"\nDEBUG=true\n',
        '/w/tok.txt': 'file-token-1\nfile-token-2\n',
      },
      () => 0,
    );
    const text = 'FROM a\nENV API_KEY=in-the-file MODE=ordinary-value\n';
    const values = secretValues(
      files,
      parseDockerfile(text),
      {
        buildArgs: { NPM_TOKEN: 'build-arg-token', COLOUR: 'turquoise' },
        env: {},
        envFile: '/w/.env',
        secrets: ['id=a,src=tok.txt', 'id=b,env=FROM_ENV', 'id=BARE'],
      },
      { cwd: '/w', env: { FROM_ENV: 'env-secret', BARE: 'bare-secret' } },
    );
    expect(values).toEqual(
      expect.arrayContaining([
        'in-the-file',
        'build-arg-token',
        'postgres-value',
        'file-token-1',
        'file-token-2',
        'env-secret',
        'bare-secret',
      ]),
    );
    expect(values).not.toContain('ordinary-value');
    expect(values).not.toContain('turquoise');
  });

  it('are masked in code frames also where they are repeated', async () => {
    const text = 'FROM node:22\nENV API_KEY=abc123secret\nRUN npm install && echo abc123secret\n';
    const host = memoryHost({ ...app('/repo'), '/repo/Dockerfile': text });
    const result = await check(host, ['/repo'], { ...OPTIONS, all: false });
    expect(JSON.stringify(result)).not.toContain('abc123secret');
    expect(result.files[0]?.text?.split('\n').map((line) => line.length)).toEqual(
      text.split('\n').map((line) => line.length),
    );
  });
});
