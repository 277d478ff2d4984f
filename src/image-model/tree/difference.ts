import type { Entry } from '../../facts/image.ts';
import type { Origin } from '../../facts/origin.ts';
import type { Tri } from '../../facts/tri.ts';
import type { Node } from './node.ts';
import type { Tree } from './tree.ts';

/** A path that one tree knows otherwise than the other. */
export interface Difference {
  readonly path: string;
  /** Undefined: it was not there, or nothing was known of it. */
  readonly was?: Entry;
  readonly is: Tri;
  readonly now?: Entry;
  readonly origin: Origin;
}

/** What `after` knows otherwise than `before`, parents first. What both share is not looked at. */
export function* differencesBetween(before: Tree, after: Tree): Generator<Difference> {
  if (before !== after) yield* nodes(before.root, after.root, '');
}

function* nodes(old: Node | undefined, now: Node, path: string): Generator<Difference> {
  if (old === now) return;
  if (path !== '' && !isAlike(old, now))
    yield {
      path,
      is: now.is,
      origin: now.origin,
      ...(old?.entry && old.is !== 'no' ? { was: old.entry } : {}),
      ...(now.entry && now.is !== 'no' ? { now: now.entry } : {}),
    };
  if (now.is === 'no') return;
  for (const [name, child] of now.children ?? [])
    yield* nodes(old?.children?.get(name), child, `${path}/${name}`);
  for (const [name, child] of old?.children ?? [])
    if (now.children?.has(name) !== true && child.is === 'yes' && now.complete)
      yield {
        path: `${path}/${name}`,
        is: 'no',
        origin: now.origin,
        ...(child.entry ? { was: child.entry } : {}),
      };
}

function isAlike(old: Node | undefined, now: Node): boolean {
  if (old === undefined) return now.is === 'no' && now.entry === undefined;
  return old.is === now.is && (old.is === 'no' || old.entry === now.entry);
}
