import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { factsOfImage } from './base-facts.ts';
import { type FileLister, fileLister } from './file-list.ts';
import { TarReader } from './tar-reader.ts';

type Entry = Parameters<typeof packTar>[0][number];

function dir(name: string, more: object = {}): Entry {
  return { header: { name: `${name}/`, type: 'directory', size: 0, ...more } };
}

function file(name: string, body = 'x', more: object = {}): Entry {
  return { header: { name, size: Buffer.byteLength(body), ...more }, body };
}

function link(name: string, target: string, type: 'symlink' | 'link' = 'symlink'): Entry {
  return { header: { name, type, linkname: target, size: 0 } };
}

/** Lists an image of these layers. */
async function listed(...layers: Entry[][]): Promise<FileLister> {
  const lister = fileLister();
  for (const [at, entries] of layers.entries()) {
    const reader = new TarReader();
    const visit = lister.visit(`layer${at}`);
    const tar = await packTar(entries);
    // In small pieces, as a stream comes.
    for (let from = 0; from < tar.length; from += 700)
      for (const event of reader.read(tar.subarray(from, from + 700))) visit(event);
  }
  return lister;
}

async function paths(...layers: Entry[][]): Promise<string[]> {
  const lister = await listed(...layers);
  return lister.files(layers.map((_, at) => `layer${at}`)).map(({ path }) => path);
}

describe('the files of an image', () => {
  it('has owner, mode, size and target of each', async () => {
    const lister = await listed([
      dir('srv', { uid: 1000, gid: 50, mode: 0o700 }),
      file('srv/run', 'four', { uid: 1000, gid: 50, mode: 0o4755 }),
      link('srv/now', '../opt/it'),
    ]);
    expect(lister.files(['layer0'])).toEqual([
      { path: '/srv', kind: 'dir', mode: 0o700, uid: 1000, gid: 50 },
      { path: '/srv/run', kind: 'file', mode: 0o4755, uid: 1000, gid: 50, size: 4 },
      { path: '/srv/now', kind: 'link', mode: 0o644, uid: 0, gid: 0, target: '../opt/it' },
    ]);
  });

  it('a later layer takes away what it whites out, with all below', async () => {
    const below = [dir('a'), file('a/one'), dir('ab'), file('ab/two'), file('three')];
    expect(await paths(below, [file('.wh.a'), file('.wh.three')])).toEqual(['/ab', '/ab/two']);
  });

  it('an opaque directory has only what its own layer brings', async () => {
    const below = [dir('a'), file('a/old'), dir('a/deep'), file('a/deep/old')];
    expect(await paths(below, [dir('a'), file('a/.wh..wh..opq'), file('a/new')])).toEqual([
      '/a',
      '/a/new',
    ]);
  });

  it('a file where a directory was takes its place', async () => {
    expect(await paths([dir('a'), file('a/old')], [file('a')])).toEqual(['/a']);
  });

  it('a hard link is a file of its own whose bytes count once', async () => {
    const lister = await listed([file('first', 'four'), link('second', 'first', 'link')]);
    expect(lister.files(['layer0'])).toEqual([
      expect.objectContaining({ path: '/first', size: 4 }),
      { path: '/second', kind: 'file', mode: 0o644, uid: 0, gid: 0 },
    ]);
  });

  it('layers apply in the order that is given, not in the order of the archive', async () => {
    const lister = await listed([file('.wh.a')], [file('a')]);
    expect(lister.files(['layer1', 'layer0'])).toEqual([]);
    expect(lister.files(['layer0', 'layer1'])).toHaveLength(1);
  });
});

describe('what is known of an image that was read', () => {
  it('is what its files and configuration say', async () => {
    const lister = await listed([
      file('etc/os-release', 'ID=alpine\nVERSION_ID=3.23.0\n'),
      file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nharbour:x:70:70::/srv:/bin/false\n'),
      file('lib/ld-musl-x86_64.so.1'),
      file('sbin/apk', 'x', { mode: 0o755 }),
      file('opt/tide', 'x', { mode: 0o755 }),
    ]);
    const config = {
      user: 'harbour',
      env: ['PATH=/sbin:/opt', 'NODE_VERSION=22.1.0'],
      workdir: '/srv',
      exposed: ['70/tcp'],
      volumes: [],
      labels: {},
      platform: 'linux/amd64',
      diffIds: [],
      history: [],
    };
    const facts = factsOfImage({ bytes: 9, compressed: 4, config }, lister.files(['layer0']), {
      ref: 'quay.example/port/tide:1',
      platform: 'linux/amd64',
      source: 'a test',
    });
    expect(facts).toMatchObject({
      family: 'tide',
      flavour: 'alpine',
      os: { id: 'alpine', release: '3.23.0', libc: 'musl' },
      packageManager: 'apk',
      runtime: { language: 'node', version: '22.1.0' },
      user: 'harbour',
      programs: ['/sbin/apk', '/opt/tide'],
      complete: true,
      set: { exposed: ['70/tcp'] },
    });
    expect(facts.users).toContainEqual({ name: 'harbour', uid: 70, gid: 70, home: '/srv' });
  });
});
