import type { Origin } from '../facts/origin.ts';
import { lineStarts, positionAt } from '../text/lines.ts';
import type { RuleInput } from './types.ts';

/** Why something is as it is, for the middle of a sentence: `the base image node:22-slim`, `RUN on line 6`. */
export function causeOf(origin: Origin, input: RuleInput): string {
  const { at, what } = origin;
  if (origin.by === 'base') return what === undefined ? 'the base image' : `the base image ${what}`;
  if (at === undefined) return what ?? 'what is known of the image';
  const { line } = positionAt(lineStarts(input.file.text), at.start);
  return `${what ?? 'what happens'} on line ${line}`;
}
