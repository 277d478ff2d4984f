import { join } from 'node:path';
import type { Host } from '../host/types.ts';
import { encodeText } from '../text/bytes.ts';
import { safekeeping } from './git.ts';
import type { FileChange } from '../reports/optimize-result.ts';

/** What was written, or why nothing was. */
export interface Written {
  readonly written: readonly string[];
  readonly refused?: string;
}

/**
 * Writes all changes or none. A file with work that git does not hold is replaced only with `force`,
 * and whatever git does not hold stays beside as `.orig`.
 */
export async function writeChanges(
  host: Host,
  root: string,
  contextDir: string,
  changes: readonly FileChange[],
  force: boolean,
): Promise<Written> {
  const keep: string[] = [];
  for (const change of changes) {
    const path = join(contextDir, change.path);
    if (change.before === undefined || host.files.stat(path) === undefined) continue;
    const state = await safekeeping(host, root, path);
    if (state === 'uncommitted' && !force) {
      return {
        written: [],
        refused: `${change.path} has changes that are not committed; commit them, or write over them with --force (the old file stays as ${change.path}.orig).`,
      };
    }
    if (state !== 'committed') keep.push(path);
  }
  const written: string[] = [];
  for (const path of keep) written.push(saveOriginal(host, contextDir, path));
  for (const change of changes) {
    host.files.writeAtomic(join(contextDir, change.path), encodeText(change.after));
    written.push(change.path);
  }
  return { written };
}

/** Copies a file beside itself under the first free `.orig` name; gives that name relative to the context. */
function saveOriginal(host: Host, contextDir: string, path: string): string {
  let name = `${path}.orig`;
  for (let i = 2; host.files.stat(name) !== undefined; i++) name = `${path}.orig${i}`;
  host.files.copy(path, name);
  return name.slice(contextDir.length + 1);
}
