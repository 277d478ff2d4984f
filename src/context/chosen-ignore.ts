import { type ReadFiles, HostError } from '../host/types.ts';
import { decodeText } from '../text/bytes.ts';
import { cleanPath } from './go-path.ts';

/** Why something of the context could not be read. */
export interface ContextProblem {
  /** Relative to the context. */
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** The ignore file in force: where it is and what it says. */
export interface ChosenIgnore {
  /** Relative to the context. */
  readonly path?: string;
  readonly text: string;
  readonly problems: readonly ContextProblem[];
}

function absolute(dir: string, path: string): string {
  return path.startsWith('/') ? path : `${dir}/${path}`;
}

/** `to` as seen from the directory `from`; both absolute. */
function relativePath(from: string, to: string): string {
  const [here, there] = [from, to].map((path) => cleanPath(path).split('/').slice(1));
  if (here === undefined || there === undefined) return to;
  let same = 0;
  while (same < here.length && here[same] !== '' && here[same] === there[same]) same += 1;
  const up = here.slice(same).filter((part) => part !== '');
  return [...up.map(() => '..'), ...there.slice(same)].join('/');
}

/** Longest ignore file that is used, bytes. BuildKit takes 16 MiB; what that long a list takes in memory is not worth it. */
export const LONGEST_IGNORE: number = 1 << 20;

function readBounded(files: ReadFiles, path: string): Uint8Array {
  const size = files.stat(path)?.size ?? 0;
  if (size <= LONGEST_IGNORE) return files.read(path);
  throw new HostError('EFBIG', path, `has ${size} bytes; an ignore file is not that long`);
}

/** Reads through a link only where it stays in the directory; undefined: there is no such file. */
function readInside(files: ReadFiles, fence: string, path: string): Uint8Array | undefined {
  const found = files.stat(path);
  if (found === undefined) return undefined;
  if (found.kind !== 'link') return readBounded(files, path);
  const real = files.realPath(path);
  if (real.startsWith(`${files.realPath(fence)}/`)) return readBounded(files, real);
  throw new HostError('ELOOP', path, 'is a link that leads out of the directory');
}

/**
 * Chooses as BuildKit does: `<Dockerfile>.dockerignore` beside the Dockerfile, even an empty one,
 * else `.dockerignore` of the context.
 */
export function chooseIgnore(files: ReadFiles, dir: string, dockerfile?: string): ChosenIgnore {
  const beside = cleanPath(`${absolute(dir, dockerfile ?? 'Dockerfile')}.dockerignore`);
  const general = cleanPath(`${dir}/.dockerignore`);
  const problems: ContextProblem[] = [];
  for (const path of [beside, general]) {
    const fence = path === beside ? path.replace(/\/[^/]*$/, '') || '/' : dir;
    const shown = relativePath(dir, path);
    try {
      const bytes = readInside(files, fence, path);
      if (bytes !== undefined) return { path: shown, text: decodeText(bytes), problems };
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      problems.push({ path: shown, message: error.message });
    }
  }
  return { text: '', problems };
}
