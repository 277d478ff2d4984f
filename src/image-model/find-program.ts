import type { FileTree, ImageConfig } from '../facts/image.ts';
import type { Fact, Origin } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { DEFAULT_PATH } from '../dockerfile/stages/scope.ts';
import { programNamed } from '../programs/index.ts';
import { baseName, resolvePath } from './tree/paths.ts';

export interface FoundProgram {
  readonly is: Tri;
  readonly path?: string;
  readonly origin: Origin;
}

const NO_NAME = 'a whole line is no name of a program';

/** Whether a word is a line with a program and what it gets: nothing has such a name. */
function isLine(name: string): boolean {
  if (!/\s/.test(name)) return false;
  const [first = '', ...rest] = name.trim().split(/\s+/);
  if (rest.length === 0) return false;
  // Names may hold blanks; that of a program anyone knows, with words behind it, is a line.
  return programNamed(baseName(first)) !== undefined || /\s(-{1,2}\w|&&|\|\|?|;|>)/.test(name);
}

/** Lookups whose places are remembered: a file's commands are a few programs, again and again. */
const MOST_REMEMBERED = 1_024;
const remembered = new Map<string, Map<string, readonly string[]>>();
const LONGEST_PATH = 1_024;

/** Where a program may lie along PATH. */
function placesOf(name: string, path: string, cwd: string): readonly string[] {
  const key = /(^|:)(?!\/)/.test(path) ? `${path}\n${cwd}` : path;
  let names = remembered.get(key);
  const before = names?.get(name);
  if (before !== undefined) return before;
  const places = path.split(':').map((dir) => resolvePath(cwd, `${dir}/${name}`));
  if (key.length + name.length > LONGEST_PATH) return places;
  if (names === undefined || names.size >= MOST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, (names = new Map()));
  }
  names.set(name, places);
  return places;
}

/** Looks a program up as the kernel and the shell do: by path, or along PATH. */
export function findProgram(
  files: FileTree,
  name: string,
  path: Fact<string> | undefined,
  cwd: string | undefined,
): FoundProgram {
  if (name.includes('/')) {
    if (!name.startsWith('/') && cwd === undefined)
      return { is: 'unknown', origin: { by: 'assumption', what: 'working directory' } };
    const full = resolvePath(cwd ?? '/', name);
    const { is, origin } = files.get(full);
    return { is: is === 'unknown' && isLine(name) ? 'no' : is, path: full, origin };
  }
  if (isLine(name)) return { is: 'no', origin: { by: 'assumption', what: NO_NAME } };
  if (path?.known === false) return { is: 'unknown', origin: path.because };
  let doubt: Origin | undefined;
  let last: Origin = { by: 'assumption', what: 'PATH' };
  for (const full of placesOf(name, path?.value ?? DEFAULT_PATH, cwd ?? '/')) {
    const found = files.get(full);
    const { entry } = found;
    // A directory of which nobody knows what is in it may be a file as well.
    const unseen =
      entry?.kind === 'dir' && (!entry.mode.known || files.list(full).complete !== 'yes');
    if (found.is === 'yes' && unseen) doubt ??= found.origin;
    else if (found.is === 'yes' && entry?.kind !== 'dir')
      return { is: 'yes', path: full, origin: found.origin };
    if (found.is === 'unknown') doubt ??= found.origin;
    last = found.origin;
  }
  return doubt ? { is: 'unknown', origin: doubt } : { is: 'no', origin: last };
}

/** The PATH of a configuration. */
export function pathOf(config: ImageConfig): Fact<string> | undefined {
  return config.env.get('PATH');
}
