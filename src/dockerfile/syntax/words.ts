import type { MappedText } from '../../text/span.ts';
import { isBlank, isSpace, wellFormed } from '../chars.ts';
import type { Word } from '../types.ts';
import { fitted, placedWord } from './nodes.ts';

/** A word of a line, with its place in it. */
export interface LineWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits at runs of blanks. The range must not begin or end with one. */
export function blankSeparated(mapped: MappedText, start: number, end: number): readonly Word[] {
  const line = mapped.text;
  const words: Word[] = [];
  let at = start;
  while (at < end) {
    let stop = at;
    while (stop < end && !isBlank(line.charCodeAt(stop))) stop++;
    words.push(placedWord(mapped, line.slice(at, stop), at, stop));
    at = stop;
    while (at < end && isBlank(line.charCodeAt(at))) at++;
  }
  return fitted(words);
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

/**
 * Splits at spaces outside quotes; quotes and escapes stay in the words (ENV, LABEL, ARG).
 * @param take called with each word and its range in the line.
 */
export function quotedWords(
  line: string,
  start: number,
  end: number,
  escape: number,
  take: (text: string, start: number, end: number) => void,
): void {
  let at = start;
  for (;;) {
    while (at < end && isSpace(line.charCodeAt(at))) at++;
    if (at >= end) return;
    const word = scanWord(line, at, end, escape);
    const text = wellFormed(line.slice(at, word.dangling ? word.end - 1 : word.end));
    if (text !== '') take(text, at, word.end);
    at = word.end;
  }
}
