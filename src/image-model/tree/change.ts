import { NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Entry } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { Names } from './names.ts';
import {
  type Node,
  childrenOf,
  impliedDirectory,
  mayHold,
  mergedContent,
  writable,
} from './node.ts';
import { DEEPEST, cleanPath, partsOf } from './paths.ts';
import { type Havoc, doubt, reach } from './reach.ts';

/** Who changes the tree, when, and why. */
export interface Changing {
  readonly owner: object;
  readonly stamp: number;
  readonly origin: Origin;
  readonly layer: number;
  readonly havoc: readonly Havoc[];
  /** Whose the directories are that are made on the way: the one's who makes what lies in them. */
  readonly ids?: Pick<Entry, 'uid' | 'gid'>;
}

/**
 * Replaces, or makes, the node at a path, parents included. Returns the new root. `parents`: what is
 * said of parents nobody knows: something put below them makes them, something taken away does not.
 */
export function update(
  root: Node,
  path: string,
  how: Changing,
  edit: (before: Node | undefined, parent: Node) => Node | undefined,
  parents: 'yes' | 'unknown' = 'yes',
): Node {
  const parts = partsOf(path);
  if (parts.length > DEEPEST) return root;
  const top = writable(root, how.owner);
  let node = top;
  let above = '';
  for (const part of parts.slice(0, -1)) {
    above = `${above}/${part}`;
    const children = childrenOf(node);
    const before = children.get(part);
    const exists = before !== undefined && before.is !== 'no';
    // Below what is not there nothing is taken away.
    if (!exists && parents === 'unknown' && wasAbsent(node, before, above, how.havoc)) return top;
    const child = exists
      ? writable(before, how.owner)
      : { ...newDirectory(node, before, above, how), is: parents };
    if (parents === 'yes') child.is = 'yes';
    child.entry ??= impliedDirectory(how.origin, how.layer);
    children.set(part, child);
    node = child;
  }
  const name = parts.at(-1);
  if (name === undefined) return edit(top, top) ?? top;
  const after = edit(node.children?.get(name), node);
  if (after) childrenOf(node).set(name, after);
  return top;
}

function newDirectory(parent: Node, before: Node | undefined, path: string, how: Changing): Node {
  const complete = wasAbsent(parent, before, path, how.havoc);
  // That nobody knows what else lies in it comes of what is above, or of who may have written there.
  const because = doubt(how.havoc, path, (before ?? parent).stamp, parent) ?? parent.origin;
  return {
    is: 'yes',
    entry: { ...impliedDirectory(how.origin, how.layer), ...how.ids },
    origin: complete ? how.origin : because,
    stamp: how.stamp,
    children: undefined,
    complete,
    owner: how.owner,
  };
}

/** Whether a directory that is made now is known to be new: only then is it known to be empty. */
export function wasAbsent(
  parent: Node,
  before: Node | undefined,
  path: string,
  havoc: readonly Havoc[],
): boolean {
  if (before === undefined && !parent.complete) return false;
  return doubt(havoc, path, (before ?? parent).stamp, parent) === undefined;
}

/** Applies one change; returns the new root. */
export function changed(
  root: Node,
  change: Change,
  owner: object,
  stamp: number,
  havoc: readonly Havoc[],
): Node {
  const origin = change.entry?.origin ?? change.origin ?? { by: 'command' as const };
  const made = change.entry;
  const how = {
    owner,
    stamp,
    origin,
    layer: made?.layer ?? 0,
    havoc,
    ...(made ? { ids: { uid: made.uid, gid: made.gid } } : {}),
  };
  // Parents' links are followed, the last name itself is replaced.
  const path = reach(root, cleanPath(change.path), false).path;
  if (change.do !== 'put')
    return update(root, path, how, lessening(change.do, path, how), 'unknown');
  const { entry } = change;
  if (entry === undefined) return root;
  return update(root, path, how, (before, parent) =>
    put(before, { entry, change, owner, stamp }, () => wasAbsent(parent, before, path, havoc)),
  );
}

/** What becomes of a node that goes, is emptied or may have changed. */
function lessening(
  what: Exclude<Change['do'], 'put'>,
  path: string,
  { origin, stamp, owner, havoc }: Changing,
): (before: Node | undefined, parent: Node) => Node | undefined {
  if (what === 'remove')
    return (before, parent) =>
      before === undefined &&
      parent.complete &&
      !doubt(havoc, path, parent.stamp, parent) &&
      !mayHold(parent.entry, path.slice(path.lastIndexOf('/') + 1))
        ? undefined
        : { is: 'no', entry: undefined, origin, stamp, children: undefined, complete: true, owner };
  return (before) => {
    if (before === undefined || before.is === 'no') return before;
    if (what === 'doubt') return { ...before, is: 'unknown', entry: undefined, origin, owner };
    const entry = before.entry && { ...before.entry, size: NO_BYTES };
    return { ...before, entry, children: new Names(), complete: true, stamp, owner };
  };
}

interface Put {
  readonly entry: Entry;
  readonly change: Change;
  readonly owner: object;
  readonly stamp: number;
}

function put(
  before: Node | undefined,
  { entry, change, owner, stamp }: Put,
  isNew: () => boolean,
): Node {
  const { origin } = entry;
  if (entry.kind !== 'dir')
    return { is: 'yes', entry, origin, stamp, children: undefined, complete: true, owner };
  const open = change.open === true || entry.size.high > 0;
  if (before === undefined || before.is === 'no' || before.entry?.kind !== 'dir') {
    const complete = !open && (before?.is === 'yes' || isNew());
    return { is: 'yes', entry, origin, stamp, children: new Names(), complete, owner };
  }
  const node = writable(before, owner);
  node.is = 'yes';
  node.entry = { ...entry, ...mergedContent(before.entry, entry) };
  node.origin = origin;
  if (open) node.complete = false;
  return node;
}
