import { createTwoFilesPatch } from 'diff';

/**
 * A unified diff with `a/` and `b/` before the path, ready for `git apply` or `patch -p1`.
 * Empty when both texts are equal.
 * @param context unchanged lines shown around a change.
 */
export function unifiedDiff(path: string, before: string, after: string, context = 3): string {
  if (before === after) return '';
  const from = before === '' ? '/dev/null' : `a/${path}`;
  const to = after === '' ? '/dev/null' : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, { context });
  const separator = patch.indexOf('--- ');
  return separator > 0 ? patch.slice(separator) : patch;
}
