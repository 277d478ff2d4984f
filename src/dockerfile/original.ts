import { cursorOf, nextLine } from './cursor.ts';
import { readLogicalLine } from './logical-line.ts';
import type { Dockerfile, Instruction } from './types.ts';

/** An instruction's whole line as BuildKit keeps it: continuations joined, comments between left out, no heredocs. */
export function originalOf(file: Dockerfile, instruction: Instruction): string {
  const cursor = cursorOf(file.text);
  cursor.next = instruction.keyword.start;
  if (!nextLine(cursor)) return '';
  const line = readLogicalLine(
    cursor,
    instruction.keyword.start,
    file.escape.charCodeAt(0),
    () => undefined,
  );
  return line.mapped.text;
}
