import { fileSpan, runIndex } from '../text/mapped.ts';
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
      let at = runs[run] ?? 0;
      let limit = runs[run + 2] ?? length;
      if (start < at || start >= limit) {
        run = runIndex(runs, start);
        at = runs[run] ?? 0;
        limit = runs[run + 2] ?? length;
      }
      const moved = (runs[run + 1] ?? 0) - at;
      if (end <= limit) return { start: start + moved, end: end + moved };
    }
    // The library's recovery from broken input can point past the end.
    return fileSpan(mapped, Math.min(start, length), Math.min(end, length));
  };
}

/** A `Place` that answers with one span for everything: for text whose units have no single origin. */
export function placeAt(span: Span): Place {
  return Object.assign(() => span, { fixed: true as const });
}
