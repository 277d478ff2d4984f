import type { MappedText, Span } from './span.ts';

/** The run that covers unit `i` of the text (the last one beyond it). */
function runAt(mapped: MappedText, i: number): { at: number; from: number } {
  const { runs } = mapped;
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= i) low = middle;
    else high = middle - 1;
  }
  return runs[low] ?? { at: 0, from: 0 };
}

/** Where unit `i` of a derived text stands in the file; `text.length` gives the place after the last unit. */
export function fileOffset(mapped: MappedText, i: number): number {
  if (i > 0 && i >= mapped.text.length) {
    const last = mapped.text.length - 1;
    const run = runAt(mapped, last);
    return run.from + last - run.at + (i - last);
  }
  const run = runAt(mapped, i);
  return run.from + i - run.at;
}

/**
 * The part of the file from which `text.slice(start, end)` came; continuations between are inside it.
 * An empty part gives an empty span.
 */
export function fileSpan(mapped: MappedText, start: number, end: number): Span {
  const from = fileOffset(mapped, start);
  return { start: from, end: end > start ? fileOffset(mapped, end - 1) + 1 : from };
}

/** `mapped.text.slice(start, end)` with its way back. */
export function sliceMapped(mapped: MappedText, start: number, end: number): MappedText {
  const { runs } = mapped;
  const text = mapped.text.slice(start, end);
  if (runs.length <= 1) return { text, runs: [{ at: 0, from: (runs[0]?.from ?? 0) + start }] };
  const first = runAt(mapped, start);
  const kept = [{ at: 0, from: first.from + start - first.at }];
  for (let i = runs.indexOf(first) + 1; i < runs.length; i++) {
    const run = runs[i];
    if (run === undefined || run.at >= end) break;
    kept.push({ at: run.at - start, from: run.from });
  }
  return { text, runs: kept };
}
