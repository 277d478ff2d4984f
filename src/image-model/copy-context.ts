import { type Bytes, UNKNOWN_BYTES, exactly } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { CacheInput, Change } from '../facts/image.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { type Selected, selectFrom } from './context-files.ts';
import { copyUnseen } from './copy-unseen.ts';
import { type Copied, type Copying, copiedEntry } from './copying.ts';
import { baseName, joinPath } from './tree/paths.ts';
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
export function copyFromContext(copying: Copying, files: Tree, word: string): Copied {
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
