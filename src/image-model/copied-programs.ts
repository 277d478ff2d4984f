import type { Change, ImageState } from '../facts/image.ts';
import { baseBinary } from '../knowledge/base-binaries.ts';
import { baseName, isUnder, joinPath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';

/**
 * What is copied of a base image's own programs is told what it is: it stands on libraries of that image.
 * `place` of `state` has come to lie at `goal`.
 */
export function withPrograms(files: Tree, state: ImageState, place: string, goal: string): Tree {
  const { base } = state;
  if (base === undefined) return files;
  const changes = base.programs.flatMap((path): Change[] => {
    if (!isUnder(path, place)) return [];
    const { entry: before } = state.files.get(path);
    if (before?.origin.by !== 'base' || before.kind !== 'file') return [];
    const to = path === place ? goal : joinPath(goal, path.slice(place === '/' ? 0 : place.length));
    const { is, entry } = files.get(to);
    if (is !== 'yes' || entry?.kind !== 'file' || entry.binary !== undefined) return [];
    const binary = baseBinary(base, path, entry.origin);
    return binary === undefined ? [] : [{ do: 'put', path: to, entry: { ...entry, binary } }];
  });
  return changes.length === 0 ? files : files.apply(changes);
}

/** Where one place comes to lie: in a directory that is there, or under the name it is given. */
export function goalFor(place: string, goal: string, into: boolean, isDirectory: boolean): string {
  return isDirectory || !into ? goal : joinPath(goal, baseName(place));
}
