import type { Change, Entry, FileTree, Region } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import { type Tri, and } from '../../facts/tri.ts';
import { changed } from './change.ts';
import { Names } from './names.ts';
import { type Node, impliedDirectory, mayHold } from './node.ts';
import { DEEPEST, isUnder, partsOf } from './paths.ts';
import { type Havoc, doubt, reach } from './reach.ts';

/** The interpreter's file tree: names share structure with the tree they came from. */
export interface Tree extends FileTree {
  readonly root: Node;
  readonly havoc: readonly Havoc[];
  readonly stamp: number;
  apply(changes: readonly Change[], havoc?: readonly Region[]): Tree;
}

/** Names of which a tree remembers what it said: those of base images live long. */
const MOST_REMEMBERED = 2_048;

type Found = ReturnType<FileTree['get']>;

class SharedTree implements Tree {
  readonly root: Node;
  readonly havoc: readonly Havoc[];
  readonly stamp: number;
  private answers: Map<string, Found> | undefined;

  constructor(root: Node, havoc: readonly Havoc[], stamp: number) {
    this.root = root;
    this.havoc = havoc;
    this.stamp = stamp;
  }

  /** A tree does not change: the same question has the same answer. */
  get(path: string): Found {
    const answers = (this.answers ??= new Map());
    let found = answers.get(path);
    if (found === undefined) {
      found = lookUp(this.root, this.havoc, path);
      if (answers.size >= MOST_REMEMBERED) answers.clear();
      answers.set(path, found);
    }
    return found;
  }

  list(dir: string): ReturnType<FileTree['list']> {
    return listDirectory(this.root, this.havoc, dir);
  }

  apply(changes: readonly Change[], regions: readonly Region[] = []): Tree {
    return applied(this.root, this.havoc, this.stamp + 1, changes, regions);
  }
}

/** Makes a tree from its parts. */
export function makeTree(root: Node, havoc: readonly Havoc[], stamp: number): Tree {
  return new SharedTree(root, havoc, stamp);
}

/** A tree that holds nothing, all of it known (`scratch`) or nothing of it known. */
export function emptyTree(origin: Origin, complete: boolean): Tree {
  const root: Node = {
    is: 'yes',
    entry: impliedDirectory(origin, 0),
    origin,
    stamp: 0,
    children: new Names(),
    complete,
    owner: undefined,
  };
  return makeTree(root, [], 0);
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
    const is = and(found.way, node.is);
    const { entry, origin } = node;
    return entry === undefined ? { is, origin } : { is, entry, origin };
  }
  const kind = dir.entry?.kind;
  if (kind === 'file' || kind === 'special') return { is: 'no', origin: dir.origin };
  const absent = node ?? dir;
  const because = doubt(havoc, found.path, absent.stamp, dir);
  if (because) return { is: 'unknown', origin: because };
  if (node === undefined && (!dir.complete || mayHold(dir.entry, missingOf(found))))
    return { is: 'unknown', origin: dir.origin };
  return { is: 'no', origin: absent.origin };
}

/** What of a path lies below the last directory that is there. */
function missingOf({ path, missing }: { readonly path: string; readonly missing: number }): string {
  return partsOf(path).slice(-missing).join('/');
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
  const sure =
    node.complete && !mayHold(node.entry, '') && !doubt(havoc, `${prefix}/*`, node.stamp, node);
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
  for (const change of changes) next = changed(next, change, owner, stamp, havoc);
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
      isUnder(one.path, region.path) &&
      (region.uid === undefined || region.uid === one.uid) &&
      (region.spares === undefined || region.spares === one.spares);
    all = [...all.filter((one) => !wider(one)), { ...region, stamp }];
  }
  return all;
}
