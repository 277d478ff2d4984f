/** Reads a text line by line, within the limits of BuildKit's scanner. */
export interface Cursor {
  readonly text: string;
  /** Lines read so far: the number of the current line. */
  line: number;
  /** The current line without its line end (`\n` and all `\r` before it). */
  start: number;
  end: number;
  /** Where the next line begins. */
  next: number;
  /** A line was too long; nothing is read from there on. */
  tooLong: boolean;
  /** The line that BuildKit names for it. */
  tooLongLine: number;
}

/** Bytes of a line with its line end that BuildKit still reads. */
const MAX_LINE = 65_536;

/** A cursor before the first line. */
export function cursorOf(text: string): Cursor {
  return { text, line: 0, start: 0, end: 0, next: 0, tooLong: false, tooLongLine: 0 };
}

/** Bytes that `text.slice(start, end)` has as UTF-8; lone surrogates stand for one byte. */
export function byteLength(text: string, start: number, end: number): number {
  let bytes = end - start;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 2;
    else if (unit < 0xdc00 && i + 1 < end) {
      bytes += 2;
      i += 1;
    }
  }
  return bytes;
}

function isTooLong(text: string, start: number, newline: number, end: number): boolean {
  if (end - start < MAX_LINE / 3) return false;
  return byteLength(text, start, end) > (newline < 0 ? MAX_LINE - 1 : MAX_LINE);
}

/** Goes to the next line; false at the end of the file or before a line that is too long. */
export function nextLine(cursor: Cursor): boolean {
  const { text, next } = cursor;
  if (next >= text.length || cursor.tooLong) return false;
  const newline = text.indexOf('\n', next);
  const after = newline < 0 ? text.length : newline + 1;
  if (isTooLong(text, next, newline, after)) {
    cursor.tooLong = true;
    cursor.tooLongLine = cursor.line;
    return false;
  }
  let end = newline < 0 ? after : newline;
  while (end > next && text.charCodeAt(end - 1) === 0x0d) end--;
  cursor.line += 1;
  cursor.start = next;
  cursor.end = end;
  cursor.next = after;
  return true;
}
