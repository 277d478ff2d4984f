import type { Entry, Region } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { type Tri, and } from '../../facts/tri.ts';
import type { Node } from './node.ts';
import { isUnder, splitPath } from './paths.ts';

/** Links followed before a path counts as a loop, as in Linux. */
const MOST_LINKS = 40;

/** A region with the moment it happened. */
export interface Havoc extends Region {
  readonly stamp: number;
}

/** Where a path led: the node, or the directory in which it is missing. */
interface Reached {
  readonly node: Node | undefined;
  /** The last existing directory on the way. */
  readonly dir: Node;
  /** Whether the way to it exists. */
  readonly way: Tri;
  /** The path after links. */
  readonly path: string;
  /** How many parts of `path` lie below `dir`, where nothing was found; else none. */
  readonly missing: number;
}

/** Walks to a path; links on the way are followed, a link at the end only when asked for. */
export function reach(root: Node, path: string, followLast: boolean): Reached {
  let split = splitPath(path);
  let [node, dir] = [root, root];
  let way: Tri = 'yes';
  let links = 0;
  for (let index = 0; index < split.parts.length; index++) {
    const { parts } = split;
    dir = node;
    const child = node.children?.get(parts[index] ?? '');
    if (child === undefined || child.is === 'no')
      return { node: child, dir, way, path: split.clean, missing: parts.length - index };
    way = and(way, child.is);
    const target = child.entry?.kind === 'link' ? child.entry.target : undefined;
    if (target !== undefined && (followLast || index < parts.length - 1) && links < MOST_LINKS) {
      links += 1;
      const from = target.startsWith('/') ? [] : parts.slice(0, index);
      split = splitPath(`/${[...from, target, ...parts.slice(index + 1)].join('/')}`);
      [node, index] = [root, -1];
    } else node = child;
  }
  return { node, dir, way, path: split.clean, missing: 0 };
}

/** The havoc that makes an absence at `path`, learnt at `stamp` in directory `dir`, doubtful. */
export function doubt(
  havoc: readonly Havoc[],
  path: string,
  stamp: number,
  dir: Node,
): Origin | undefined {
  for (const one of havoc)
    if (
      one.stamp > stamp &&
      isUnder(path, one.path) &&
      one.spares?.test(path) !== true &&
      mayWrite(dir.entry, one.uid)
    )
      return one.because;
  return undefined;
}

function mayWrite(dir: Entry | undefined, uid: number | undefined): boolean {
  if (uid === undefined || uid === 0 || dir === undefined) return true;
  if (!dir.uid.known || dir.uid.value === uid || !dir.mode.known) return true;
  return (dir.mode.value & 0o002) !== 0;
}
