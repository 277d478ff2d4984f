/**
 * A path inside the root in its one spelling: `/` between parts, no `.`, `..` or empty part,
 * `.` for the root. Undefined when it is absolute or leads out of the root.
 */
export function insidePath(path: string): string | undefined {
  if (path.startsWith('/') || path.includes('\0')) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? '.' : parts.join('/');
}

/** Joins parts relative to the root; like `insidePath`, but a way out ends at the root. */
export function joinPath(...parts: readonly string[]): string {
  return insidePath(parts.join('/')) ?? '.';
}

export function dirName(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '.' : path.slice(0, cut);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` as seen from `dir` when it lies in it, else undefined. */
export function relativeTo(dir: string, path: string): string | undefined {
  if (dir === '.') return path;
  if (path === dir) return '.';
  return path.startsWith(`${dir}/`) ? path.slice(dir.length + 1) : undefined;
}

/** How many directories lie above it. */
export function depth(path: string): number {
  return path === '.' ? 0 : path.split('/').length;
}
