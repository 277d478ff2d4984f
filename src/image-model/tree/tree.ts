import { NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Entry, FileTree, Region } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { type Tri, and } from '../../facts/tri.ts';
import { type Node, childrenOf, impliedDirectory, writable } from './node.ts';
import { DEEPEST, cleanPath, isUnder, partsOf } from './paths.ts';

/** Links followed before a path counts as a loop, as in Linux. */
const MOST_LINKS = 40;

/** A region with the moment it happened. */
export interface Havoc extends Region {
  readonly stamp: number;
}

/** The interpreter's file tree: names share structure with the tree they came from. */
export interface Tree extends FileTree {
  readonly root: Node;
  readonly havoc: readonly Havoc[];
  readonly stamp: number;
  apply(changes: readonly Change[], havoc?: readonly Region[]): Tree;
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
}

/** Makes a tree from its parts. */
export function makeTree(root: Node, havoc: readonly Havoc[], stamp: number): Tree {
  return {
    root,
    havoc,
    stamp,
    get: (path) => lookUp(root, havoc, path),
    list: (dir) => listDirectory(root, havoc, dir),
    apply: (changes, regions = []) => applied(root, havoc, stamp + 1, changes, regions),
  };
}

/** A tree that holds nothing, all of it known (`scratch`) or nothing of it known. */
export function emptyTree(origin: Origin, complete: boolean): Tree {
  const root: Node = {
    is: 'yes',
    entry: impliedDirectory(origin, 0),
    origin,
    stamp: 0,
    children: new Map(),
    complete,
    owner: undefined,
  };
  return makeTree(root, [], 0);
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
      return { dir, way, path: `/${parts.join('/')}`, ...(child ? { node: child } : {}) };
    way = and(way, child.is);
    const target = child.entry?.kind === 'link' ? child.entry.target : undefined;
    if (target !== undefined && (followLast || index < parts.length - 1) && links < MOST_LINKS) {
      links += 1;
      const from = target.startsWith('/') ? [] : parts.slice(0, index);
      parts = partsOf(`/${[...from, target, ...parts.slice(index + 1)].join('/')}`);
      [node, index] = [root, -1];
    } else node = child;
  }
  return { node, dir, way, path: `/${parts.join('/')}` };
}

/** The havoc that makes an absence at `path`, learnt at `stamp` in directory `dir`, doubtful. */
function doubt(
  havoc: readonly Havoc[],
  path: string,
  stamp: number,
  dir: Node,
): Origin | undefined {
  for (const one of havoc)
    if (one.stamp > stamp && isUnder(path, one.path) && mayWrite(dir.entry, one.uid))
      return one.because;
  return undefined;
}

function mayWrite(dir: Entry | undefined, uid: number | undefined): boolean {
  if (uid === undefined || uid === 0 || dir === undefined) return true;
  if (!dir.uid.known || dir.uid.value === uid || !dir.mode.known) return true;
  return (dir.mode.value & 0o002) !== 0;
}

function lookUp(
  root: Node,
  havoc: readonly Havoc[],
  path: string,
): { readonly is: Tri; readonly entry?: Entry; readonly origin: Origin } {
  if (path.length > DEEPEST && partsOf(path).length > DEEPEST)
    return { is: 'unknown', origin: { by: 'assumption', what: 'a path too long to follow' } };
  const found = reach(root, path, true);
  const { node, dir } = found;
  if (node !== undefined && node.is !== 'no') {
    const entry = node.entry ? { entry: node.entry } : {};
    return { is: and(found.way, node.is), ...entry, origin: node.origin };
  }
  const kind = dir.entry?.kind;
  if (kind === 'file' || kind === 'special') return { is: 'no', origin: dir.origin };
  const absent = node ?? dir;
  const because = doubt(havoc, found.path, absent.stamp, dir);
  if (because) return { is: 'unknown', origin: because };
  if (node === undefined && !dir.complete) return { is: 'unknown', origin: dir.origin };
  return { is: 'no', origin: absent.origin };
}

function listDirectory(
  root: Node,
  havoc: readonly Havoc[],
  path: string,
): { readonly entries: readonly (Entry & { path: string })[]; readonly complete: Tri } {
  const found = reach(root, path, true);
  if (found.node === undefined || found.node.is === 'no')
    return { entries: [], complete: lookUp(root, havoc, path).is === 'no' ? 'yes' : 'unknown' };
  const entries: (Entry & { path: string })[] = [];
  const prefix = found.path === '/' ? '' : found.path;
  for (const [name, child] of found.node.children ?? [])
    if (child.is !== 'no' && child.entry)
      entries.push({ ...child.entry, path: `${prefix}/${name}` });
  const { node } = found;
  const sure = node.complete && !doubt(havoc, `${prefix}/*`, node.stamp, node);
  return { entries, complete: sure ? 'yes' : 'unknown' };
}

function applied(
  root: Node,
  havoc: readonly Havoc[],
  stamp: number,
  changes: readonly Change[],
  regions: readonly Region[],
): Tree {
  const owner = {};
  let next = root;
  for (const change of changes) next = change1(next, change, owner, stamp, havoc);
  if (regions.length === 0) return makeTree(next, havoc, stamp);
  // What is havocked is so after what the same command is known to have done.
  return makeTree(next, addHavoc(havoc, regions, stamp + 1), stamp + 1);
}

function addHavoc(
  havoc: readonly Havoc[],
  regions: readonly Region[],
  stamp: number,
): readonly Havoc[] {
  let all = havoc;
  for (const region of regions) {
    // A later, wider region says everything the earlier one said.
    const wider = (one: Havoc): boolean =>
      isUnder(one.path, region.path) && (region.uid === undefined || region.uid === one.uid);
    all = [...all.filter((one) => !wider(one)), { ...region, stamp }];
  }
  return all;
}

/** Replaces, or makes, the node at a path, parents included. Returns the new root. */
export function update(
  root: Node,
  path: string,
  how: {
    readonly owner: object;
    readonly stamp: number;
    readonly origin: Origin;
    readonly layer: number;
  },
  edit: (before: Node | undefined, parent: Node) => Node | undefined,
): Node {
  const parts = partsOf(path);
  if (parts.length > DEEPEST) return root;
  const top = writable(root, how.owner);
  let node = top;
  for (const part of parts.slice(0, -1)) {
    const children = childrenOf(node);
    const before = children.get(part);
    const child =
      before && before.is !== 'no' ? writable(before, how.owner) : newDirectory(node, how);
    child.is = 'yes';
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

function newDirectory(
  parent: Node,
  how: {
    readonly owner: object;
    readonly stamp: number;
    readonly origin: Origin;
    readonly layer: number;
  },
): Node {
  return {
    is: 'yes',
    entry: impliedDirectory(how.origin, how.layer),
    origin: how.origin,
    stamp: how.stamp,
    children: undefined,
    complete: parent.complete,
    owner: how.owner,
  };
}

function change1(
  root: Node,
  change: Change,
  owner: object,
  stamp: number,
  havoc: readonly Havoc[],
): Node {
  const origin = change.entry?.origin ?? change.origin ?? { by: 'command' as const };
  const how = { owner, stamp, origin, layer: change.entry?.layer ?? 0 };
  // Parents' links are followed, the last name itself is replaced.
  const path = reach(root, cleanPath(change.path), false).path;
  if (change.do === 'remove')
    return update(root, path, how, (before, parent) =>
      before === undefined && parent.complete && !doubt(havoc, path, parent.stamp, parent)
        ? undefined
        : { is: 'no', entry: undefined, origin, stamp, children: undefined, complete: true, owner },
    );
  if (change.do === 'empty')
    return update(root, path, how, (before) => {
      if (before === undefined || before.is === 'no') return before;
      const entry = before.entry && { ...before.entry, size: NO_BYTES };
      return { ...before, entry, children: new Map(), complete: true, stamp, owner };
    });
  const { entry } = change;
  if (entry === undefined) return root;
  return update(root, path, how, (before, parent) =>
    put(before, parent, entry, change, owner, stamp),
  );
}

function put(
  before: Node | undefined,
  parent: Node,
  entry: Entry,
  change: Change,
  owner: object,
  stamp: number,
): Node {
  const { origin } = entry;
  if (entry.kind !== 'dir')
    return { is: 'yes', entry, origin, stamp, children: undefined, complete: true, owner };
  const open = change.open === true || entry.size.high > 0;
  if (before === undefined || before.is === 'no' || before.entry?.kind !== 'dir') {
    const complete = !open && (before !== undefined || parent.complete);
    return { is: 'yes', entry, origin, stamp, children: new Map(), complete, owner };
  }
  const node = writable(before, owner);
  node.is = 'yes';
  node.entry = entry;
  node.origin = origin;
  if (open) node.complete = false;
  return node;
}
