import type { Entry } from '../facts/image.ts';
import type { Environment } from './types.ts';

/** Entries looked at for one command; a tree bigger than this is taken as a whole. */
const MOST = 20_000;

/** Everything listed below a directory, with whether that is all. */
export function entriesBelow(
  env: Environment,
  dir: string,
): {
  readonly entries: readonly (Entry & { readonly path: string })[];
  readonly complete: boolean;
} {
  const entries: (Entry & { readonly path: string })[] = [];
  const open = [dir];
  let complete = true;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const listed = env.files.list(next);
    if (listed.complete !== 'yes') complete = false;
    for (const entry of listed.entries) {
      if (entries.length >= MOST) return { entries, complete: false };
      entries.push(entry);
      if (entry.kind === 'dir') open.push(entry.path);
    }
  }
  return { entries, complete };
}

/** The paths an absolute pattern of the shell names, as far as they are listed. */
export function expandGlob(env: Environment, pattern: string): string[] {
  let found = ['/'];
  for (const part of pattern.split('/').filter((one) => one !== '')) {
    const next: string[] = [];
    for (const dir of found) {
      const prefix = dir === '/' ? '' : dir;
      if (!/[*?[]/.test(part)) next.push(`${prefix}/${part}`);
      else
        for (const entry of env.files.list(dir).entries)
          if (matches(part, entry.path.slice(prefix.length + 1))) next.push(entry.path);
      if (next.length > MOST) return next;
    }
    found = next;
  }
  return found.filter((path) => env.files.get(path).is !== 'no');
}

/** Whether a name matches a pattern of `*`, `?` and `[…]`; a leading dot is matched only by a dot. */
export function matches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    const set = pattern[p] === '[' ? /^\[([!^]?)([^\]]+)\]/.exec(pattern.slice(p)) : null;
    if (pattern[p] === '*') [star, mark, p] = [p, n, p + 1];
    else if (set && (set[1] === '') === inSet(set[2] ?? '', name[n] ?? ''))
      [p, n] = [p + set[0].length, n + 1];
    else if (!set && (pattern[p] === '?' || pattern[p] === name[n])) [p, n] = [p + 1, n + 1];
    else if (star >= 0) [p, mark, n] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (pattern[p] === '*') p++;
  return p >= pattern.length;
}

function inSet(set: string, char: string): boolean {
  for (let at = 0; at < set.length; at++) {
    const [from, to] = [set[at] ?? '', set[at + 2] ?? ''];
    if (set[at + 1] === '-' && to !== '') {
      if (char >= from && char <= to) return true;
      at += 2;
    } else if (from === char) return true;
  }
  return false;
}
