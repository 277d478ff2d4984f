import type { Leftover } from '../facts/image.ts';
import type { ProgramEffect } from '../programs/types.ts';
import { isUnder } from './tree/paths.ts';

/** A leftover with the layer it lies in. */
export interface LayeredLeftover extends Leftover {
  readonly layer: number;
}

/** Leftovers after an effect: what the same layer made is gone, what an earlier one made stays in it. */
export function clearLeftovers(
  before: readonly Leftover[],
  effect: ProgramEffect,
  layer: number,
  uninstalled: ReadonlySet<string>,
): readonly Leftover[] {
  if (effect.leftovers.length === 0 && isAddingOnly(effect, uninstalled)) return before;
  const added = effect.leftovers.map((one): LayeredLeftover => ({ ...one, layer }));
  const removed = effect.changes.filter((one) => one.do !== 'put').map((one) => one.path);
  const clears = effect.clears ?? [];
  if (removed.length === 0 && clears.length === 0 && uninstalled.size === 0)
    return added.length === 0 ? before : [...before, ...added];
  const isCleared = (one: Leftover): boolean =>
    removed.some((path) => isUnder(one.path, path)) ||
    clears.some((clear) => clear.kind === one.kind && clear.path === one.path) ||
    (one.path.startsWith('package:') && uninstalled.has(one.path.slice('package:'.length)));
  const kept = before.flatMap((one): readonly Leftover[] => {
    if (!isCleared(one) || one.kind === 'deleted-later') return [one];
    return layerOf(one) === layer ? [] : [{ ...one, kind: 'deleted-later' }];
  });
  return [...kept, ...added];
}

function isAddingOnly(effect: ProgramEffect, uninstalled: ReadonlySet<string>): boolean {
  if (uninstalled.size > 0 || (effect.clears !== undefined && effect.clears.length > 0))
    return false;
  return effect.changes.every((one) => one.do === 'put');
}

function layerOf(one: Leftover): number {
  return 'layer' in one && typeof one.layer === 'number' ? one.layer : -1;
}
