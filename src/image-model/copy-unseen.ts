import { UNKNOWN_BYTES } from '../facts/bytes.ts';
import type { Change } from '../facts/image.ts';
import { unknown } from '../facts/origin.ts';
import { type Copying, copiedEntry } from './copying.ts';
import { baseName, joinPath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';

/** Names that are files' and hardly ever directories'. */
const FILE_NAME = /.\.\w{1,12}$|^(Makefile|Dockerfile|Procfile|Gemfile|LICENSE|gradlew|mvnw)$/;

/** A directory with a version behind its name, as archives have them: `tide-2.9.6`. */
const VERSIONED = /\d\.\d+$|[-_]v?\d+\.[\dx]+$/;

/**
 * Copies something nobody has seen: what looks like a file's name is one, anything else may be a
 * file or a directory with anything in it. That it is there is certain once the build has passed.
 */
export function copyUnseen(
  copying: Copying,
  files: Tree,
  source: string | undefined,
  goal: string,
): Tree {
  const name = source === undefined ? '' : baseName(source);
  const mode = { mode: unknown<number>(copying.origin) };
  const isFile =
    source !== undefined &&
    !/[*?[]/.test(source) &&
    !source.endsWith('/') &&
    FILE_NAME.test(name) &&
    !VERSIONED.test(name);
  // `COPY run.sh /usr/bin`: where nobody knows the destination it may be a directory.
  const isSure =
    copying.intoDirectory ||
    FILE_NAME.test(baseName(goal)) ||
    copying.before.files.get(goal).is !== 'unknown';
  if (isFile && isSure) {
    const path = copying.intoDirectory ? joinPath(goal, name) : goal;
    const entry = copiedEntry(copying, 'file', UNKNOWN_BYTES, mode);
    return files.apply([{ do: 'put', path, entry }], [{ path, because: copying.origin }]);
  }
  const certain = copying.intoDirectory || name === '';
  const entry = copiedEntry(copying, 'dir', UNKNOWN_BYTES, certain ? {} : mode);
  const change: Change = { do: 'put', path: goal, open: true, entry };
  return files.apply([change], [{ path: goal, because: copying.origin }]);
}
