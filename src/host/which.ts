import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';

/** Absolute path of a program on `searchPath`; see `Processes.which` for what is never taken. */
export function whichOn(searchPath: string, name: string, forbidden?: string): string | undefined {
  const fence = forbidden === undefined ? undefined : realOr(forbidden);
  if (name.includes('/') || name.includes(sep)) {
    return isAbsolute(name) && isAllowed(name, fence) ? name : undefined;
  }
  for (const dir of searchPath.split(delimiter)) {
    if (!isAbsolute(dir)) continue;
    for (const ending of endings()) {
      const path = join(dir, name + ending);
      if (isAllowed(path, fence)) return path;
    }
  }
  return undefined;
}

function endings(): readonly string[] {
  return process.platform === 'win32' ? ['.exe', '.com', ''] : [''];
}

/** Whether it is an executable file that lies outside, both as written and behind its links. */
function isAllowed(path: string, fence: string | undefined): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    const real = realpathSync(path);
    return [path, join(realOr(join(path, '..')), 'x'), real].every((one) => isOutside(one, fence));
  } catch {
    return false;
  }
}

function isOutside(path: string, fence: string | undefined): boolean {
  if (path.includes(`${sep}node_modules${sep}.bin${sep}`)) return false;
  if (fence === undefined) return true;
  const way = relative(fence, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
