import type { FileStat, Host, ReadFiles } from '../host/types.ts';
import { findRoot } from './find-root.ts';
import { dirName, insidePath } from './paths.ts';
import { MOST_BYTES, decodeText } from './text.ts';
import type { ProjectView } from './view.ts';
import { type ListDir, type Walked, below, isWalked, walk } from './walk.ts';

const MOST_ENTRIES = 200_000;
/** Characters of text kept for the next reader. */
const MOST_CACHED = 32 * 1024 * 1024;

/**
 * The repository as detection sees it. `root` (absolute) is taken as it stands; without it the
 * root is the nearest `.git` at or above the host's current directory. Nothing outside it is
 * read, links included; nothing throws for what the repository holds.
 */
export function openProject(
  host: Pick<Host, 'cwd'> & { readonly files: ReadFiles },
  root?: string,
): ProjectView {
  const { files } = host;
  const top = root ?? findRoot(files, host.cwd);
  const inside = insideCheck(files, top);
  const read = cachedReader((path, most) => {
    const real = inside(path);
    if (real === undefined) return undefined;
    const stat = files.stat(real);
    if (stat?.kind !== 'file' || stat.size > most) return undefined;
    return attempt(() => decodeText(files.read(real)));
  });
  const statOf = (path: string): FileStat | undefined => {
    const real = inside(path);
    return real === undefined ? undefined : files.stat(real);
  };
  const walks = cachedWalks(
    (dir) => attempt(() => files.list(dir === '.' ? top : `${top}/${dir}`)),
    (path) => statOf(path)?.kind === 'file',
  );
  return {
    root: top,
    text: (path, most = MOST_BYTES) => read(path, most),
    exists: (path) => statOf(path) !== undefined,
    isDir: (path) => statOf(path)?.kind === 'dir',
    ...listing(walks.filesIn),
    notes: () =>
      walks.cut()
        ? [
            `The repository has more than ${MOST_ENTRIES} files: the deepest directories were not read.`,
          ]
        : [],
  };
}

/** What lies below a directory, walked at its first question; of a large repository only the part that is asked for. */
function cachedWalks(
  list: ListDir,
  isFileLink: (path: string) => boolean,
): { filesIn(dir: string): readonly string[]; cut(): boolean } {
  const walks = new Map<string, Walked>();
  const known = (dir: string): Walked | undefined =>
    walks.get(dir) ?? (dir === '.' ? undefined : known(dirName(dir)));
  const made = (dir: string): Walked => {
    const walked = isWalked(list, dir)
      ? walk(list, isFileLink, MOST_ENTRIES, dir)
      : { files: [], cut: false };
    walks.set(dir, walked);
    return walked;
  };
  return {
    filesIn: (dir) => (known(dir) ?? made(dir)).files,
    cut: () => [...walks.values()].some((walked) => walked.cut),
  };
}

/** `files` and `sources` of a view over sorted lists: `list` gives one that holds all that lies in a directory. */
export function listing(
  list: (dir: string) => readonly string[],
): Pick<ProjectView, 'files' | 'sources'> {
  const files = (dir: string): readonly string[] => {
    const path = insidePath(dir);
    return path === undefined ? [] : below(list(path), path);
  };
  return {
    files: (dir, limit) => (limit === undefined ? files(dir) : files(dir).slice(0, limit)),
    sources: (dir, endings) =>
      files(dir).filter((path) => endings.some((end) => path.endsWith(end))),
  };
}

/** Resolves a path of the view to a real one, undefined when there is none or it leads out of the root. */
function insideCheck(files: ReadFiles, root: string): (path: string) => string | undefined {
  let realRoot: string | undefined;
  return (path) => {
    const relative = insidePath(path);
    if (relative === undefined) return undefined;
    realRoot ??= attempt(() => files.realPath(root));
    if (realRoot === undefined) return undefined;
    const real = attempt(() => files.realPath(relative === '.' ? root : `${root}/${relative}`));
    const prefix = realRoot === '/' ? '/' : `${realRoot}/`;
    return real === realRoot || real?.startsWith(prefix) ? real : undefined;
  };
}

type Reader = (path: string, most: number) => string | undefined;

function cachedReader(read: Reader): Reader {
  const texts = new Map<string, string>();
  let kept = 0;
  return (path, most) => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = read(path, most);
    if (text !== undefined && kept + text.length <= MOST_CACHED) {
      texts.set(path, text);
      kept += text.length;
    }
    return text;
  };
}

/** Files vanish, are unreadable, are links to themselves: for a reader all the same as absent. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
