import { cleanPath } from './go-path.ts';
import { type IgnorePatterns, type IgnorePlace, placeBelow, topPlace } from './ignore.ts';

const EVERYTHING: ReadonlySet<string> = new Set(['*', '**', '**/*']);

/**
 * Whether the ignore file keeps a source of COPY or ADD out, as BuildKit's check CopyIgnoredFile sees it:
 * the source is taken as it is written, and with exceptions in the file nothing is said.
 * Source: dockerfile2llb/validations.go.
 */
export function keepsOut(ignore: IgnorePatterns, source: string): boolean {
  const { patterns } = ignore;
  if (patterns.length === 0 || patterns.some(({ exception }) => exception)) return false;
  const path = cleanPath(source);
  const isRoot = path === '.' || path === '/';
  if (isRoot && !patterns.some(({ cleaned }) => EVERYTHING.has(cleaned))) return false;
  let place: IgnorePlace = topPlace(ignore);
  for (const name of path.split('/')) {
    place = placeBelow(ignore, place, name);
    if (place.decision.ignored) return true;
  }
  return false;
}
