import { isBlank, isSpace, wellFormed } from '../chars.ts';

/** A word of a line, with its place in it. */
export interface LineWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits at runs of blanks. The range must not begin or end with one. */
export function blankSeparated(line: string, start: number, end: number): LineWord[] {
  const words: LineWord[] = [];
  let at = start;
  while (at < end) {
    let stop = at;
    while (stop < end && !isBlank(line.charCodeAt(stop))) stop++;
    words.push({ text: line.slice(at, stop), start: at, end: stop });
    at = stop;
    while (at < end && isBlank(line.charCodeAt(at))) at++;
  }
  return words;
}

interface Scan {
  readonly end: number;
  /** The range ended with an escape character, which BuildKit drops. */
  readonly dangling: boolean;
}

function scanWord(line: string, start: number, end: number, escape: number): Scan {
  let quote = 0;
  for (let i = start; i < end; i++) {
    const unit = line.charCodeAt(i);
    if (unit === escape && quote !== 0x27) {
      if (i + 1 === end) return { end, dangling: true };
      i += 1;
    } else if (quote === 0) {
      if (isSpace(unit)) return { end: i, dangling: false };
      if (unit === 0x22 || unit === 0x27) quote = unit;
    } else if (unit === quote) quote = 0;
  }
  return { end, dangling: false };
}

/** Splits at spaces outside quotes; quotes and escapes stay in the words (ENV, LABEL, ARG). */
export function quotedWords(line: string, start: number, end: number, escape: number): LineWord[] {
  const words: LineWord[] = [];
  let at = start;
  for (;;) {
    while (at < end && isSpace(line.charCodeAt(at))) at++;
    if (at >= end) return words;
    const word = scanWord(line, at, end, escape);
    const text = wellFormed(line.slice(at, word.dangling ? word.end - 1 : word.end));
    if (text !== '') words.push({ text, start: at, end: word.end });
    at = word.end;
  }
}
