// Paths as BuildKit's frontend treats them: slashes inside, drive letters of Windows taken off.
// Source: util/system of BuildKit; `cleanPath` and `joinPath` are Go's path.Clean and path.Join.

/** A path, or the message of a refusal. */
export type CheckedPath = { readonly path: string } | { readonly error: string };

/** Go's `path.Clean`. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!rooted) out.push('..');
  }
  const joined = out.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** Go's `path.Join`: empty parts are left out. */
export function joinPath(...parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '');
  return given.length === 0 ? '' : cleanPath(given.join('/'));
}

/** Go's `path.Base`. */
export function basePath(path: string): string {
  if (path === '') return '.';
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

/** Backslashes as slashes on Windows. */
export function toSlash(path: string, os: string): string {
  return os === 'windows' ? path.replaceAll('\\', '/') : path;
}

function cleanKeeping(written: string, os: string, keepSlash: boolean): string {
  const path = toSlash(written, os);
  const clean = cleanPath(path);
  return keepSlash && clean.length > 1 && path.endsWith('/') ? `${clean}/` : clean;
}

/** Takes the drive letter off a Windows path, which must be that of the system drive. Elsewhere it changes nothing. */
export function withoutDrive(path: string, os: string, keepSlash: boolean): CheckedPath {
  if (os !== 'windows') return { path };
  if (new TextEncoder().encode(path).length === 2 && path[1] === ':')
    return { error: `No relative path specified in ${JSON.stringify(path)}` };
  if (toSlash(path.slice(0, 2), os) === '//') return { error: 'UNC paths are not supported' };
  const colon = path.indexOf(':');
  if (colon < 0) return { path: cleanKeeping(path, os, keepSlash) };
  if (path.slice(0, colon).toLowerCase() !== 'c')
    return { error: 'The specified path is not on the system drive (C:)' };
  return { path: cleanKeeping(path.slice(colon + 1), os, keepSlash) };
}

/** Whether a path of that system is absolute, its drive letter apart. */
export function isAbsolute(path: string, os: string): boolean {
  const checked = withoutDrive(path, os, false);
  return 'path' in checked && checked.path.startsWith('/');
}

const REMOVING = 'removing drive letter: ';

function withSlash(path: string, written: string): string {
  if (written.endsWith('/')) return path.endsWith('/') ? path : `${path}/`;
  if (!written.endsWith('/.')) return path;
  return path === '/' ? '/.' : `${path}/.`;
}

/** A path seen from its parent: absolute, with slashes, without drive letter; a slash at its end is kept on request. */
export function absolutePath(
  parentPath: string,
  writtenPath: string,
  os: string,
  keepSlash: boolean,
): CheckedPath {
  const written = toSlash(writtenPath, os);
  const parent = withoutDrive(toSlash(parentPath, os) || '/', os, keepSlash);
  if ('error' in parent) return { error: REMOVING + parent.error };
  const from = isAbsolute(parent.path, os) ? parent.path : joinPath('/', parent.path);
  const checked = withoutDrive(written === '' ? from : written, os, keepSlash);
  if ('error' in checked) return { error: REMOVING + checked.error };
  const path = isAbsolute(checked.path, os) ? checked.path : joinPath(from, checked.path);
  return { path: toSlash(keepSlash ? withSlash(path, written) : path, os) };
}

/** What WORKDIR makes of a path: backslashes on Windows. */
export function workingDirectory(current: string, written: string, os: string): CheckedPath {
  const made = absolutePath(current, written, os, false);
  if ('error' in made) return { error: `normalizing working directory: ${made.error}` };
  return { path: os === 'windows' ? made.path.replaceAll('/', '\\') : made.path };
}

/** Where a destination of COPY or ADD lies, seen from the working directory. */
export function destinationPath(directory: string, written: string, os: string): CheckedPath {
  const checked = withoutDrive(written, os, true);
  if ('error' in checked) return { error: REMOVING + checked.error };
  const { path } = checked;
  if (isAbsolute(path, os)) return absolutePath('/', path, os, true);
  return absolutePath(directory, path === '.' || path === '' ? './' : path, os, true);
}
