import type { Entry } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { Names } from './names.ts';
import { type Node, mergedContent } from './node.ts';
import { cleanPath, isUnder } from './paths.ts';
import { update, wasAbsent } from './change.ts';
import { reach } from './reach.ts';
import { type Tree, makeTree } from './tree.ts';

export interface GraftOptions {
  readonly origin: Origin;
  readonly layer: number;
  /** Gives the entry in its new place; `top`: it is the copied directory itself, whose content is copied. */
  entry(before: Entry, top: boolean): Entry;
  /** Names that may still be copied; beyond, what lies in a directory is not known. */
  readonly left: { names: number };
}

/**
 * Copies what is at `from` of another tree to `path`: a directory is merged into one that is
 * there, as COPY does. Nothing happens when the source has nothing there.
 */
export function graft(
  tree: Tree,
  path: string,
  source: Tree,
  from: string,
  options: GraftOptions,
): Tree {
  const found = reach(source.root, from, true);
  const node = found.node;
  if (node === undefined || node.is === 'no') return tree;
  const [owner, stamp] = [{}, tree.stamp + 1];
  const fuzzy = source.havoc.length > 0;
  // What happened elsewhere in the source makes nothing doubtful here.
  const isDoubted = (one: Node, place: string): boolean =>
    fuzzy && source.havoc.some((h) => h.stamp > one.stamp && isUnder(place, h.path));
  const copy = (one: Node, before: Node | undefined, top: boolean, place: string): Node => {
    const merges = one.entry?.kind === 'dir' && before?.entry?.kind === 'dir' && before.is !== 'no';
    const children = (merges ? before.children?.copy() : undefined) ?? new Names();
    const { left } = options;
    for (const [name, child] of one.children ?? []) {
      if (child.is !== 'no' && left.names-- > 0)
        children.set(name, copy(child, children.get(name), false, `${place}/${name}`));
      // What is known to be absent there does not come; where all is listed, that needs no word.
      else if (
        child.is === 'no' &&
        !one.complete &&
        !children.has(name) &&
        !isDoubted(child, `${place}/${name}`)
      )
        children.set(name, { ...child, stamp, owner });
    }
    const complete = one.complete && left.names > 0 && !isDoubted(one, `${place}/*`);
    // A directory that is there keeps its owner and mode.
    const entry = merges
      ? mergedDirectory(before.entry, one.entry, options)
      : one.entry && options.entry(one.entry, top);
    return {
      is: one.is,
      entry,
      origin: entry?.origin ?? options.origin,
      stamp,
      children: one.children || merges ? children : undefined,
      complete: complete && (!merges || before.complete),
      owner,
    };
  };
  const how = { owner, stamp, origin: options.origin, layer: options.layer, havoc: tree.havoc };
  const clean = reach(tree.root, cleanPath(path), true).path;
  const home = found.path === '/' ? '' : found.path;
  const root = update(tree.root, clean, how, (before, parent) => {
    const copied = copy(node, before, true, home);
    // What may have been there before is still there.
    const fresh = before?.is === 'yes' || wasAbsent(parent, before, clean, tree.havoc);
    return { ...copied, complete: copied.complete && fresh };
  });
  return makeTree(clean === '/' ? copy(node, tree.root, true, home) : root, tree.havoc, stamp);
}

/** A directory that was there, with the unlisted bytes that come with the source's. */
function mergedDirectory(
  before: Entry | undefined,
  source: Entry | undefined,
  options: GraftOptions,
): Entry | undefined {
  if (!before || !source) return before;
  const content = mergedContent(before, source);
  if (source.size.high === 0)
    return content.content === before.content ? before : { ...before, ...content };
  return { ...before, ...content, size: source.size, layer: options.layer };
}

/** Puts back what `original` has at a path: what a mount hid while a command ran. */
export function restore(tree: Tree, path: string, original: Tree): Tree {
  const { node } = reach(original.root, path, true);
  const clean = reach(tree.root, cleanPath(path), true).path;
  if (clean === '/') return original;
  const origin: Origin = { by: 'command', what: 'mount' };
  const [owner, stamp] = [{}, tree.stamp + 1];
  const absent = (): Node => ({
    is: 'no',
    entry: undefined,
    origin,
    stamp,
    children: undefined,
    complete: true,
    owner,
  });
  const how = { owner, stamp, origin, layer: 0, havoc: tree.havoc };
  const gone = original.get(path).is === 'no';
  const root = update(
    tree.root,
    clean,
    how,
    () => node ?? (gone ? absent() : unseen(origin, stamp, owner)),
  );
  return makeTree(root, tree.havoc, stamp);
}

function unseen(origin: Origin, stamp: number, owner: object): Node {
  return {
    is: 'unknown',
    entry: undefined,
    origin,
    stamp,
    children: undefined,
    complete: false,
    owner,
  };
}
