import { type ParsedMount, runMounts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { NO_BYTES, exactly } from '../facts/bytes.ts';
import type { CacheInput, Change, Entry, ImageState } from '../facts/image.ts';
import { type Origin, known, unknown } from '../facts/origin.ts';
import { treeOf } from './as-tree.ts';
import { selectFrom } from './context-files.ts';
import { directoryContent } from './copy-context.ts';
import { type StageScope, expandFact } from './scope.ts';
import { type Progress, sourceState } from './sources.ts';
import { graft, restore } from './tree/graft.ts';
import { cleanPath, joinPath, resolvePath } from './tree/paths.ts';
import { reach } from './tree/reach.ts';
import type { Tree } from './tree/tree.ts';

/** A RUN's mounts in place: the tree the command sees, and what they hide. */
export interface Mounted {
  readonly files: Tree;
  readonly targets: readonly string[];
  readonly inputs: readonly CacheInput[];
}

/** Puts the mounts of a RUN over the files of a state. */
export function mount(
  progress: Progress,
  stage: number,
  state: ImageState,
  instruction: Instruction,
  scope: StageScope,
): Mounted {
  let files = treeOf(state);
  const targets: string[] = [];
  const inputs: CacheInput[] = [];
  const text = (value: string | undefined): string | undefined => {
    const fact =
      value === undefined
        ? undefined
        : expandFact(scope, value, { by: 'command', at: instruction.span });
    return fact?.known === true ? fact.value : undefined;
  };
  const workdir = state.config.workdir.known ? state.config.workdir.value : '/';
  for (const one of runMounts(instruction)) {
    const type = text(one.type) ?? one.type;
    const target =
      text(one.target) ?? (type === 'secret' ? `/run/secrets/${text(one.id) ?? ''}` : undefined);
    if (target === undefined) continue;
    const path = resolvePath(workdir, target);
    if (type === 'ssh' || (type === 'secret' && one.target === undefined && one.id === undefined))
      continue;
    targets.push(path);
    files = cover(progress, stage, files, { ...one, type }, path, text, inputs);
  }
  return { files, targets, inputs };
}

function cover(
  progress: Progress,
  stage: number,
  files: Tree,
  one: ParsedMount,
  path: string,
  text: (value: string | undefined) => string | undefined,
  inputs: CacheInput[],
): Tree {
  const origin: Origin = { by: 'command', at: one.flag.span, what: `mount ${one.type}` };
  const directory: Change = { do: 'put', path, entry: entryOf('dir', origin) };
  if (one.type === 'secret')
    return files.apply([{ do: 'put', path, entry: entryOf('file', origin) }]);
  if (one.type === 'tmpfs') return files.apply([{ do: 'remove', path, origin }, directory]);
  // A cache holds what earlier builds left in it, or nothing.
  if (one.type === 'cache')
    return files.apply([
      { do: 'remove', path, origin },
      { ...directory, open: true },
    ]);
  const from = text(one.from);
  const { source, state } = sourceState(progress, stage, from, 'mount');
  const place = text(one.source) ?? '/';
  const bare = files.apply([{ do: 'remove', path, origin }]);
  if (state) {
    if (source.kind === 'stage')
      inputs.push({ kind: 'stage', index: source.index, path: resolvePath('/', place) });
    return graft(bare, path, treeOf(state), resolvePath('/', place), {
      origin,
      layer: -1,
      left: progress.left,
      entry: (entry) => ({ ...entry, layer: -1 }),
    });
  }
  inputs.push({ kind: 'context', patterns: [place.replace(/^\/+/, '') || '.'] });
  return fromContext(progress, bare, path, place, directory, origin);
}

function fromContext(
  progress: Progress,
  files: Tree,
  path: string,
  place: string,
  directory: Change,
  origin: Origin,
): Tree {
  const { context } = progress.input;
  const all = context ? selectFrom(context, place, [], false) : [];
  const plain = cleanPath(`/${place}`).slice(1);
  // Without the context, and where a build may find what is not there now, it is taken to be there.
  if (!context || (all.length === 0 && plain !== '' && context.mayHold?.(plain) === true))
    return files.apply([
      /\.[\w-]+$/.test(place)
        ? { do: 'put', path, entry: { ...entryOf('file', origin), mode: unknown(origin) } }
        : { ...directory, open: true },
    ]);
  const [only] = all;
  const changes = all.map(({ entry, relative, fromDirectory }): Change => ({
    do: 'put',
    path: fromDirectory ? joinPath(path, relative) : path,
    entry: {
      ...entryOf(entry.kind === 'dir' ? 'dir' : 'file', origin),
      size: exactly(entry.size),
      ...(entry.kind === 'dir'
        ? directoryContent(context, entry.path)
        : { content: { context: entry.path } }),
    },
  }));
  const { entry } = directory;
  const top: Change = {
    ...directory,
    ...(entry ? { entry: { ...entry, ...directoryContent(context, plain) } } : {}),
  };
  return files.apply(
    only && !only.fromDirectory
      ? changes
      : all.length === 0 && place !== '/' && place !== '.'
        ? []
        : [top, ...changes],
  );
}

function entryOf(kind: Entry['kind'], origin: Origin): Entry {
  return {
    kind,
    uid: known(0, origin),
    gid: known(0, origin),
    mode: known(kind === 'dir' ? 0o755 : 0o644, origin),
    size: NO_BYTES,
    layer: -1,
    origin,
  };
}

/** Takes the mounts away again: what was written to them is gone, what they hid is back. */
export function unmount(files: Tree, mounted: Mounted, before: Tree): Tree {
  let after = files;
  for (const target of mounted.targets) {
    // What the mount itself hid in a directory that did not exist leaves no trace.
    if (reach(after.root, target, true).node !== reach(before.root, target, true).node)
      after = restore(after, target, before);
  }
  return after;
}
