import type { StateReport } from './report.ts';

/** The contract `plimsoll/state/1`; a size without an upper end has `high: null`. */
export function stateJson(report: StateReport): string {
  return `${JSON.stringify({ schema: 'plimsoll/state/1', ...report }, undefined, 2)}\n`;
}
