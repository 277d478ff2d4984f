import type { Word } from '../dockerfile/types.ts';
import { type Bytes, NO_BYTES, UNKNOWN_BYTES, exactly } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { CacheInput, Change, Entry } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { type Selected, selectFrom } from './context-files.ts';
import { copyUnseen } from './copy-unseen.ts';
import { type Copied, type Copying, copiedEntry } from './copying.ts';
import { baseName, cleanPath, joinPath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';

/** An archive that ADD unpacks; COPY never does. */
function unpacks(copying: Copying, path: string): boolean {
  return (
    copying.instruction.name === 'ADD' &&
    copying.parts.unpack !== false &&
    /\.(tar|tar\.(gz|bz2|xz|zst)|tgz|tbz2?|txz)$/i.test(path)
  );
}

/** Copies one source of the build context, or of the network for ADD. */
export function copyFromContext(copying: Copying, files: Tree, word: Word): Copied {
  const { instruction, progress, goal } = copying;
  const source = copying.text(word.text);
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
  if (selected.length === 0 && !isWhole(source) && context.mayHold?.(plainPath(source)) === true)
    return {
      files: copyUnseen({ ...copying, origin: assumed(copying, source) }, files, source, goal),
      succeeds: 'unknown',
      inputs,
    };
  const changes = selected.flatMap((one) => contextChange(copying, files, goal, one));
  const succeeds = found(context, source, selected.length);
  const needs: Need[] = succeeds === 'no' ? [missing(context, word, source)] : [];
  const copied = files.apply([...whole(copying, files, goal, context, source), ...changes]);
  return { files: withRead(copying, copied, changes), succeeds, inputs, needs };
}

/** The whole context. */
function isWhole(source: string): boolean {
  return /^[./]*$/.test(source);
}

/** A source from the top of the context. */
function plainPath(source: string): string {
  return cleanPath(`/${source}`).slice(1);
}

/** A directory that takes what lies in the context also gets what may come to lie there. */
function whole(
  copying: Copying,
  files: Tree,
  goal: string,
  context: ContextFacts,
  source: string,
): Change[] {
  if (!isWhole(source)) return [];
  const entry = copiedEntry(copying, 'dir', NO_BYTES, directoryContent(context, ''));
  return [topDirectory(files, goal, entry)];
}

/** What is remembered of a directory of the context. */
export function directoryContent(context: ContextFacts, path: string): Pick<Entry, 'content'> {
  const { mayHold } = context;
  if (mayHold === undefined) return {};
  const prefix = path === '' ? '' : `${path}/`;
  return {
    content: {
      context: path,
      // Of names that nobody asks for the whole context answers.
      mayHold: (below) => mayHold(below === '' ? '' : `${prefix}${below}`),
    },
  };
}

/** A directory that is copied is its content: where one is already, that one keeps its owner and mode. */
function topDirectory(files: Tree, path: string, entry: Entry): Change {
  const { is, entry: before } = files.get(path);
  if (is !== 'yes' || before?.kind !== 'dir') return { do: 'put', path, entry };
  const { content: _, ...kept } = before;
  return {
    do: 'put',
    path,
    entry: { ...kept, ...(entry.content ? { content: entry.content } : {}) },
  };
}

function missing(context: ContextFacts, word: Word, source: string): Need {
  const path = plainPath(source);
  const ignored = context.decide(path);
  const origin: Origin = {
    by: 'context',
    what: ignored.ignored ? 'the ignore file' : 'the build context',
  };
  return { what: 'source', arg: path, at: word.span, met: 'no', origin };
}

/** Without the context a source is taken to be there. */
function assumed(copying: Copying, source: string | undefined): Origin {
  const what = `${source ?? 'source'} is in the context`;
  return { by: 'assumption', at: copying.instruction.span, what };
}

function contextChange(
  copying: Copying,
  files: Tree,
  goal: string,
  { entry, relative, fromDirectory }: Selected,
): Change[] {
  const into = fromDirectory || copying.intoDirectory || copying.parts.parents;
  const path = into ? joinPath(goal, relative) : goal;
  const origin = { ...copying.origin, what: entry.path };
  if (unpacks(copying, entry.path)) {
    const size: Bytes = { low: entry.size * 0.9, high: entry.size * 20, basis: 'typical' };
    const unpacked = copiedEntry(copying, 'dir', size, { origin });
    // What comes out nobody has seen, but the archive itself does not.
    const itself = joinPath(goal, baseName(entry.path));
    return [
      { do: 'put', path: goal, open: true, entry: unpacked },
      ...(files.get(itself).is === 'no' ? [{ do: 'remove' as const, path: itself, origin }] : []),
    ];
  }
  const { context } = copying.progress.input;
  const isTop = fromDirectory && relative === '';
  const bits = entry.mode & 0o777;
  const mode = known(
    isTop ? 0o755 : bits === 0 ? (entry.kind === 'dir' ? 0o755 : 0o644) : bits,
    origin,
  );
  const content =
    entry.kind === 'file'
      ? { content: { context: entry.path } }
      : entry.kind === 'dir' && context
        ? directoryContent(context, entry.path)
        : {};
  const copied = copiedEntry(copying, entry.kind, exactly(entry.size), {
    mode,
    origin,
    ...content,
  });
  return [isTop ? topDirectory(files, path, copied) : { do: 'put', path, entry: copied }];
}

/** A plain source must be there; a pattern that matches nothing copies nothing, and the build goes on. */
function found(context: ContextFacts, source: string, count: number): Tri {
  if (count > 0 || isWhole(source) || /[*?[]/.test(source)) return 'yes';
  return context.get(plainPath(source)) === undefined ? 'no' : 'yes';
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
