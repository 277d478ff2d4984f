import { createHash } from 'node:crypto';
import type { Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { ArchiveError, type TarEvent, TarReader, beginsTar } from './tar-reader.ts';

/** What was measured of one layer. */
export interface LayerMeasure {
  /** `sha256:…` of the uncompressed tar: the diff id. */
  readonly digest: string;
  /** Bytes of the regular files, a hardlinked file once. */
  readonly bytes: number;
  /** Bytes in gzip: the archive's own where it is gzip, else zlib's at level 6. */
  readonly compressed: number;
}

/** Takes a layer's bytes as they stand in the archive. Wait for each promise before going on. */
export interface LayerReader {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<LayerMeasure>;
  /** Lets go of everything, when the rest of the archive is of no use. */
  abandon(): void;
}

/** Is shown everything in a layer as it comes. */
export type LayerVisitor = (event: TarEvent) => void;

export type Compression = 'none' | 'gzip' | 'zstd';

/** How a layer begins; undefined: it is none. At least 512 bytes, or all there are. */
export function compressionOf(start: Uint8Array): Compression | undefined {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start[0] === 0x28 && start[1] === 0xb5 && start[2] === 0x2f && start[3] === 0xfd)
    return 'zstd';
  return beginsTar(start) ? 'none' : undefined;
}

/** Writes and waits until the stream has done its work with it. */
function written(stream: Transform, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) =>
      error ? reject(unreadable(stream.errored ?? error)) : resolve(),
    );
  });
}

function unreadable(error: Error): Error {
  if (error instanceof ArchiveError) return error;
  return new ArchiveError(`a layer cannot be unpacked: ${error.message}`);
}

function ended(stream: Transform): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream.destroyed) return resolve();
    stream.once('end', resolve);
    stream.once('error', (error) => reject(unreadable(error)));
    stream.once('close', resolve);
    stream.end();
    // Nobody else takes what it still has to give.
    stream.resume();
    return undefined;
  });
}

/** Sums, hashes and, unless the size is known, compresses an uncompressed layer. */
class PlainLayer {
  private readonly reader = new TarReader();
  private readonly hash = createHash('sha256');
  private bytes = 0;
  private packed = 0;
  private readonly gzip: Transform | undefined;
  private readonly visit: LayerVisitor | undefined;

  constructor(compress: boolean, visit: LayerVisitor | undefined) {
    this.visit = visit;
    if (!compress) return;
    this.gzip = createGzip({ level: 6, chunkSize: 1 << 18 });
    this.gzip.on('data', (chunk: Uint8Array) => {
      this.packed += chunk.length;
    });
    // Each write reports its own failure.
    this.gzip.on('error', () => undefined);
  }

  /** The part that needs no waiting. */
  take(chunk: Uint8Array): void {
    this.hash.update(chunk);
    for (const event of this.reader.read(chunk)) {
      if (event.kind === 'entry') this.bytes += event.entry.size;
      this.visit?.(event);
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.take(chunk);
    if (this.gzip !== undefined) await written(this.gzip, chunk);
  }

  async end(): Promise<LayerMeasure> {
    this.reader.finish();
    if (this.gzip !== undefined) await ended(this.gzip);
    return {
      digest: `sha256:${this.hash.digest('hex')}`,
      bytes: this.bytes,
      compressed: this.packed,
    };
  }

  abandon(): void {
    this.gzip?.destroy();
  }
}

function readPlain(known: number | undefined, visit?: LayerVisitor): LayerReader {
  const layer = new PlainLayer(known === undefined, visit);
  return {
    write: (bytes) => layer.write(bytes),
    async end() {
      const measure = await layer.end();
      return known === undefined ? measure : { ...measure, compressed: known };
    },
    abandon: () => layer.abandon(),
  };
}

/** The archive's own compressed size counts: it is what a registry has. */
function readGzip(visit?: LayerVisitor): LayerReader {
  const layer = new PlainLayer(false, visit);
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  let compressed = 0;
  gunzip.on('data', (chunk: Uint8Array) => {
    try {
      layer.take(chunk);
    } catch (error) {
      gunzip.destroy(error instanceof Error ? error : new ArchiveError(String(error)));
    }
  });
  gunzip.on('error', () => undefined);
  return {
    async write(bytes) {
      compressed += bytes.length;
      await written(gunzip, bytes);
    },
    async end() {
      await ended(gunzip);
      if (gunzip.errored) throw unreadable(gunzip.errored);
      return { ...(await layer.end()), compressed };
    },
    abandon: () => gunzip.destroy(),
  };
}

/** Bytes given to the unpacker at once: a few can become many thousands. */
const ZSTD_SLICE = 512;

function readZstd(known: number | undefined, visit?: LayerVisitor): LayerReader {
  const plain = readPlain(known, visit);
  const unpacked: Uint8Array[] = [];
  const zstd = new Decompress((chunk) => unpacked.push(chunk));
  async function feed(bytes: Uint8Array, last: boolean): Promise<void> {
    try {
      zstd.push(bytes, last);
    } catch (error) {
      throw unreadable(error instanceof Error ? error : new ArchiveError(String(error)));
    }
    for (const chunk of unpacked.splice(0)) await plain.write(chunk);
  }
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length; at += ZSTD_SLICE) {
        await feed(bytes.slice(at, at + ZSTD_SLICE), false);
      }
    },
    async end() {
      await feed(new Uint8Array(), true);
      return plain.end();
    },
    abandon: () => plain.abandon(),
  };
}

/** Reads a layer; `known` is its compressed size where somebody has measured it before. */
export function readLayer(
  compression: Compression,
  known: number | undefined,
  visit?: LayerVisitor,
): LayerReader {
  if (compression === 'gzip') return readGzip(visit);
  return compression === 'zstd' ? readZstd(known, visit) : readPlain(known, visit);
}
