import type { SourceRef, Word } from '../dockerfile/types.ts';
import type { CacheInput, Entry, ImageState, Leftover, Package } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import { matches } from '../programs/tree-view.ts';
import { treeOf } from './as-tree.ts';
import { type Copied, type Copying, copiedEntry } from './copying.ts';
import { goalFor, withPrograms } from './copied-programs.ts';
import { copyUnseen } from './copy-unseen.ts';
import { graft } from './tree/graft.ts';
import { baseName, cleanPath, isUnder, joinPath, partsOf } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';
import { walk } from './tree/walk.ts';

/** Copies one source of another stage or image. */
export function copyFromState(
  copying: Copying,
  files: Tree,
  word: Word,
  source: SourceRef,
  state: ImageState,
): Copied {
  const { goal } = copying;
  const text = copying.text(word.text);
  const origin: Origin = { ...copying.origin, by: 'stage' };
  const inputs: CacheInput[] =
    source.kind === 'stage'
      ? [{ kind: 'stage', index: source.index, path: cleanPath(text ?? '/') }]
      : [];
  if (text === undefined || goal === undefined)
    return {
      files: files.apply([], [{ path: '/', because: origin }]),
      succeeds: 'unknown',
      inputs,
    };
  const from = treeOf(state);
  const places = /[*?[]/.test(text) ? matching(from, cleanPath(text)) : [cleanPath(text)];
  let result = files;
  for (const place of places) {
    result = copyPlace({ ...copying, origin }, result, from, place, goal);
    const isDirectory = from.get(place).entry?.kind === 'dir';
    const to = goalFor(place, goal, copying.intoDirectory, isDirectory);
    result = withPrograms(result, state, place, to);
  }
  const there =
    places.length === 0
      ? 'unknown'
      : places.length === 1 && places[0] !== undefined
        ? from.get(places[0]).is
        : 'yes';
  const pattern = /[*?[]/.test(text);
  return {
    files:
      pattern && places.length === 0 ? result.apply([], [{ path: goal, because: origin }]) : result,
    succeeds: pattern ? 'unknown' : there,
    inputs,
    carried: carried(state, places, goal, origin),
    needs: missing(word, text, from),
  };
}

/** A path that nothing made in the other stage or image. A pattern that matches nothing copies nothing. */
function missing(word: Word, path: string, from: Tree): Need[] {
  if (/[*?[]/.test(path)) return [];
  const { is, origin } = from.get(cleanPath(path));
  return is === 'no'
    ? [{ what: 'stage-path', arg: cleanPath(path), at: word.span, met: is, origin }]
    : [];
}

function copyPlace(copying: Copying, files: Tree, from: Tree, place: string, goal: string): Tree {
  const { entry, is } = from.get(place);
  if (is === 'no') return files;
  if (!entry) return copyUnseen(copying, files, place, goal);
  const target =
    entry.kind === 'dir' || !copying.intoDirectory ? goal : joinPath(goal, baseName(place));
  const options = {
    origin: copying.origin,
    layer: copying.layer,
    left: copying.progress.left,
    entry: (before: Entry, top: boolean): Entry => {
      const origin = { ...copying.origin, from: before.origin };
      // The destination directory itself is new; only what is in it comes from the source.
      const { content } = before;
      if (top && before.kind === 'dir')
        return copiedEntry(copying, 'dir', before.size, {
          origin,
          ...(content ? { content } : {}),
        });
      return { ...copying.owned(before), layer: copying.layer, origin };
    },
  };
  const before = files.get(target);
  const grafted = graft(files, target, from, place, options);
  // Of what a base brings nobody has a list: what comes into it may be anything that is not listed either.
  const blind =
    before.entry?.kind === 'dir' &&
    before.origin.by === 'base' &&
    from.list(place).complete !== 'yes';
  return blind ? grafted.apply([], [{ path: target, because: copying.origin }]) : grafted;
}

/** Paths of a tree that a pattern matches, part by part. */
function matching(tree: Tree, pattern: string): string[] {
  let found = ['/'];
  for (const part of partsOf(pattern)) {
    found = found.flatMap((dir) =>
      /[*?[]/.test(part)
        ? tree
            .list(dir)
            .entries.filter((one) => matches(part, baseName(one.path)))
            .map((one) => one.path)
        : [joinPath(dir, part)],
    );
  }
  return found.filter((path) => tree.get(path).is !== 'no');
}

/** Leftovers and packages that lie in what is copied come along. */
function carried(
  state: ImageState,
  places: readonly string[],
  goal: string,
  origin: Origin,
): Pick<ImageState, 'leftovers' | 'packages'> {
  const leftovers = state.leftovers.flatMap((one): Leftover[] => {
    const place = places.find((path) => isUnder(one.path, path));
    if (place === undefined || one.kind === 'deleted-later') return [];
    return [
      {
        ...one,
        path: joinPath(goal, one.path.slice(place === '/' ? 0 : place.length)),
        origin: { ...origin, from: one.origin },
      },
    ];
  });
  const managers = new Set<Package['manager']>();
  for (const place of places)
    if (place !== '/')
      for (const manager of managersIn(treeOf(state), place)) managers.add(manager);
  const packages = state.packages
    .filter((one) => managers.has(one.manager))
    .map((one) => ({ ...one, origin: { ...origin, from: one.origin } }));
  return { leftovers, packages };
}

const MANAGER_OF: Readonly<Record<string, Package['manager']>> = {
  npm: 'npm',
  yarn: 'npm',
  pnpm: 'npm',
  bun: 'npm',
  pip: 'pip',
  pip3: 'pip',
  uv: 'pip',
  go: 'go',
};

/** Package managers that wrote something of what is copied. */
function managersIn(tree: Tree, place: string): Package['manager'][] {
  const found = new Set<Package['manager']>();
  walk(tree, place, (entry) => {
    const manager = entry.size.high > 0 ? MANAGER_OF[entry.origin.what ?? ''] : undefined;
    if (manager && entry.kind === 'dir') found.add(manager);
  });
  return [...found];
}
