import { isByteSpace } from './chars.ts';

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

const encoder = new TextEncoder();

/** The line as one unit a byte (those beyond ASCII as lone surrogates), with the offset of each byte's character. */
function byBytes(line: string, start: number, end: number): { text: string; offsets: number[] } {
  let text = '';
  const offsets: number[] = [];
  for (let i = start; i < end; i++) {
    const unit = line.charCodeAt(i);
    const pair = unit >= 0xd800 && unit < 0xdc00 && i + 1 < end;
    const lone = unit >= 0xdc80 && unit <= 0xdcff;
    const bytes = lone ? [unit - 0xdc00] : encoder.encode(line.slice(i, pair ? i + 2 : i + 1));
    for (const byte of bytes) {
      text += String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
      offsets.push(i);
    }
    if (pair) i += 1;
  }
  offsets.push(end);
  return { text, offsets };
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
