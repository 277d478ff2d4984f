/** Splits an absolute path into its parts; `.`, `..` and empty parts are resolved as text. */
export function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts;
}

/** Directories in directories that are followed; Linux takes no path of more than 4,096 bytes. */
export const DEEPEST = 1_024;

/** An absolute path in its shortest form, without a slash at the end. */
export function cleanPath(path: string): string {
  return `/${partsOf(path).join('/')}`;
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
