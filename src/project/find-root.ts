import type { ReadFiles } from '../host/types.ts';

/**
 * The directory analysis is bounded to: the nearest one at or above `dir` (absolute) that has
 * a `.git` (a file in worktrees and submodules), or `dir` itself when there is none.
 */
export function findRoot(files: ReadFiles, dir: string): string {
  let here = dir.length > 1 ? dir.replace(/\/+$/, '') : dir;
  for (;;) {
    if (files.stat(`${here === '/' ? '' : here}/.git`) !== undefined) return here;
    const above = here.slice(0, Math.max(here.lastIndexOf('/'), 1));
    if (above === here || here === '') return dir;
    here = above;
  }
}
