import { Refused } from './refused.ts';

// Paths as BuildKit reads them for the operating system of the image (util/system/path.go).

function fail(why: string): never {
  throw new Refused(`removing drive letter: ${why}`);
}

/**
 * A path with `/` and without its drive letter, which only Windows has.
 * @throws Refused for another drive than C: and for network paths.
 */
export function withoutDrive(path: string, os: string): string {
  if (os !== 'windows') return path;
  const slashed = path.replaceAll('\\', '/');
  if (path.length === 2 && path[1] === ':') fail(`No relative path specified in "${path}"`);
  if (slashed.startsWith('//')) fail('UNC paths are not supported');
  const colon = slashed.indexOf(':');
  if (colon < 0) return slashed;
  if (slashed.slice(0, colon).toLowerCase() !== 'c')
    fail('The specified path is not on the system drive (C:)');
  return slashed.slice(colon + 1);
}

/** Whether a path stands for itself, whatever the working directory is. */
export function isAbsolutePath(path: string, os: string): boolean {
  try {
    return withoutDrive(path, os).startsWith('/');
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
