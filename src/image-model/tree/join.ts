import { type Bytes, addBytes } from '../../facts/bytes.ts';
import type { Entry } from '../../facts/image.ts';
import { type Fact, unknown } from '../../facts/origin.ts';
import { join } from '../../facts/tri.ts';
import { Names } from './names.ts';
import { type Node, mergedContent } from './node.ts';
import { type Tree, makeTree } from './tree.ts';

/** The tree of which either `a` or `b` is true: what both agree on stays, the rest is unknown. */
export function joinTrees(a: Tree, b: Tree): Tree {
  if (a.root === b.root && a.havoc === b.havoc) return a;
  const havoc = [...a.havoc, ...b.havoc.filter((one) => !a.havoc.includes(one))];
  return makeTree(joinNodes(a.root, b.root), havoc, Math.max(a.stamp, b.stamp) + 1);
}

function joinNodes(a: Node, b: Node): Node {
  if (a === b) return a;
  if (a.is === 'no' && b.is === 'no') return a.stamp <= b.stamp ? a : b;
  const children = a.children === b.children ? a.children : joinChildren(a, b);
  return {
    is: join(a.is, b.is),
    entry: a.entry && b.entry ? joinEntries(a.entry, b.entry) : (a.entry ?? b.entry),
    origin: a.is === b.is ? a.origin : (a.is === 'no' ? b : a).origin,
    // An absence is as old as the older knowledge of it.
    stamp: Math.min(a.stamp, b.stamp),
    children,
    complete: a.complete && b.complete,
    owner: undefined,
  };
}

function joinChildren(a: Node, b: Node): Names {
  return (a.children ?? new Names()).joinedWith(
    b.children ?? new Names(),
    joinNodes,
    (node, isOfA) => joinMissing(node, isOfA ? b : a),
  );
}

function joinMissing(here: Node, otherDir: Node): Node {
  if (here.is === 'no' && otherDir.complete) return here;
  return { ...here, is: 'unknown', owner: undefined };
}

function joinEntries(a: Entry, b: Entry): Entry {
  if (a === b) return a;
  const { content, target, ...rest } = a;
  return {
    ...rest,
    uid: joinFacts(a.uid, b.uid),
    gid: joinFacts(a.gid, b.gid),
    mode: joinFacts(a.mode, b.mode),
    size: hull(a.size, b.size),
    layer: Math.max(a.layer, b.layer),
    ...(target !== undefined && target === b.target ? { target } : {}),
    ...(content !== undefined && content === b.content ? { content } : mayHoldEither(a, b)),
  };
}

/** What either directory may hold, the joined one may. */
function mayHoldEither(a: Entry, b: Entry): Pick<Entry, 'content'> {
  const { content } = mergedContent(a, b);
  return content !== undefined && 'context' in content && content.mayHold ? { content } : {};
}

/** Keeps a fact on which both branches agree. */
export function joinFacts<T>(a: Fact<T>, b: Fact<T>): Fact<T> {
  if (a.known && b.known && a.value === b.value) return a;
  if (!a.known) return a;
  return b.known ? unknown(b.origin) : b;
}

/** The interval in which both are. */
export function hull(a: Bytes, b: Bytes): Bytes {
  const { basis } = addBytes(a, b);
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high), basis };
}
