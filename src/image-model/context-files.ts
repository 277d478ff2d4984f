import { goMatch } from '../context/go-match.ts';
import type { ContextEntry, ContextFacts } from '../facts/context.ts';

/** Files of the context one COPY source selects, with their paths below the destination. */
export interface Selected {
  readonly entry: ContextEntry;
  /** Below the destination directory; empty for the selected directory itself. */
  readonly relative: string;
  /** The source itself is a directory: its content is copied, not it. */
  readonly fromDirectory: boolean;
}

/** What a source of COPY or ADD takes from the context; empty when nothing matches. */
export function selectFrom(
  context: ContextFacts,
  pattern: string,
  excludes: readonly string[],
  parents: boolean,
): readonly Selected[] {
  const clean = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '') || '.';
  const depth = clean === '.' ? 0 : clean.split('/').length;
  const found: Selected[] = [];
  for (const entry of context.select(pattern)) {
    const parts = entry.path === '.' || entry.path === '' ? [] : entry.path.split('/');
    const top = parts.slice(0, depth).join('/');
    const fromDirectory = depth === 0 || context.get(top)?.kind === 'dir';
    const keep = parents ? parts : fromDirectory ? parts.slice(depth) : parts.slice(-1);
    const relative = keep.join('/');
    if (!excluded(relative, excludes)) found.push({ entry, relative, fromDirectory });
  }
  return found;
}

/** `--exclude` patterns match the path below the source, or any directory it is in. */
function excluded(relative: string, patterns: readonly string[]): boolean {
  if (patterns.length === 0 || relative === '') return false;
  const parts = relative.split('/');
  return patterns.some((pattern) => {
    const plain = pattern.replace(/^\*\*\//, '');
    return parts.some((_, index) => {
      const prefix = parts.slice(0, index + 1).join('/');
      return (
        goMatch(pattern, prefix) === true ||
        (plain !== pattern && goMatch(plain, parts[index] ?? '') === true)
      );
    });
  });
}
