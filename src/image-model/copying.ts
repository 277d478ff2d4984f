import type { CopyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import type { Bytes } from '../facts/bytes.ts';
import type { CacheInput, Entry, ImageState } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { idOf } from './accounts.ts';
import type { Progress } from './sources.ts';
import { resolvePath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';

/** A COPY or ADD with its words expanded. */
export interface Copying {
  readonly progress: Progress;
  readonly before: ImageState;
  readonly instruction: Instruction;
  readonly parts: CopyParts;
  /** Absolute; undefined: not known. */
  readonly goal: string | undefined;
  /** The destination is a directory: it says so, or it is one already. */
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
  /** What was looked for and is not there. */
  readonly needs?: readonly Need[];
  readonly carried?: Partial<Pick<ImageState, 'leftovers' | 'packages'>>;
}

/** Directories that nearly every image has; COPY into them is often written without a slash. */
const STANDARD =
  /^\/(?:usr(?:\/local)?(?:\/(?:s?bin|lib|share))?|s?bin|lib|etc|opt|var|tmp|home|root|srv|mnt|run)$/;

/** Where a COPY leads, as far as it is known. */
export function goalOf(
  { workdir }: ImageState['config'],
  files: Tree,
  parts: CopyParts,
  text: Copying['text'],
): Pick<Copying, 'goal' | 'intoDirectory'> {
  const written = parts.destination && text(parts.destination.text);
  if (written === undefined || (!written.startsWith('/') && !workdir.known))
    return { goal: undefined, intoDirectory: false };
  const goal = resolvePath(workdir.known ? workdir.value : '/', written);
  const there = files.get(goal);
  const several = parts.sources.length + parts.heredocs.length > 1;
  // Of several sources each takes the place of the one before, unless a directory is there.
  const intoDirectory =
    /(^|\/)\.{0,2}$/.test(written) ||
    there.entry?.kind === 'dir' ||
    (there.is === 'unknown' && (several || STANDARD.test(goal)));
  return { goal, intoDirectory };
}

/** Gives an entry the owner and mode that the flags ask for. */
export function ownerOf(
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
