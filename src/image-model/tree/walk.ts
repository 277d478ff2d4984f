import { type Bytes, NO_BYTES, addBytes } from '../../facts/bytes.ts';
import type { Entry } from '../../facts/image.ts';
import type { Node } from './node.ts';
import { reach } from './reach.ts';
import type { Tree } from './tree.ts';

/** Visits what is at a path and below it, parents first, with the path relative to it (empty for itself). */
export function walk(
  tree: Tree,
  path: string,
  visit: (entry: Entry, relative: string, node: Node) => void,
): void {
  const { node } = reach(tree.root, path, true);
  if (node === undefined || node.is === 'no') return;
  const go = (one: Node, relative: string): void => {
    if (one.is === 'no') return;
    if (one.entry) visit(one.entry, relative, one);
    for (const [name, child] of one.children ?? [])
      go(child, relative === '' ? name : `${relative}/${name}`);
  };
  go(node, '');
}

/** Bytes that `after` has in the layer `layer` and `before` has not. What both share is not looked at. */
export function writtenBetween(before: Tree, after: Tree, layer: number): Bytes {
  const all: Bytes[] = [];
  const go = (old: Node | undefined, now: Node): void => {
    if (old === now || now.is === 'no') return;
    const { entry } = now;
    if (entry?.layer === layer && entry.size.high > 0 && entry !== old?.entry)
      all.push(perhaps(entry.size, now));
    for (const [name, child] of now.children?.changedSince(old?.children) ?? [])
      go(old?.children?.get(name), child);
  };
  go(before.root, after.root);
  return sumOf(all);
}

/** Sums many sizes without spreading them over the stack. */
function sumOf(all: readonly Bytes[]): Bytes {
  let sum = NO_BYTES;
  for (const one of all) sum = addBytes(sum, one);
  return sum;
}

function perhaps(size: Bytes, node: Node): Bytes {
  return node.is === 'unknown' ? { ...size, low: 0 } : size;
}
