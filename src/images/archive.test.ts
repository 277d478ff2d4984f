import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { assert, integer, property, uint8Array } from 'fast-check';
import { type TarEntry, packTar } from 'modern-tar';
import { afterAll, describe, expect, it } from 'vitest';
import { type ArchiveOptions, type ImageMeasure, measureArchive } from './archive.ts';
import { ArchiveError, TarReader } from './tar-reader.ts';

const top = fs.mkdtempSync(join(tmpdir(), 'archive-test-'));
afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function file(name: string, body: string | Uint8Array): TarEntry {
  return { header: { name, size: Buffer.byteLength(body) }, body };
}

/** Layers made by GNU tar, as the builders' are like. */
function gnuTar(dir: string, ...options: string[]): Buffer {
  return execFileSync('/bin/tar', ['-C', dir, ...options, '-cf', '-', '.'], { maxBuffer: 1 << 28 });
}

const tree = join(top, 'tree');
const long = `${'directory-with-a-long-name/'.repeat(9)}file-äöü`;
fs.mkdirSync(join(tree, long, '..'), { recursive: true });
fs.writeFileSync(join(tree, 'a'), 'x'.repeat(1000));
fs.writeFileSync(join(tree, long), 'y'.repeat(500));
fs.writeFileSync(join(tree, 'empty'), '');
fs.linkSync(join(tree, 'a'), join(tree, 'hard'));
fs.symlinkSync('a', join(tree, 'soft'));
const hole = fs.openSync(join(tree, 'sparse'), 'w');
for (let at = 0; at < 60; at += 1) fs.writeSync(hole, 'data', at * 1_000_000);
fs.ftruncateSync(hole, 80_000_000);
fs.closeSync(hole);
const TREE_BYTES = 1000 + 500 + 80_000_000;

const small = join(top, 'small');
fs.mkdirSync(small);
fs.writeFileSync(join(small, 'b'), 'z'.repeat(777));

function configFor(layers: readonly Uint8Array[], more: object = {}): string {
  return JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    config: {
      User: '1000',
      Env: ['A=b'],
      Cmd: ['node', 'x'],
      Healthcheck: { Test: ['CMD', 'true'], Interval: 5e9 },
    },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    history: [
      { created_by: 'COPY a' },
      { created_by: 'ENV A=b', empty_layer: true },
      { created_by: 'RUN b' },
    ],
    ...more,
  });
}

function blob(bytes: Uint8Array | string): string {
  return `blobs/sha256/${sha256(Buffer.from(bytes))}`;
}

function descriptor(bytes: string | Uint8Array): object {
  return { digest: `sha256:${sha256(Buffer.from(bytes))}` };
}

/** The OCI layout of `docker save`, the manifest last or first. */
function dockerSave(
  layers: readonly Uint8Array[],
  stored: readonly Uint8Array[] = layers,
  manifestFirst = false,
): Promise<Uint8Array> {
  const config = configFor(layers);
  const manifest = file(
    'manifest.json',
    JSON.stringify([{ Config: blob(config), Layers: stored.map(blob) }]),
  );
  const blobs = [...stored.map((bytes) => file(blob(bytes), bytes)), file(blob(config), config)];
  return packTar(manifestFirst ? [manifest, ...blobs] : [...blobs, manifest]);
}

async function measure(
  archive: Uint8Array,
  options: ArchiveOptions = {},
  step = 70_001,
): Promise<ImageMeasure> {
  const meter = measureArchive(options);
  for (let at = 0; at < archive.length; at += step)
    await meter.push(archive.subarray(at, at + step));
  return meter.finish();
}

const layerA = gnuTar(small);
const layerB = gnuTar(tree, '--format=pax', '--sparse');

describe('what is measured', () => {
  it.each([
    ['gnu', []],
    ['gnu sparse', ['--format=gnu', '--sparse']],
    ['pax', ['--format=pax']],
    ['pax sparse 1.0', ['--format=pax', '--sparse']],
    ['pax sparse 0.1', ['--format=pax', '--sparse', '--sparse-version=0.1']],
    ['pax sparse 0.0', ['--format=pax', '--sparse', '--sparse-version=0.0']],
  ])('files of a layer in %s', async (_, options) => {
    const layer = gnuTar(tree, ...options);
    const found = await measure(await dockerSave([layer]), { knownCompressed: () => 1 });
    expect(found.bytes).toBe(TREE_BYTES);
    expect(found.layers[0]?.digest).toBe(`sha256:${sha256(layer)}`);
  });

  it('layers in order, with their instructions and gzip sizes, and the configuration', async () => {
    const found = await measure(await dockerSave([layerB, layerA]));
    expect(found.layers).toEqual([
      {
        digest: `sha256:${sha256(layerB)}`,
        bytes: TREE_BYTES,
        compressed: expect.any(Number),
        createdBy: 'COPY a',
        path: expect.any(String),
      },
      {
        digest: `sha256:${sha256(layerA)}`,
        bytes: 777,
        compressed: gzipSync(layerA, { level: 6 }).length,
        createdBy: 'RUN b',
        path: expect.any(String),
      },
    ]);
    expect(found.bytes).toBe(TREE_BYTES + 777);
    expect(found.compressed).toBe(
      gzipSync(layerA, { level: 6 }).length + gzipSync(layerB, { level: 6 }).length,
    );
    expect(found.config).toMatchObject({
      user: '1000',
      env: ['A=b'],
      cmd: ['node', 'x'],
      healthcheck: { test: ['CMD', 'true'], interval: 5e9 },
      platform: 'linux/amd64',
      workdir: '/',
    });
  });

  it('the same wherever the stream is cut and the manifest stands', async () => {
    const archive = await dockerSave([layerA, layerA]);
    const whole = await measure(archive, {}, archive.length);
    expect(whole.bytes).toBe(2 * 777);
    expect(await measure(archive, {}, 1)).toEqual(whole);
    expect(await measure(await dockerSave([layerA, layerA], undefined, true), {}, 513)).toEqual(
      whole,
    );
  });

  it('gzip layers by their size in the archive', async () => {
    const packed = gzipSync(layerA, { level: 1 });
    const inGzip = await measure(await dockerSave([layerA], [packed]));
    expect(inGzip.layers[0]).toMatchObject({
      bytes: 777,
      compressed: packed.length,
      digest: `sha256:${sha256(layerA)}`,
    });
  });

  it.skipIf(!fs.existsSync('/usr/bin/zstd'))('zstd layers unpacked', async () => {
    const zstd = execFileSync('/usr/bin/zstd', ['-q', '-c'], { input: layerA });
    const inZstd = await measure(await dockerSave([layerA], [zstd]));
    expect(inZstd.layers[0]).toMatchObject({
      bytes: 777,
      compressed: gzipSync(layerA, { level: 6 }).length,
    });
  });

  it('the old layout, with layers that are links to others', async () => {
    const config = configFor([layerA, layerA]);
    const archive = await packTar([
      { header: { name: 'one/', type: 'directory', size: 0 } },
      file('one/VERSION', '1.0'),
      file('one/layer.tar', layerA),
      { header: { name: 'two/layer.tar', type: 'symlink', linkname: '../one/layer.tar', size: 0 } },
      file('config.json', config),
      file(
        'manifest.json',
        JSON.stringify([{ Config: 'config.json', Layers: ['one/layer.tar', 'two/layer.tar'] }]),
      ),
    ]);
    expect((await measure(archive)).bytes).toBe(2 * 777);
  });

  it('an OCI layout without the manifest of Docker', async () => {
    const config = configFor([layerA]);
    const manifest = JSON.stringify({ config: descriptor(config), layers: [descriptor(layerA)] });
    const attestation = {
      digest: 'sha256:00',
      platform: { architecture: 'unknown', os: 'unknown' },
    };
    const index = JSON.stringify({ manifests: [attestation, descriptor(manifest)] });
    const blobs = [config, layerA, manifest].map((bytes) =>
      file(`blobs/sha256/${sha256(Buffer.from(bytes))}`, bytes),
    );
    expect((await measure(await packTar([...blobs, file('index.json', index)]))).bytes).toBe(777);
  });

  it('takes known compressed sizes', async () => {
    const asked: string[] = [];
    const found = await measure(await dockerSave([layerA]), {
      knownCompressed: (digest) => {
        asked.push(digest);
        return 4242;
      },
    });
    expect(asked).toEqual([`sha256:${sha256(layerA)}`]);
    expect(found.compressed).toBe(4242);
  });
});

function outcomeOf(bytes: Uint8Array, step: number): string {
  const reader = new TarReader();
  try {
    for (let from = 0; from < bytes.length; from += step) {
      for (const event of reader.read(bytes.subarray(from, from + step))) {
        if (event.kind === 'entry' && !Number.isSafeInteger(event.entry.size)) return 'unsafe';
      }
    }
    reader.finish();
    return 'fine';
  } catch (error) {
    return error instanceof ArchiveError ? 'refused' : `failed: ${String(error)}`;
  }
}

describe('hostile archives', () => {
  it('says when one is cut off anywhere', async () => {
    const archive = await dockerSave([layerA]);
    const content = archive.length - 1024;
    for (const length of [0, 1, 511, 512, 700, 5000, content - 600]) {
      await expect(measure(archive.subarray(0, length))).rejects.toThrow(ArchiveError);
    }
  });

  it.each([
    ['no archive', Buffer.alloc(4096, 'x')],
    ['only zeros', Buffer.alloc(4096)],
  ])('%s', async (_, bytes) => {
    await expect(measure(bytes)).rejects.toThrow(ArchiveError);
  });

  it.each<[string, TarEntry[], RegExp]>([
    [
      'a missing layer',
      [file('manifest.json', '[{"Config":"c","Layers":["../../etc/passwd"]}]'), file('c', '{}')],
      /lacks layer/,
    ],
    ['a broken manifest', [file('manifest.json', '[{')], /damaged manifest/],
    [
      'links in a circle',
      [
        { header: { name: 'l', type: 'symlink', linkname: 'm', size: 0 } },
        { header: { name: 'm', type: 'symlink', linkname: 'l', size: 0 } },
        file('c', '{}'),
        file('manifest.json', '[{"Config":"c","Layers":["l"]}]'),
      ],
      /circles/,
    ],
    [
      'an index of itself',
      [
        file('index.json', `{"manifests":[{"digest":"sha256:a"}]}`),
        file('blobs/sha256/a', `{"manifests":[{"digest":"sha256:a"}]}`),
      ],
      /no image/,
    ],
    [
      'a layer of another digest',
      [
        file('l', layerA),
        file('c', configFor([layerB])),
        file('manifest.json', '[{"Config":"c","Layers":["l"]}]'),
      ],
      /damaged/,
    ],
    [
      'a broken gzip layer',
      [
        file('l', gzipSync(layerA).subarray(0, 100)),
        file('c', '{}'),
        file('manifest.json', '[{"Config":"c","Layers":["l"]}]'),
      ],
      /cannot be unpacked/,
    ],
    [
      'a gzip layer that is no tar',
      [
        file('l', gzipSync('no tar'.repeat(200))),
        file('c', '{}'),
        file('manifest.json', '[{"Config":"c","Layers":["l"]}]'),
      ],
      /not a tar/,
    ],
  ])('%s', async (_, entries, message) => {
    await expect(measure(await packTar(entries))).rejects.toThrow(message);
  });

  it('a known size under a wrong name', async () => {
    const archive = await packTar([
      file(`blobs/sha256/${'0'.repeat(64)}`, layerA),
      file('c', '{}'),
      file(
        'manifest.json',
        JSON.stringify([{ Config: 'c', Layers: [`blobs/sha256/${'0'.repeat(64)}`] }]),
      ),
    ]);
    await expect(measure(archive, { knownCompressed: () => 1 })).rejects.toThrow(/damaged/);
  });

  it('headers that lie about sizes', async () => {
    const lying = Buffer.from(layerA);
    lying.write('77777777777\0', 512 + 124);
    let sum = 0;
    for (let at = 0; at < 512; at += 1) sum += at >= 148 && at < 156 ? 32 : (lying[512 + at] ?? 0);
    lying.write(`${sum.toString(8).padStart(6, '0')}\0 `, 512 + 148);
    const config = file('c', '{}');
    const manifest = file('manifest.json', '[{"Config":"c","Layers":["l"]}]');
    await expect(measure(await packTar([file('l', lying), config, manifest]))).rejects.toThrow(
      /middle of an entry/,
    );
    const huge = Buffer.from(layerA.subarray(0, 512));
    huge[156] = 'L'.charCodeAt(0);
    huge.write('00010000000\0', 124);
    let second = 0;
    for (let at = 0; at < 512; at += 1) second += at >= 148 && at < 156 ? 32 : (huge[at] ?? 0);
    huge.write(`${second.toString(8).padStart(6, '0')}\0 `, 148);
    await expect(
      measure(
        await packTar([file('l', Buffer.concat([huge, Buffer.alloc(1 << 21)])), config, manifest]),
      ),
    ).rejects.toThrow(/too large/);
  });

  it('never fails in another way', () => {
    const base = Buffer.from(layerB.subarray(0, 8192));
    const place = integer({ min: 0, max: 8000 });
    assert(
      property(
        uint8Array({ maxLength: 40 }),
        place,
        integer({ min: 1, max: 700 }),
        (noise, at, step) => {
          const bytes = Buffer.from(base);
          bytes.set(noise, at);
          return ['fine', 'refused'].includes(outcomeOf(bytes, step));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps little of a gzip bomb', async () => {
    const zeros = gzipSync(Buffer.alloc(300_000_000));
    const archive = await packTar([
      file('l', zeros),
      file('c', '{}'),
      file('manifest.json', '[{"Config":"c","Layers":["l"]}]'),
    ]);
    const before = process.memoryUsage().rss;
    expect((await measure(archive)).bytes).toBe(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});
