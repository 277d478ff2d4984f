import { isByteSpace } from '../chars.ts';

/** A flag as it stands in a line: `text` without quotes and escapes. */
export interface RawFlag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The flags at the start of the arguments and where the rest begins. */
export interface FlagSplit {
  readonly flags: readonly RawFlag[];
  readonly rest: number;
}

interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly end: number;
}

/** Takes one word, undoing quotes and escapes; here even single quotes can be escaped in. */
function flagWord(line: string, start: number, end: number, escape: number): Word {
  let text = '';
  let quoted = false;
  let quote = 0;
  let from = start;
  let i = start;
  for (; i < end; i++) {
    const unit = line.charCodeAt(i);
    if (quote === 0 && isByteSpace(unit)) break;
    const closes = quote !== 0 && unit === quote;
    const opens = quote === 0 && (unit === 0x22 || unit === 0x27);
    if (closes || opens) {
      text += line.slice(from, i);
      from = i + 1;
      quote = opens ? unit : 0;
      quoted ||= opens;
    } else if (unit === escape) {
      text += line.slice(from, i);
      from = i + 1;
      i += 1;
    }
  }
  const stop = Math.min(i, end);
  return { text: text + line.slice(Math.min(from, stop), stop), quoted, end: stop };
}

function split(line: string, start: number, end: number, escape: number): FlagSplit {
  const flags: RawFlag[] = [];
  let at = start;
  for (;;) {
    while (at < end && isByteSpace(line.charCodeAt(at))) at++;
    if (at >= end) return { flags, rest: end };
    if (!(line.charCodeAt(at) === 0x2d && at + 1 < end && line.charCodeAt(at + 1) === 0x2d))
      return { flags, rest: at };
    const word = flagWord(line, at, end, escape);
    if (word.text === '--') {
      if (word.end >= end) return { flags, rest: end };
      return { flags, rest: word.end };
    }
    flags.push({ text: word.text, start: at, end: word.end });
    at = word.end;
  }
}

/** Code point at `i`; 0xDC80–0xDCFF for a byte that is no UTF-8. */
function pointAt(line: string, i: number, end: number): number {
  return (i + 1 < end ? line.codePointAt(i) : undefined) ?? line.charCodeAt(i);
}

/** Bytes of a code point; one that stands for a byte has one, any other surrogate those of U+FFFD. */
function widthOf(point: number): number {
  if (point < 0x80 || (point >= 0xdc80 && point <= 0xdcff)) return 1;
  return point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
}

/** Units that are put together at once. */
const CHUNK = 8192;

/** The line as one unit a byte, those beyond ASCII as lone surrogates. */
function byBytes(line: string, start: number, end: number): string {
  const units = new Uint16Array(CHUNK);
  let text = '';
  let length = 0;
  for (let i = start; i < end; i++) {
    const point = pointAt(line, i, end);
    const width = widthOf(point);
    if (length + width > CHUNK) {
      text += String.fromCharCode(...units.subarray(0, length));
      length = 0;
    }
    if (width === 1) units[length++] = point;
    else {
      const shown = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
      units[length++] = 0xdc00 + (((0xf00 >> width) & 0xff) | (shown >> (6 * width - 6)));
      for (let shift = 6 * width - 12; shift >= 0; shift -= 6)
        units[length++] = 0xdc80 + ((shown >> shift) & 0x3f);
    }
    if (point > 0xffff) i += 1;
  }
  return text + String.fromCharCode(...units.subarray(0, length));
}

/** Gives the offset of the character that byte `i` of `byBytes` belongs to; asked in ascending order. */
function offsetsOf(line: string, start: number, end: number): (i: number) => number {
  let at = start;
  let bytes = 0;
  return (i) => {
    while (at < end) {
      const point = pointAt(line, at, end);
      const next = bytes + widthOf(point);
      if (next > i) break;
      bytes = next;
      at += point > 0xffff ? 2 : 1;
    }
    return at;
  };
}

function asLatin1(text: string): string {
  return text.replace(/\p{Surrogate}/gu, (byte) =>
    String.fromCharCode(byte.charCodeAt(0) - 0xdc00),
  );
}

function isAscii(line: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (line.charCodeAt(i) >= 0x80) return false;
  return true;
}

/** The split where the bytes are the characters: without flags, or with plain ones. */
function splitAscii(
  line: string,
  start: number,
  end: number,
  escape: number,
): FlagSplit | undefined {
  const found = split(line, start, end, escape);
  return found.flags.length === 0 || isAscii(line, start, found.rest) ? found : undefined;
}

/**
 * Splits flags (`--name=value`) from the start of an instruction's arguments.
 * BuildKit goes through them byte by byte, so that characters beyond ASCII fall apart
 * (`é` becomes `Ã©`, and `à` ends in a no-break space): that is kept.
 */
export function splitFlags(line: string, start: number, end: number, escape: number): FlagSplit {
  const found = splitAscii(line, start, end, escape);
  if (found !== undefined) return found;
  const text = byBytes(line, start, end);
  const { flags, rest } = split(text, 0, text.length, escape);
  const at = offsetsOf(line, start, end);
  return {
    flags: flags.map((flag) => ({
      text: asLatin1(flag.text),
      start: at(flag.start),
      end: at(flag.end - 1) + 1,
    })),
    rest: at(rest),
  };
}
