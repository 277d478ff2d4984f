import type { ContextReport } from './context-report.ts';

/**
 * `plimsoll/context/1`: everything that is sent (`entries`) and kept out (`excluded`), with the
 * pattern and line that decides; what each pattern does; what each COPY takes; the asked paths.
 */
export function contextJson(report: ContextReport): string {
  const entries = report.entries.map(({ path, kind, size, mode }) => {
    return { path, kind, bytes: size, mode };
  });
  // The tree says the same as the entries, in a nesting without bound.
  const all = { schema: 'plimsoll/context/1', ...report, tree: undefined, entries };
  return `${JSON.stringify(all, null, 2)}\n`;
}
