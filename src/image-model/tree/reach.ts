import type { Entry, Region } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { type Tri, and } from '../../facts/tri.ts';
import type { Node } from './node.ts';
import { isUnder, partsOf } from './paths.ts';

/** Links followed before a path counts as a loop, as in Linux. */
const MOST_LINKS = 40;

/** A region with the moment it happened. */
export interface Havoc extends Region {
  readonly stamp: number;
}

/** Where a path led: the node, or the directory in which it is missing. */
interface Reached {
  readonly node?: Node;
  /** The last existing directory on the way. */
  readonly dir: Node;
  /** Whether the way to it exists. */
  readonly way: Tri;
  /** The path after links. */
  readonly path: string;
  /** What of the path lies below `dir`; empty where the node was found. */
  readonly below: readonly string[];
}

/** Walks to a path; links on the way are followed, a link at the end only when asked for. */
export function reach(root: Node, path: string, followLast: boolean): Reached {
  let parts = partsOf(path);
  let [node, dir] = [root, root];
  let way: Tri = 'yes';
  let links = 0;
  for (let index = 0; index < parts.length; index++) {
    const name = parts[index] ?? '';
    dir = node;
    const child = node.children?.get(name);
    if (child === undefined || child.is === 'no')
      return {
        dir,
        way,
        path: `/${parts.join('/')}`,
        below: parts.slice(index),
        ...(child ? { node: child } : {}),
      };
    way = and(way, child.is);
    const target = child.entry?.kind === 'link' ? child.entry.target : undefined;
    if (target !== undefined && (followLast || index < parts.length - 1) && links < MOST_LINKS) {
      links += 1;
      const from = target.startsWith('/') ? [] : parts.slice(0, index);
      parts = partsOf(`/${[...from, target, ...parts.slice(index + 1)].join('/')}`);
      [node, index] = [root, -1];
    } else node = child;
  }
  return { node, dir, way, path: `/${parts.join('/')}`, below: [] };
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
