import { HostError, type ReadFiles } from '../host/types.ts';

/** Patterns that are looked at in one file, and how long each may be: beyond, anything may be ignored. */
const MOST_PATTERNS = 2_000;
const LONGEST_PATTERN = 200;
const MOST_STARS = 6;
/** Files longer than this are not read. */
const LONGEST_FILE = 256 * 1024;

/**
 * Whether version control keeps out a path, so that it lies in no fresh copy of the repository but may well
 * be made before a build. `path` is relative to `root`, and nothing need be there. As gitignore(5) has it, with two
 * simplifications towards yes: exceptions (`!`) are not looked at, and what cannot be followed ignores.
 */
export function isGitIgnored(files: ReadFiles, root: string, path: string): boolean {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  for (let depth = 0; depth < parts.length; depth += 1) {
    const dir = [root, ...parts.slice(0, depth)].join('/');
    const patterns = patternsIn(files, `${dir}/.gitignore`);
    const below = parts.slice(depth);
    if (patterns === undefined || patterns.some((one) => ignores(one, below))) return true;
  }
  return false;
}

/** The patterns of a file, none where there is no file; undefined: they cannot be followed. */
function patternsIn(files: ReadFiles, path: string): readonly string[] | undefined {
  const stat = files.stat(path);
  if (stat?.kind !== 'file') return [];
  if (stat.size > LONGEST_FILE) return undefined;
  try {
    const lines = new TextDecoder().decode(files.read(path)).split(/\r?\n/);
    const patterns = lines.filter((line) => line.trim() !== '' && !/^[#!]/.test(line));
    return patterns.length > MOST_PATTERNS ? undefined : patterns.map((line) => line.trim());
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

/** Whether a pattern fits a path below its file, or a directory that the path lies in. */
function ignores(pattern: string, parts: readonly string[]): boolean {
  const bare = pattern.replace(/\/+$/, '');
  const anchored = bare.includes('/');
  if (bare.length > LONGEST_PATTERN || bare.replace(/[^*]/g, '').length > MOST_STARS) return true;
  let fits: RegExp;
  try {
    fits = new RegExp(`^${expression(bare.replace(/^\//, ''))}$`);
  } catch {
    return true;
  }
  return parts.some((part, index) =>
    fits.test(anchored ? parts.slice(0, index + 1).join('/') : part),
  );
}

/** A pattern as a regular expression: `*` and `?` stop at a slash, `**` does not. */
function expression(pattern: string): string {
  return pattern.replace(/\*\*\/|\/\*\*|\*+|\?|\[!?|\]|\\.|[.+^${}()|\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (token === '[!') return '[^';
    if (token === '[' || token === ']' || token.startsWith('\\')) return token;
    return `\\${token}`;
  });
}
