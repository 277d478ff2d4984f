import { join } from 'node:path';
import type { BaseFacts, BaseFile } from '../facts/image.ts';
import { type Host, HostError } from '../host/types.ts';
import type { ImageMeasure } from '../images/archive.ts';
import { type ReadFrom, factsOfImage } from '../images/base-facts.ts';
import type { FileLister } from '../images/file-list.ts';
import { decodeText } from '../text/bytes.ts';

/** Changes with what is kept: files of another version are not looked at. */
const VERSION = 1;
/** Images that are kept; the ones read longest ago go. */
const MOST_KEPT = 40;

interface Kept {
  readonly version: number;
  readonly digest: string;
  readonly image: Pick<ImageMeasure, 'bytes' | 'compressed' | 'config'>;
  readonly files: readonly BaseFile[];
}

/**
 * What was read of images, in the user's cache directory by digest: what a digest names never
 * changes. Nothing that is wrong with the cache is an error.
 */
export class KeptImages {
  readonly #host: Host;
  readonly #dir: string;

  constructor(host: Host) {
    this.#host = host;
    const given = host.env['XDG_CACHE_HOME'];
    const base = given?.startsWith('/') === true ? given : join(host.homeDir, '.cache');
    this.#dir = join(base, 'plimsoll', 'images');
  }

  /** The record of an image that was read before. */
  get(digest: string, from: ReadFrom): BaseFacts | undefined {
    try {
      const kept = JSON.parse(decodeText(this.#host.files.read(this.#path(digest)))) as Kept;
      // The key is in the file: a file that was moved or cut short counts for nothing.
      if (kept.version !== VERSION || kept.digest !== digest) return undefined;
      return factsOfImage(kept.image, kept.files, from);
    } catch {
      return undefined;
    }
  }

  /** Keeps what was read, and gives its record. */
  put(
    digest: string,
    read: { image: ImageMeasure; lister: FileLister },
    from: ReadFrom,
  ): BaseFacts {
    const { image, lister } = read;
    const files = lister.files(image.layers.map(({ path }) => path));
    const { bytes, compressed, config } = image;
    const kept: Kept = { version: VERSION, digest, image: { bytes, compressed, config }, files };
    try {
      this.#makeRoom();
      this.#host.files.writeAtomic(this.#path(digest), JSON.stringify(kept), 0o600);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
    return factsOfImage(image, files, from);
  }

  #path(digest: string): string {
    return join(this.#dir, `${digest.replace(/[^0-9a-z]+/gi, '-')}.json`);
  }

  #makeRoom(): void {
    const { files } = this.#host;
    files.makeDir(this.#dir);
    const all = files
      .list(this.#dir)
      .map(({ name }) => join(this.#dir, name))
      .toSorted((a, b) => (files.stat(a)?.modified ?? 0) - (files.stat(b)?.modified ?? 0));
    for (const path of all.slice(0, Math.max(0, all.length - MOST_KEPT + 1)))
      files.removeTree(path);
  }
}
