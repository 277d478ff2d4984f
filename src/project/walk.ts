import type { DirEntry } from '../host/types.ts';
import { isVendored } from './vendored.ts';

export interface Walked {
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
  /** The walk ended at its limit: the deepest directories are missing. */
  readonly cut: boolean;
}

/** Lists one directory given relative to the root; undefined when it cannot be read. */
export type ListDir = (dir: string) => readonly DirEntry[] | undefined;

/**
 * Every file below `top` but those of vendored directories, level by level, so that a limit
 * (of entries seen) costs the deepest directories and not the last ones of the alphabet.
 * Links to directories are not followed; `isFileLink` decides about the others.
 */
export function walk(
  list: ListDir,
  isFileLink: (path: string) => boolean,
  limit: number,
  top = '.',
): Walked {
  const files: string[] = [];
  let level = [top];
  let seen = 0;
  while (level.length > 0) {
    const next: string[] = [];
    for (const dir of level) {
      const entries = list(dir) ?? [];
      seen += entries.length;
      if (seen > limit) return { files: files.toSorted(byUnits), cut: true };
      const names = entries.map((entry) => entry.name);
      for (const entry of entries) {
        const path = dir === '.' ? entry.name : `${dir}/${entry.name}`;
        if (entry.kind === 'file' || (entry.kind === 'link' && isFileLink(path))) files.push(path);
        else if (entry.kind === 'dir' && !isVendored(entry.name, names)) next.push(path);
      }
    }
    level = next;
  }
  return { files: files.toSorted(byUnits), cut: false };
}

/** Whether a walk from the root would come to `dir`: no part of it is vendored or a link. */
export function isWalked(list: ListDir, dir: string): boolean {
  if (dir === '.') return true;
  const parts = dir.split('/');
  return parts.every((name, index) => {
    const entries = list(parts.slice(0, index).join('/') || '.') ?? [];
    const own = entries.find((entry) => entry.name === name);
    if (own?.kind !== 'dir') return false;
    return !isVendored(
      name,
      entries.map((entry) => entry.name),
    );
  });
}

/** Order of UTF-16 units: the same on every machine and locale. */
export function byUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The part of a sorted list that lies in `dir`. */
export function below(files: readonly string[], dir: string): readonly string[] {
  if (dir === '.') return files;
  const prefix = `${dir}/`;
  let [low, high] = [0, files.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < files.length && files[end]?.startsWith(prefix) === true) end++;
  return files.slice(low, end);
}
