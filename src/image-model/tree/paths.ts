/** Paths whose parts are remembered: a file's commands ask for the same ones again and again. */
const MOST_REMEMBERED = 4_096;
const LONGEST_REMEMBERED = 256;

/** A path in parts, and as it is written when nothing in it is too much. */
export interface SplitPath {
  readonly parts: readonly string[];
  readonly clean: string;
}

const remembered = new Map<string, SplitPath>();

/** Splits an absolute path; `.`, `..` and empty parts are resolved as text. */
export function splitPath(path: string): SplitPath {
  const before = remembered.get(path);
  if (before !== undefined) return before;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  const split = { parts, clean: isClean(path) ? path : `/${parts.join('/')}` };
  if (path.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(path, split);
  }
  return split;
}

/** The parts of an absolute path. */
export function partsOf(path: string): readonly string[] {
  return splitPath(path).parts;
}

/** Directories in directories that are followed; Linux takes no path of more than 4,096 bytes. */
export const DEEPEST = 1_024;

/** An absolute path in its shortest form, without a slash at the end. */
export function cleanPath(path: string): string {
  return splitPath(path).clean;
}

/** Nearly every path is written as short as it can be. */
function isClean(path: string): boolean {
  return path.startsWith('/') && !/\/\.{0,2}(?:\/|$)/.test(path);
}

/** `path` seen from the directory `from`. */
export function resolvePath(from: string, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${from}/${path}`);
}

/** The last part of a path; empty for the root. */
export function baseName(path: string): string {
  return partsOf(path).at(-1) ?? '';
}

/** Whether a path is `dir` or below it; both clean. */
export function isUnder(path: string, dir: string): boolean {
  return dir === '/' || path === dir || path.startsWith(`${dir}/`);
}

/** A path below `/` continued by a relative one. */
export function joinPath(dir: string, rest: string): string {
  return cleanPath(`${dir}/${rest}`);
}
