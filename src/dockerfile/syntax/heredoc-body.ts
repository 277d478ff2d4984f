import { nextLine, type Cursor } from './cursor.ts';
import { chompTabs, type HeredocMark } from './heredoc.ts';
import type { Heredoc } from '../types.ts';

/** Reads a heredoc's lines from the cursor's next line to its terminator, or to the end of the file without one. */
export function readHeredoc(
  cursor: Cursor,
  mark: HeredocMark,
): { heredoc: Heredoc; terminated: boolean } {
  const { text } = cursor;
  const start = cursor.next;
  let end = start;
  let terminated = false;
  while (nextLine(cursor)) {
    let from = cursor.start;
    if (mark.chomp) while (text.charCodeAt(from) === 0x09 && from < cursor.end) from++;
    if (cursor.end - from === mark.name.length && text.startsWith(mark.name, from)) {
      terminated = true;
      break;
    }
    end = cursor.next;
  }
  const raw = text.slice(start, end);
  const content = mark.chomp ? chompTabs(raw) : raw;
  const { name, fd, expand, chomp } = mark;
  // Written out: an object made by spreading gets a hidden class of its own.
  return { heredoc: { name, fd, expand, chomp, content, span: { start, end } }, terminated };
}
