import { fileSpan } from '../text/mapped.ts';
import type { MappedText, Span } from '../text/span.ts';

/** Gives the place in the file of a range of a text. */
export type Place = (start: number, end: number) => Span;

/** Makes a `Place` for a mapped text. */
export function placeIn(mapped: MappedText): Place {
  const { length } = mapped.text;
  // The library's recovery from broken input can point past the end.
  return (start, end) => fileSpan(mapped, Math.min(start, length), Math.min(end, length));
}

/** A `Place` that answers with one span for everything: for text whose units have no single origin. */
export function placeAt(span: Span): Place {
  return () => span;
}
