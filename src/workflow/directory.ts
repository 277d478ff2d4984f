import { resolve } from 'node:path';
import type { Host } from '../host/types.ts';
import { UserError } from './user-error.ts';

/** A directory the user named, absolute and with links resolved. @throws UserError when it is none. */
export function existingDir(host: Host, dir: string): string {
  const absolute = resolve(host.cwd, dir);
  const stat = host.files.stat(absolute);
  const kind = stat?.kind === 'link' ? kindBehind(host, absolute) : stat?.kind;
  if (kind === undefined) throw new UserError(`There is no directory ${dir}.`);
  if (kind !== 'dir')
    throw new UserError(
      `${dir} is not a directory.`,
      'Give the build context, and the Dockerfile with --file.',
    );
  return host.files.realPath(absolute);
}

function kindBehind(host: Host, link: string): string | undefined {
  try {
    return host.files.stat(host.files.realPath(link))?.kind;
  } catch {
    return undefined;
  }
}
