import { lineStarts } from '../../text/lines.ts';
import { skipSpace } from '../chars.ts';
import { cursorOf, nextLine } from './cursor.ts';
import { readLogicalLine } from './logical-line.ts';
import type { Dockerfile, Instruction } from '../types.ts';

const starts = new WeakMap<Dockerfile, readonly number[]>();

function startsOf(file: Dockerfile): readonly number[] {
  const known = starts.get(file) ?? lineStarts(file.text);
  starts.set(file, known);
  return known;
}

/** An instruction's whole line as BuildKit keeps it: continuations joined, comments between left out, no heredocs. */
export function originalOf(file: Dockerfile, instruction: Instruction): string {
  const cursor = cursorOf(file.text);
  cursor.next = startsOf(file)[instruction.startLine - 1] ?? 0;
  if (!nextLine(cursor)) return '';
  const bom = cursor.start === 0 && file.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const ink = skipSpace(file.text, cursor.start + bom, cursor.end);
  return readLogicalLine(cursor, ink, file.escape.charCodeAt(0), () => undefined).mapped.text;
}
