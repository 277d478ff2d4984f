import { join, relative } from 'node:path';
import { type Host, HostError } from '../host/types.ts';
import { decodeText, encodeText } from '../text/bytes.ts';
import { safekeeping } from './git.ts';
import { behindLinks } from './read-dockerfile.ts';
import type { FileChange } from '../reports/optimize-result.ts';

/** What was written, or why nothing was. */
export interface Written {
  readonly written: readonly string[];
  readonly refused?: string;
}

/** A change and where it really goes: behind a link, as far as the repository reaches. */
interface Target {
  readonly change: FileChange;
  readonly path: string;
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
  const targets = changes.map((change) => ({
    change,
    path: behindLinks(host.files, join(contextDir, change.path), root),
  }));
  const { keep, refused } = await safeToReplace(host, root, targets, force);
  if (refused !== undefined) return { written: [], refused };
  const done: (() => void)[] = [];
  const written: string[] = [];
  try {
    for (const { path } of keep) {
      const saved = saveOriginal(host, path);
      done.push(() => host.files.removeTree(saved));
      written.push(relative(contextDir, saved));
    }
    for (const target of targets) {
      done.push(undo(host, target));
      host.files.writeAtomic(target.path, encodeText(target.change.after));
      written.push(target.change.path);
    }
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    for (const back of done.toReversed()) quietly(back);
    return { written: [], refused: cannotWrite(error, contextDir) };
  }
  return { written };
}

/**
 * Why the changes would not be written as things are, to be told before a long proof; undefined
 * when nothing stands against it.
 */
export async function whyNotWritable(
  host: Host,
  root: string,
  contextDir: string,
  changes: readonly FileChange[],
  force: boolean,
): Promise<string | undefined> {
  const targets = changes.map((change) => ({
    change,
    path: behindLinks(host.files, join(contextDir, change.path), root),
  }));
  return (await safeToReplace(host, root, targets, force)).refused;
}

/** Which files have to be kept beside, or why nothing may be replaced. */
async function safeToReplace(
  host: Host,
  root: string,
  targets: readonly Target[],
  force: boolean,
): Promise<{ keep: readonly Target[]; refused?: string }> {
  const keep: Target[] = [];
  for (const target of targets) {
    const { change, path } = target;
    const kind = host.files.stat(path)?.kind;
    if (kind === undefined) continue;
    if (kind === 'dir')
      return { keep, refused: `${change.path} is a directory; a file has to be written there.` };
    if (change.before === undefined)
      return { keep, refused: `${change.path} has appeared meanwhile; run plimsoll again.` };
    if (decodeText(host.files.read(path)) !== change.before)
      return { keep, refused: `${change.path} has changed meanwhile; run plimsoll again.` };
    const state = await safekeeping(host, root, path);
    if (state === 'uncommitted' && !force) {
      return {
        keep,
        refused: `${change.path} has changes that are not committed; commit them, or write over them with --force (the old file stays as ${change.path}.orig).`,
      };
    }
    if (state !== 'committed') keep.push(target);
  }
  return { keep };
}

/** Puts back what was there before a write. */
function undo(host: Host, { change, path }: Target): () => void {
  const { before } = change;
  if (before === undefined) return () => host.files.removeTree(path);
  return () => host.files.writeAtomic(path, encodeText(before));
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The first failure is the one that is told.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

function cannotWrite({ code, path, message }: HostError, contextDir: string): string {
  const name = relative(contextDir, path) || path;
  return `${name} cannot be written: ${REASONS[code] ?? message}. Nothing was changed.`;
}

/** Copies a file beside itself under the first free `.orig` name, which it gives. */
function saveOriginal(host: Host, path: string): string {
  let name = `${path}.orig`;
  for (let i = 2; host.files.stat(name) !== undefined; i++) name = `${path}.orig${i}`;
  host.files.copy(path, name);
  return name;
}
