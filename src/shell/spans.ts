import { fileSpan } from '../text/mapped.ts';
import type { MappedText, Span } from '../text/span.ts';

/** Gives the place in the file of a range of a text. */
export interface Place {
  (start: number, end: number): Span;
  /** One span for everything: single units have no place of their own. */
  readonly fixed?: true;
}

/** Makes a `Place` for a mapped text. */
export function placeIn(mapped: MappedText): Place {
  const { runs } = mapped;
  const { length } = mapped.text;
  let run = 0;
  // Questions come nearly in the order of the text: most are about the run of the one before.
  return (start, end) => {
    if (start < length && end <= length && end >= start) {
      let from = runs[run];
      let limit = runs[run + 1]?.at ?? length;
      if (from === undefined || start < from.at || start >= limit) {
        run = runIndex(runs, start);
        from = runs[run];
        limit = runs[run + 1]?.at ?? length;
      }
      if (from !== undefined && end <= limit)
        return { start: start - from.at + from.from, end: end - from.at + from.from };
    }
    // The library's recovery from broken input can point past the end.
    return fileSpan(mapped, Math.min(start, length), Math.min(end, length));
  };
}

/** Index of the run that covers unit `i`. */
function runIndex(runs: MappedText['runs'], i: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= i) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A `Place` that answers with one span for everything: for text whose units have no single origin. */
export function placeAt(span: Span): Place {
  return Object.assign(() => span, { fixed: true as const });
}
