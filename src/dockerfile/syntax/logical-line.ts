import type { MappedText } from '../../text/span.ts';
import { isSpace } from '../chars.ts';
import type { Cursor } from './cursor.ts';
import { nextLine } from './cursor.ts';

/** An instruction's line with its continuations joined. */
export interface LogicalLine {
  readonly mapped: MappedText;
  readonly emptyContinuation: boolean;
}

/** Pieces that are put together at once: a million of them kept until the end are much more than their text. */
const BATCH = 4096;

/**
 * End of a line's own text when it goes on in the next line, else -1.
 * The escape character must be the last one before blanks and not follow another escape character.
 */
function continuedEnd(text: string, start: number, end: number, escape: number): number {
  let at = end;
  while (at > start && (text.charCodeAt(at - 1) === 0x20 || text.charCodeAt(at - 1) === 0x09)) at--;
  if (at === start || text.charCodeAt(at - 1) !== escape) return -1;
  return at - 1 === start || text.charCodeAt(at - 2) !== escape ? at - 1 : -1;
}

/** First offset of the line that is no space; `end` for an empty line. */
function firstInk(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function joined(
  cursor: Cursor,
  start: number,
  firstEnd: number,
  escape: number,
  onComment: (hash: number) => void,
): LogicalLine {
  const { text } = cursor;
  let before = '';
  let pieces = [text.slice(start, firstEnd)];
  const runs = [0, start];
  let length = firstEnd - start;
  let emptyContinuation = false;
  while (nextLine(cursor)) {
    const ink = firstInk(text, cursor.start, cursor.end);
    if (ink < cursor.end && text.charCodeAt(ink) === 0x23) {
      onComment(ink);
      continue;
    }
    if (ink === cursor.end) {
      emptyContinuation = true;
      continue;
    }
    const cut = continuedEnd(text, cursor.start, cursor.end, escape);
    const end = cut < 0 ? cursor.end : cut;
    if (end > cursor.start) {
      if (length === 0) runs.length = 0;
      runs.push(length, cursor.start);
      pieces.push(text.slice(cursor.start, end));
      if (pieces.length === BATCH) {
        before += pieces.join('');
        pieces = [];
      }
      length += end - cursor.start;
    }
    if (cut < 0) break;
  }
  // Among continuations BuildKit asks its scanner once more and counts the piece that it gets.
  if (cursor.tooLong) cursor.tooLongLine = cursor.line + 1;
  return { mapped: { text: before + pieces.join(''), runs }, emptyContinuation };
}

/**
 * Reads an instruction's line from `start` in the cursor's current line, with the lines it goes on in.
 * @param onComment called with the offset of the `#` of each comment line between.
 */
export function readLogicalLine(
  cursor: Cursor,
  start: number,
  escape: number,
  onComment: (hash: number) => void,
): LogicalLine {
  const cut = continuedEnd(cursor.text, start, cursor.end, escape);
  if (cut >= 0) return joined(cursor, start, cut, escape, onComment);
  const mapped = { text: cursor.text.slice(start, cursor.end), runs: [0, start] };
  return { mapped, emptyContinuation: false };
}
