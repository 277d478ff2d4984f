import { type CopyParts, copyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { type Bytes, UNKNOWN_BYTES, exactly } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { CacheInput, Change, Entry, ImageState, StepTrace } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { and } from '../facts/tri.ts';
import { idOf } from './accounts.ts';
import { treeOf } from './as-tree.ts';
import { type Selected, selectFrom } from './context-files.ts';
import { copyFromState } from './copy-from.ts';
import { copyUnseen } from './copy-unseen.ts';
import { type StageScope, expandFact } from './scope.ts';
import { type Progress, sourceState } from './sources.ts';
import { baseName, joinPath, resolvePath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';
import { writtenBetween } from './tree/walk.ts';

/** A COPY or ADD with its words expanded. */
export interface Copying {
  readonly progress: Progress;
  readonly before: ImageState;
  readonly instruction: Instruction;
  readonly parts: CopyParts;
  /** Absolute; undefined: not known. */
  readonly goal: string | undefined;
  /** The destination is a directory: it says so, there are several sources, or it is one already. */
  readonly intoDirectory: boolean;
  readonly layer: number;
  readonly origin: Origin;
  /** Owner and mode the flags ask for. */
  owned(entry: Entry): Entry;
  text(word: string): string | undefined;
}

/** What copying one source came to. */
export interface Copied {
  readonly files: Tree;
  readonly succeeds: Tri;
  readonly inputs: readonly CacheInput[];
  readonly carried?: Partial<Pick<ImageState, 'leftovers' | 'packages'>>;
}

/** Interprets COPY and ADD. */
export function copyStep(
  progress: Progress,
  stage: number,
  before: ImageState,
  instruction: Instruction,
  scope: StageScope,
): StepTrace {
  const parts = copyParts(instruction);
  const origin: Origin = { by: 'context', at: instruction.span, what: instruction.name };
  const text = (word: string): string | undefined => {
    const fact = expandFact(scope, word, origin);
    return fact.known ? fact.value : undefined;
  };
  const copying: Copying = {
    progress,
    before,
    instruction,
    parts,
    ...goalOf(before, parts, text),
    layer: before.layers.length + 1,
    origin,
    owned: ownerOf(before, parts, text, origin),
    text,
  };
  const { source, state } = sourceState(progress, stage, parts.from?.value, 'copy');
  let result: Copied = { files: treeOf(before), succeeds: 'yes', inputs: [] };
  for (const word of parts.sources) {
    const one = state
      ? copyFromState(copying, result.files, word.text, source, state)
      : copyFromContext(copying, result.files, word.text);
    result = {
      files: one.files,
      succeeds: and(result.succeeds, one.succeeds),
      inputs: [...result.inputs, ...one.inputs],
      carried: {
        leftovers: [...(result.carried?.leftovers ?? []), ...(one.carried?.leftovers ?? [])],
        packages: [...(result.carried?.packages ?? []), ...(one.carried?.packages ?? [])],
      },
    };
  }
  const files = inline(copying, result.files);
  const writes = writtenBetween(treeOf(before), files, copying.layer);
  const after: ImageState = {
    ...before,
    files,
    packages: [...before.packages, ...(result.carried?.packages ?? [])],
    leftovers: [...before.leftovers, ...(result.carried?.leftovers ?? [])],
    layers: [...before.layers, { instruction, size: writes }],
  };
  return {
    instruction,
    before,
    after,
    commands: [],
    cacheInputs: result.inputs,
    succeeds: result.succeeds,
    writes,
  };
}

function goalOf(
  state: ImageState,
  parts: CopyParts,
  text: Copying['text'],
): Pick<Copying, 'goal' | 'intoDirectory'> {
  const written = parts.destination && text(parts.destination.text);
  const { workdir } = state.config;
  if (written === undefined || (!written.startsWith('/') && !workdir.known))
    return { goal: undefined, intoDirectory: false };
  const goal = resolvePath(workdir.known ? workdir.value : '/', written);
  const several = parts.sources.length + parts.heredocs.length > 1;
  const intoDirectory =
    several || /(^|\/)\.{0,2}$/.test(written) || state.files.get(goal).entry?.kind === 'dir';
  return { goal, intoDirectory };
}

function ownerOf(
  state: ImageState,
  parts: CopyParts,
  text: Copying['text'],
  origin: Origin,
): (entry: Entry) => Entry {
  const chown = parts.chown?.value === undefined ? undefined : text(parts.chown.value);
  const chmod = parts.chmod?.value === undefined ? undefined : text(parts.chmod.value);
  const id = (name: string | undefined, kind: 'uid' | 'gid'): Fact<number> =>
    parts.chown === undefined
      ? known(0, origin)
      : name === undefined
        ? unknown(origin)
        : idOf(state.files, name, kind, origin);
  const [user, group] = (chown ?? '').split(':');
  const uid = id(chown === undefined ? undefined : user, 'uid');
  const gid =
    group === undefined || group === '' ? (parts.chown ? uid : known(0, origin)) : id(group, 'gid');
  const mode =
    parts.chmod === undefined
      ? undefined
      : chmod !== undefined && /^[0-7]{3,4}$/.test(chmod)
        ? known(Number.parseInt(chmod, 8), origin)
        : unknown<number>(origin);
  // Without --chown files of a stage keep their owner; those of the context have none but root.
  const owner = parts.chown ? { uid, gid } : {};
  return (entry) => ({ ...entry, ...owner, ...(mode ? { mode } : {}) });
}

/** A new entry made by the instruction. */
export function copiedEntry(
  copying: Copying,
  kind: Entry['kind'],
  size: Bytes,
  extra: Partial<Entry> = {},
): Entry {
  const { origin, layer } = copying;
  const mode = known(kind === 'dir' ? 0o755 : 0o644, origin);
  return copying.owned({
    kind,
    uid: known(0, origin),
    gid: known(0, origin),
    mode,
    size,
    layer,
    origin,
    ...extra,
  });
}

/** An archive that ADD unpacks; COPY never does. */
function unpacks(copying: Copying, path: string): boolean {
  return (
    copying.instruction.name === 'ADD' &&
    copying.parts.unpack !== false &&
    /\.(tar|tar\.(gz|bz2|xz|zst)|tgz|tbz2?|txz)$/i.test(path)
  );
}

function copyFromContext(copying: Copying, files: Tree, word: string): Copied {
  const { instruction, progress, goal } = copying;
  const source = copying.text(word);
  if (
    source !== undefined &&
    instruction.name === 'ADD' &&
    /^(https?:\/\/|git@|git:\/\/|ssh:\/\/)/.test(source)
  )
    return fetched(copying, files, source);
  const patterns = source === undefined ? [] : [source];
  const excludes = copying.parts.excludes.flatMap((flag) => copying.text(flag.value ?? '') ?? []);
  const inputs: CacheInput[] = [
    { kind: 'context', patterns, ...(excludes.length > 0 ? { excludes } : {}) },
  ];
  const { context } = progress.input;
  if (goal === undefined)
    return {
      files: files.apply([], [{ path: '/', because: copying.origin }]),
      succeeds: 'unknown',
      inputs,
    };
  if (!context || source === undefined)
    return {
      files: copyUnseen({ ...copying, origin: assumed(copying, source) }, files, source, goal),
      succeeds: 'unknown',
      inputs,
    };
  const selected = selectFrom(context, source, excludes, copying.parts.parents);
  const changes = selected.map((one) => contextChange(copying, goal, one));
  const succeeds = found(copying, context, source, selected.length);
  return { files: withRead(copying, files.apply(changes), changes), succeeds, inputs };
}

/** Without the context a source is taken to be there. */
function assumed(copying: Copying, source: string | undefined): Origin {
  const what = `${source ?? 'source'} is in the context`;
  return { by: 'assumption', at: copying.instruction.span, what };
}

function contextChange(
  copying: Copying,
  goal: string,
  { entry, relative, fromDirectory }: Selected,
): Change {
  const into = fromDirectory || copying.intoDirectory || copying.parts.parents;
  const path = into ? joinPath(goal, relative) : goal;
  const origin = { ...copying.origin, what: entry.path };
  if (unpacks(copying, entry.path)) {
    const size: Bytes = { low: entry.size * 0.9, high: entry.size * 20, basis: 'typical' };
    return {
      do: 'put',
      path: goal,
      open: true,
      entry: copiedEntry(copying, 'dir', size, { origin }),
    };
  }
  const bits = entry.mode & 0o777;
  const mode = known(bits === 0 ? (entry.kind === 'dir' ? 0o755 : 0o644) : bits, origin);
  const content = entry.kind === 'file' ? { content: { context: entry.path } } : {};
  return {
    do: 'put',
    path,
    entry: copiedEntry(copying, entry.kind, exactly(entry.size), { mode, origin, ...content }),
  };
}

/** A plain source must be there; a pattern that matches nothing is an error when nothing else is copied. */
function found(copying: Copying, context: ContextFacts, source: string, count: number): Tri {
  if (count > 0 || /^\.?\/*$/.test(source)) return 'yes';
  if (/[*?[]/.test(source)) return copying.parts.sources.length > 1 ? 'unknown' : 'no';
  return context.get(source.replace(/^\.?\/+/, '').replace(/\/+$/, '')) === undefined
    ? 'no'
    : 'yes';
}

/** Account files are read at once: later users depend on them. */
function withRead(copying: Copying, files: Tree, changes: readonly Change[]): Tree {
  const context = copying.progress.input.context;
  const special = changes.filter((one) => one.path === '/etc/passwd' || one.path === '/etc/group');
  const texts = special.flatMap((one): Change[] => {
    const ref = one.entry?.content;
    const bytes = ref && 'context' in ref ? context?.read(ref.context) : undefined;
    return bytes && one.entry
      ? [{ ...one, entry: { ...one.entry, content: { text: new TextDecoder().decode(bytes) } } }]
      : [];
  });
  return texts.length === 0 ? files : files.apply(texts);
}

function fetched(copying: Copying, files: Tree, url: string): Copied {
  const { goal } = copying;
  const inputs: CacheInput[] = [{ kind: 'network', what: url }];
  if (goal === undefined) return { files, succeeds: 'unknown', inputs };
  const isGit = /\.git([#?].*)?$|^git@/.test(url);
  const path =
    isGit || !copying.intoDirectory ? goal : joinPath(goal, baseName(url.replace(/[?#].*$/, '')));
  // A fetched file is readable by root only.
  const mode = { mode: known(0o600, copying.origin) };
  const change: Change = isGit
    ? { do: 'put', path, open: true, entry: copiedEntry(copying, 'dir', UNKNOWN_BYTES) }
    : {
        do: 'put',
        path,
        entry: copying.owned({ ...copiedEntry(copying, 'file', UNKNOWN_BYTES), ...mode }),
      };
  return { files: files.apply([change]), succeeds: 'unknown', inputs };
}

/** Files whose text stands in the Dockerfile. */
function inline(copying: Copying, files: Tree): Tree {
  const { goal } = copying;
  if (goal === undefined) return files;
  const changes = copying.parts.heredocs.map(({ heredoc }): Change => {
    const content = heredoc.expand ? copying.text(heredoc.content) : heredoc.content;
    const path = copying.intoDirectory ? joinPath(goal, heredoc.name) : goal;
    const size =
      content === undefined
        ? { ...UNKNOWN_BYTES, high: 1e6 }
        : exactly(new TextEncoder().encode(content).length);
    return {
      do: 'put',
      path,
      entry: copiedEntry(
        copying,
        'file',
        size,
        content === undefined ? {} : { content: { text: content } },
      ),
    };
  });
  return changes.length === 0 ? files : files.apply(changes);
}
