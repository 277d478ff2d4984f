import type { Finding, Severity } from '../rules/types.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Errors first; then what costs most bytes, most seconds; then from top to bottom. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    weight(b.cost?.bytes) - weight(a.cost?.bytes) ||
    weight(b.cost?.seconds) - weight(a.cost?.seconds) ||
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Middle of an interval; of an open one its certain end; a tenth where it may be nothing. */
function weight(cost: { readonly low: number; readonly high: number } | undefined): number {
  if (cost === undefined) return 0;
  if (!Number.isFinite(cost.high)) return cost.low;
  // An interval from nothing to much says little: it must not hide what is certain.
  return cost.low === 0 ? cost.high / 10 : (cost.low + cost.high) / 2;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
