import type { ContextReport } from './context-report.ts';

/** `plimsoll/context/1`: totals, largest parts, and the deciding pattern of each path asked about. */
export function contextJson(report: ContextReport): string {
  const { tree, ...rest } = report;
  return `${JSON.stringify({ schema: 'plimsoll/context/1', ...rest, ...tree }, null, 2)}\n`;
}
