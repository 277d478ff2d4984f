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

/** The line as one unit a byte (those beyond ASCII as lone surrogates), with the offset of each byte's character. */
function byBytes(line: string, start: number, end: number): { text: string; offsets: Uint32Array } {
  const units = new Uint16Array((end - start) * 3);
  const offsets = new Uint32Array((end - start) * 3 + 1);
  let length = 0;
  const put = (byte: number, at: number): void => {
    units[length] = byte < 0x80 ? byte : 0xdc00 + byte;
    offsets[length++] = at;
  };
  for (let i = start; i < end; i++) {
    const point = pointAt(line, i, end);
    if (point < 0x80) put(point, i);
    else if (point >= 0xdc80 && point <= 0xdcff) put(point - 0xdc00, i);
    else {
      const shown = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
      if (shown < 0x800) put(0xc0 | (shown >> 6), i);
      else {
        if (shown < 0x1_0000) put(0xe0 | (shown >> 12), i);
        else {
          put(0xf0 | (shown >> 18), i);
          put(0x80 | ((shown >> 12) & 0x3f), i);
        }
        put(0x80 | ((shown >> 6) & 0x3f), i);
      }
      put(0x80 | (shown & 0x3f), i);
      if (shown > 0xffff) i += 1;
    }
  }
  offsets[length] = end;
  return { text: fromUnits(units.subarray(0, length)), offsets };
}

function fromUnits(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 8192)
    text += String.fromCharCode(...units.subarray(at, at + 8192));
  return text;
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

/**
 * Splits flags (`--name=value`) from the start of an instruction's arguments.
 * BuildKit goes through them byte by byte, so that characters beyond ASCII fall apart
 * (`é` becomes `Ã©`, and `à` ends in a no-break space): that is kept.
 */
export function splitFlags(line: string, start: number, end: number, escape: number): FlagSplit {
  const found = split(line, start, end, escape);
  const last = found.flags.at(-1);
  if (last === undefined || isAscii(line, start, found.rest)) return found;
  const { text, offsets } = byBytes(line, start, end);
  const { flags, rest } = split(text, 0, text.length, escape);
  const at = (i: number): number => offsets[i] ?? end;
  return {
    flags: flags.map((flag) => ({
      text: asLatin1(flag.text),
      start: at(flag.start),
      end: at(flag.end - 1) + 1,
    })),
    rest: at(rest),
  };
}
