import type { OptimizeResult } from './optimize-result.ts';

/** The result as JSON; infinite ends of intervals become null. */
export function optimizeJson(result: OptimizeResult): string {
  return `${JSON.stringify(result, (_key, value: unknown) => (value === Number.POSITIVE_INFINITY ? null : value), 2)}\n`;
}
