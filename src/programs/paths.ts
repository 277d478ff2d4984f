import type { Environment } from './types.ts';

/** A path cleaned of `.`, `..` and doubled slashes. */
export function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A path as the command means it; undefined when it is empty or the working directory is not known. */
export function underCwd(env: Environment, path: string): string | undefined {
  if (path === '') return undefined;
  if (path === '~' || path.startsWith('~/')) return clean(`${env.home}/${path.slice(1)}`);
  if (path.startsWith('/')) return clean(path);
  return env.cwd === undefined ? undefined : clean(`${env.cwd}/${path}`);
}

/** A path below a directory. */
export function childPath(dir: string, name: string): string {
  return clean(`${dir}/${name}`);
}

/** The last part of a path or URL without query. */
export function lastPart(path: string): string {
  return (
    path
      .replace(/[?#].*$/, '')
      .split('/')
      .findLast((part) => part !== '') ?? ''
  );
}
