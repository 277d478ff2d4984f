import type { Entry, FileTree } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import { type Tri, and } from '../facts/tri.ts';
import { clean } from './paths.ts';
import type { Environment } from './types.ts';
import type { Span } from '../text/span.ts';

/** Who wants to get at a file. */
export interface Visitor {
  readonly uid: number;
  /** The main group, where it is known; of other groups nothing is known. */
  readonly gid?: number;
}

export type Right = 'read' | 'write' | 'execute';

const BITS: Readonly<Record<Right, number>> = { read: 4, write: 2, execute: 1 };

/** Whether someone may do something to a path, and what decided it. */
export interface Access {
  readonly is: Tri;
  /** The path that refuses, a directory on the way or the file itself; else the path. */
  readonly at: string;
  readonly origin: Origin;
}

/** Whether a file or directory can be read, written or entered, all directories above it included. Links are followed. */
export function access(files: FileTree, path: string, visitor: Visitor, right: Right): Access {
  const full = clean(path);
  const parts = full.split('/').slice(1);
  let is: Tri = 'yes';
  for (let index = 0; index < parts.length; index += 1) {
    const dir = `/${parts.slice(0, index).join('/')}`;
    const above = files.get(dir);
    const enters = above.entry ? allowed(above.entry, visitor, 'execute') : 'unknown';
    if (enters === 'no' && above.is === 'yes') return { is: 'no', at: dir, origin: above.origin };
    is = and(is, enters);
  }
  const { entry, is: exists, origin } = files.get(full);
  if (exists === 'no') return { is: 'no', at: full, origin };
  return {
    is: and(is, and(exists, entry ? allowed(entry, visitor, right) : 'unknown')),
    at: full,
    origin,
  };
}

/** Owner, then group, then everyone else, as path_resolution(7) has it. */
function allowed(entry: Entry, { uid, gid }: Visitor, right: Right): Tri {
  if (!entry.mode.known || entry.kind === 'link') return 'unknown';
  const bit = BITS[right];
  const { value: mode } = entry.mode;
  // Root passes everything but the start of a file that nobody may start.
  if (uid === 0)
    return right !== 'execute' || entry.kind === 'dir' || (mode & 0o111) !== 0 ? 'yes' : 'no';
  const [owner, group, others] = [mode >> 6, mode >> 3, mode].map((bits): Tri =>
    (bits & bit) === bit ? 'yes' : 'no',
  ) as [Tri, Tri, Tri];
  if (!entry.uid.known) return owner === others && group === others ? owner : 'unknown';
  if (entry.uid.value === uid) return owner;
  if (group === others) return others;
  if (!entry.gid.known) return 'unknown';
  if (gid !== undefined) return entry.gid.value === gid ? group : others;
  // An id without an account has root's group; of an account nobody knows the group mostly is its own.
  return entry.gid.value === uid || entry.gid.value === 0 ? 'unknown' : others;
}

/** The user at hand; undefined: not known. Of root nothing else is asked: he may do everything. */
export function visitorOf(env: Environment): Visitor | undefined {
  if (!env.uid.known) return undefined;
  const uid = env.uid.value;
  if (uid === 0) return { uid };
  const gid = env.accounts().users.find((one) => one.uid === uid)?.gid;
  return gid === undefined ? { uid } : { uid, gid };
}

/**
 * What writing a file takes: its directory, and the right to write it. Nothing where it cannot be told. `at`: the words
 * that name it.
 */
export function needPlace(env: Environment, path: string, at: Span): Need[] {
  if (isMachine(path)) return [];
  const parent = parentOf(path);
  const dir = env.files.get(parent);
  if (dir.is === 'no') return [{ what: 'file', arg: parent, at, met: 'no', origin: dir.origin }];
  return needWritable(env, path, at);
}

/** The right to write a file, or to make it where it is not there yet; none where it cannot be told. */
export function needWritable(env: Environment, path: string, at: Span): Need[] {
  const visitor = visitorOf(env);
  if (visitor === undefined || visitor.uid === 0 || path === '/' || isMachine(path)) return [];
  const there = env.files.get(path);
  if (there.is === 'unknown' && there.origin.by !== 'base') return [];
  // What a base may hold in a directory that only root may write belongs to root.
  const isThere = there.is === 'yes' && there.entry?.kind !== 'dir';
  const {
    is,
    origin,
    at: place,
  } = access(env.files, isThere ? path : parentOf(path), visitor, 'write');
  return is === 'no'
    ? [{ what: 'writable', arg: isThere ? path : place, at, met: is, origin }]
    : [];
}

/** The right to take a name out of its directory. */
export function needRemovable(env: Environment, path: string, at: Span): Need[] {
  const visitor = visitorOf(env);
  if (visitor === undefined || visitor.uid === 0) return [];
  const { is, origin, at: place } = access(env.files, parentOf(path), visitor, 'write');
  return is === 'no' ? [{ what: 'writable', arg: place, at, met: is, origin }] : [];
}

/** What making a directory with all that is missing above it takes (`mkdir -p`). */
export function needDirectories(env: Environment, path: string, at: Span): Need[] {
  let here = path;
  while (here !== '/' && env.files.get(parentOf(here)).is === 'no') here = parentOf(here);
  return env.files.get(here).is === 'no' ? needWritable(env, here, at) : [];
}

/** Files that are no files: the engine mounts them. */
function isMachine(path: string): boolean {
  return /^\/(dev|proc|sys)\//.test(path);
}

function parentOf(path: string): string {
  return path.replace(/\/[^/]*$/, '') || '/';
}
