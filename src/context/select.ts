import type { ContextEntry } from '../facts/context.ts';
import { goMatch } from './go-match.ts';
import { cleanPath } from './go-path.ts';

/** What is sent, sorted by path, and by path. */
interface Sent {
  readonly entries: readonly ContextEntry[];
  readonly byPath: ReadonlyMap<string, ContextEntry>;
}

type ReadLink = (path: string) => string;

const MOST_LINKS = 40;

/** Index of the first entry whose path is not before `path`. */
function firstFrom(entries: readonly ContextEntry[], path: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything under a directory: one run of the sorted list. */
function below(sent: Sent, dir: string): readonly ContextEntry[] {
  if (dir === '') return sent.entries;
  return sent.entries.slice(firstFrom(sent.entries, `${dir}/`), firstFrom(sent.entries, `${dir}0`));
}

/**
 * Follows the links of a path inside the context, whose top is the root of absolute links.
 * Undefined: it leads nowhere that is sent.
 */
function resolve(sent: Sent, path: string, readLink: ReadLink): string | undefined {
  const todo = path.split('/').toReversed();
  let here: string[] = [];
  let links = 0;
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      here.pop();
      continue;
    }
    const next = [...here, part].join('/');
    const entry = sent.byPath.get(next);
    if (entry?.kind === 'link') {
      links += 1;
      if (links > MOST_LINKS) return undefined;
      const target = readLink(next);
      if (target.startsWith('/')) here = [];
      todo.push(...target.split('/').toReversed());
    } else if (entry === undefined) {
      return undefined;
    } else {
      here = [...here, part];
    }
  }
  return here.join('/');
}

function taken(sent: Sent, path: string, readLink: ReadLink): readonly ContextEntry[] {
  const real = resolve(sent, path, readLink);
  if (real === undefined) return [];
  const entry = sent.byPath.get(real);
  const inside = real === '' || entry?.kind === 'dir' ? below(sent, real) : [];
  return entry === undefined ? inside : [entry, ...inside];
}

/** Whether a part of a path has a wildcard that is not quoted. */
function hasWildcard(part: string): boolean {
  return /[*?[]/.test(part.replace(/\\[^]/g, ''));
}

/** The leading parts without wildcards, and the rest. */
function splitWildcards(pattern: string): { fixed: string; wild: string } {
  const parts = pattern.split('/');
  const first = parts.findIndex(hasWildcard);
  if (first === -1) return { fixed: pattern, wild: '' };
  return { fixed: parts.slice(0, first).join('/'), wild: parts.slice(first).join('/') };
}

/** Entries a pattern matches below a directory; what lies in a matched directory is not asked again. */
function wildMatches(sent: Sent, dir: string, wild: string): string[] {
  const start = dir === '' ? 0 : dir.length + 1;
  const depth = wild.split('/').length;
  const found: string[] = [];
  for (const { path } of below(sent, dir)) {
    // A wildcard never crosses a `/`, except in a class such as `[^a]`.
    const name = path.slice(start);
    if (!wild.includes('[') && name.split('/').length !== depth) continue;
    if (goMatch(wild, name) === true) found.push(path);
  }
  return outermost(found);
}

function outermost(paths: readonly string[]): string[] {
  const dirs = new Set(paths);
  return paths.filter((path) => {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      if (dirs.has(path.slice(0, cut))) return false;
    }
    return true;
  });
}

/**
 * What one source of a COPY takes: as BuildKit, `..` stops at the context's top, the parts up to
 * the first wildcard follow links inside the context, and so does each match.
 */
export function selectEntries(
  sent: Sent,
  pattern: string,
  readLink: ReadLink,
): readonly ContextEntry[] {
  const { fixed, wild } = splitWildcards(cleanPath(`/${pattern}`).slice(1));
  if (wild === '') return taken(sent, fixed, readLink);
  const dir = resolve(sent, fixed, readLink);
  if (dir === undefined) return [];
  const found = new Map<string, ContextEntry>();
  for (const path of wildMatches(sent, dir, wild)) {
    for (const entry of taken(sent, path, readLink)) found.set(entry.path, entry);
  }
  return [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
