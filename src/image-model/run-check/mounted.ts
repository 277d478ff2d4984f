import type { ImageState } from '../../facts/image.ts';
import { isUnder, partsOf } from '../tree/paths.ts';

/**
 * Whether a file that the image lacks may be meant to come with `docker run -v`: it lies in a VOLUME, or
 * nothing on the way to it was put there by the build. A directory the build has filled is the
 * application's: what is missing in it is missing.
 */
export function mayBeMounted({ files, config }: ImageState, path: string): boolean {
  if (config.volumes.some((volume) => isUnder(path, volume))) return true;
  const parts = partsOf(path);
  for (let depth = parts.length - 1; depth > 0; depth--) {
    const { entries } = files.list(`/${parts.slice(0, depth).join('/')}`);
    if (entries.some(({ layer, kind }) => layer > 0 && kind !== 'dir')) return false;
    if (entries.some(({ layer, origin }) => layer > 0 && origin.what !== 'WORKDIR')) return false;
  }
  const top = files.list('/').entries;
  return !top.some(({ layer, kind }) => layer > 0 && kind !== 'dir');
}
