import type { FileTree, ImageState } from '../../facts/image.ts';
import { baseName, isUnder, partsOf } from '../tree/paths.ts';

/** Entries looked at for a file of the same name. */
const MOST = 3_000;

/**
 * Whether a file that the image lacks may be meant to come with `docker run -v`: it lies in a VOLUME, or
 * nothing on the way to it was put there by the build. A directory the build has filled is the
 * application's: what is missing in it is missing; and a file that lies elsewhere was not to be mounted.
 */
export function mayBeMounted({ files, config }: ImageState, path: string): boolean {
  if (config.volumes.some((volume) => isUnder(path, volume))) return true;
  const parts = partsOf(path);
  for (let depth = parts.length - 1; depth > 0; depth--) {
    const { entries } = files.list(`/${parts.slice(0, depth).join('/')}`);
    if (entries.some(({ layer, origin }) => layer > 0 && origin.what !== 'WORKDIR')) return false;
  }
  return placeOfFile(files, baseName(path)) === undefined;
}

/** Where the build has put a file of that name; undefined: nowhere that is listed. */
export function placeOfFile(files: FileTree, name: string): string | undefined {
  const todo = ['/'];
  let left = MOST;
  for (let dir = todo.pop(); dir !== undefined && left > 0; dir = todo.pop())
    for (const { path, kind, layer } of files.list(dir).entries) {
      left -= 1;
      if (kind === 'dir') todo.push(path);
      else if (layer > 0 && baseName(path) === name) return path;
    }
  return undefined;
}
