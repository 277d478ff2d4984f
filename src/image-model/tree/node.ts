import { NO_BYTES } from '../../facts/bytes.ts';
import type { ContentRef, Entry } from '../../facts/image.ts';
import { type Origin, known } from '../../facts/origin.ts';
import type { Tri } from '../../facts/tri.ts';
import { Names } from './names.ts';

/** One name of the tree. Nodes are shared between trees; only the `owner` that made one may change it. */
export interface Node {
  is: Tri;
  entry: Entry | undefined;
  origin: Origin;
  /** When this was learnt: a later havoc makes an absence unknown again. */
  stamp: number;
  /** Undefined for what is no directory, or one of which nothing is listed. */
  children: Names | undefined;
  /** Whether a name that is not among the children is absent. */
  complete: boolean;
  owner: object | undefined;
}

/** An entry for a directory that must exist because something in it does. */
export function impliedDirectory(origin: Origin, layer: number): Entry {
  return {
    kind: 'dir',
    uid: known(0, origin),
    gid: known(0, origin),
    mode: known(0o755, origin),
    size: NO_BYTES,
    layer,
    origin,
  };
}

/** The node itself when `owner` made it, else a copy that `owner` may change. */
export function writable(node: Node, owner: object): Node {
  if (node.owner === owner) return node;
  return {
    is: node.is,
    entry: node.entry,
    origin: node.origin,
    stamp: node.stamp,
    children: node.children?.copy(),
    complete: node.complete,
    owner,
  };
}

/** The children of a node, made when there are none yet. */
export function childrenOf(node: Node): Names {
  node.children ??= new Names();
  return node.children;
}

/** Whether a directory of the build context may hold something that was not there when it was looked at. */
export function mayHold(dir: Entry | undefined, below: string): boolean {
  const content = dir?.content;
  return content !== undefined && 'context' in content && content.mayHold?.(below) === true;
}

/** The content of a directory into which another one is copied: what either may hold, both may. */
export function mergedContent(
  before: Entry | undefined,
  added: Entry | undefined,
): { readonly content?: ContentRef } {
  const [a, b] = [before?.content, added?.content];
  if (a === undefined || !('context' in a) || a.mayHold === undefined)
    return b ? { content: b } : {};
  if (b === undefined || a === b || !('context' in b) || b.mayHold === undefined)
    return { content: a };
  const [first, second] = [a.mayHold, b.mayHold];
  return { content: { context: b.context, mayHold: (below) => first(below) || second(below) } };
}
