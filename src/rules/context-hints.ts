import type { ContextFacts } from '../facts/context.ts';

/** Entries that are looked through for a name. */
const MOST = 20_000;

/** What is in the context under the same name in other letters, or under another directory, when there is only one. */
export function nearestInContext(
  context: ContextFacts | undefined,
  path: string,
): { readonly path: string; readonly why: 'case' | 'elsewhere' } | undefined {
  const entries = context?.entries() ?? [];
  if (path === '' || entries.length > MOST) return undefined;
  const lower = path.toLowerCase();
  const sameLetters = entries.filter((one) => one.path.toLowerCase() === lower);
  if (sameLetters.length === 1 && sameLetters[0]) return { path: sameLetters[0].path, why: 'case' };
  const name = path.slice(path.lastIndexOf('/') + 1);
  const sameName = entries.filter((one) => one.path.endsWith(`/${name}`) || one.path === name);
  return sameName.length === 1 && sameName[0]
    ? { path: sameName[0].path, why: 'elsewhere' }
    : undefined;
}
