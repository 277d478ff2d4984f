import type { MappedText, Span } from '../text/span.ts';

/** Gives the place in the file of a range of a mapped text. */
export type Place = (start: number, end: number) => Span;

/** Makes a `Place` for a mapped text; its runs are searched by halving. */
export function placeIn(mapped: MappedText): Place {
  const { runs, text } = mapped;
  const offset = (wanted: number): number => {
    // The library's recovery from broken input can point past the end.
    const at = Math.min(Math.max(wanted, 0), text.length);
    let [low, high] = [0, runs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((runs[middle]?.at ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const run = runs[low];
    return run === undefined ? at : run.from + (at - run.at);
  };
  return (start, end) =>
    end > start && start < text.length
      ? { start: offset(start), end: offset(Math.min(end, text.length) - 1) + 1 }
      : { start: offset(start), end: offset(start) };
}

/** A `Place` that answers with one span for everything: for text whose units have no single origin. */
export function placeAt(span: Span): Place {
  return () => span;
}
