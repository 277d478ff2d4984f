import type { MappedText, Span } from './span.ts';

/** Index in `runs` of the run that covers unit `i` of the text (of the last one beyond it): always even. */
export function runIndex(runs: MappedText['runs'], i: number): number {
  let low = 0;
  let high = (runs.length >> 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[2 * middle] ?? 0) <= i) low = middle;
    else high = middle - 1;
  }
  return 2 * low;
}

/** Where unit `i` of a derived text stands in the file; `text.length` gives the place after the last unit. */
export function fileOffset({ text, runs }: MappedText, i: number): number {
  const run = runIndex(runs, Math.min(i, Math.max(0, text.length - 1)));
  return (runs[run + 1] ?? 0) + i - (runs[run] ?? 0);
}

/**
 * The part of the file from which `text.slice(start, end)` came; continuations between are inside it.
 * An empty part gives an empty span.
 */
export function fileSpan(mapped: MappedText, start: number, end: number): Span {
  const from = fileOffset(mapped, start);
  return { start: from, end: end > start ? fileOffset(mapped, end - 1) + 1 : from };
}

/** `runs` for a text in which theirs begins `by` units later. */
export function movedRuns(runs: MappedText['runs'], by: number): number[] {
  return runs.map((number, index) => (index % 2 === 0 ? number + by : number));
}

/** `runs` for the part of their text from `start` to `end`, at least one. */
function runsBetween(runs: MappedText['runs'], start: number, end: number): readonly number[] {
  if (runs.length <= 2) return [0, (runs[1] ?? 0) + start];
  const first = runIndex(runs, start);
  const kept = runs.slice(first, Math.max(first + 2, runIndex(runs, end - 1) + 2));
  const before = start - (runs[first] ?? 0);
  for (let i = 0; i < kept.length; i += 2) kept[i] = (kept[i] ?? 0) - start;
  kept[0] = 0;
  kept[1] = (kept[1] ?? 0) + before;
  return kept;
}

/** `mapped.text.slice(start, end)` with its way back. */
export function sliceMapped({ text, runs }: MappedText, start: number, end: number): MappedText {
  return { text: text.slice(start, end), runs: runsBetween(runs, start, end) };
}
