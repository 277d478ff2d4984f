import type { Position } from './span.ts';

/**
 * Offsets at which the lines of a text begin. A line ends after `\n`, as BuildKit counts;
 * a lone `\r` ends nothing. The first start is always 0, also of an empty text.
 */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last entry of ascending `values` that is at most `value`; 0 when none is. */
function lastAtMost(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place of an offset; offsets beyond the text count on in its last line. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const index = lastAtMost(starts, offset);
  return { line: index + 1, column: Math.max(0, offset - (starts[index] ?? 0)) + 1 };
}

/** The offset of a place; lines outside the text are taken to its first or last line. */
export function offsetAt(starts: readonly number[], position: Position): number {
  const index = Math.min(Math.max(position.line, 1), starts.length) - 1;
  return (starts[index] ?? 0) + Math.max(position.column, 1) - 1;
}
