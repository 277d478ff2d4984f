import type { Word, WordPart as LibraryPart } from 'unbash';
import type { MappedText } from '../text/span.ts';
import type { Place } from './spans.ts';

/** Where a piece of text stands; it decides what a backslash does in it. */
type Quoting = 'none' | 'double' | 'ansi' | 'heredoc';

/** Characters before which a backslash goes away. */
const ESCAPED: Readonly<Record<Exclude<Quoting, 'none' | 'ansi'>, string>> = {
  double: '$`"\\',
  heredoc: '$`\\',
};

/** `$'…'`: escapes of one letter; others are left as they are written. */
const ANSI: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};

/** A text put together from units of a source, with their places in the file. */
class Mapper {
  text = '';
  readonly runs: number[] = [];
  private next = -1;
  private readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  add(unit: string, at: number): void {
    const from = this.place(at, at + 1).start;
    if (from !== this.next) this.runs.push(this.text.length, from);
    this.text += unit;
    this.next = from + 1;
  }

  /** The text; an empty one stands at `at`. */
  done(at: number): MappedText {
    const { text, runs } = this;
    return { text, runs: runs.length > 0 ? runs : [0, this.place(at, at).start] };
  }

  copy(source: string, start: number, end: number): void {
    for (let at = start; at < end; at++) this.add(source.charAt(at), at);
  }

  unescape(source: string, start: number, end: number, quoting: Quoting): void {
    for (let at = start; at < end; at++) {
      const unit = source.charAt(at);
      const next = unit === '\\' && at + 1 < end ? source.charAt(at + 1) : '';
      const taken = next === '' ? undefined : escaped(next, quoting);
      if (taken === undefined) this.add(unit, at);
      else {
        at += 1;
        if (taken !== '') this.add(taken, at);
      }
    }
  }
}

/** What stands for a backslash and the character after it; undefined: the backslash itself. */
function escaped(next: string, quoting: Quoting): string | undefined {
  if (quoting === 'ansi') return ANSI[next];
  if (next === '\n') return '';
  return quoting === 'none' || ESCAPED[quoting].includes(next) ? next : undefined;
}

/** A word with its quotes and escapes taken off and its expansions as they are written. */
export function unquotedWord(word: Word, source: string, place: Place): MappedText | undefined {
  if (place.fixed) return undefined;
  const mapper = new Mapper(place);
  if (word.parts === undefined) mapper.unescape(source, word.pos, word.end, 'none');
  else for (const part of word.parts) unquotePart(part, source, mapper);
  return mapper.done(word.pos);
}

function unquotePart(part: LibraryPart, source: string, mapper: Mapper): void {
  switch (part.type) {
    case 'Literal':
      mapper.unescape(source, part.pos, part.end, 'none');
      break;
    case 'SingleQuoted':
      mapper.copy(source, part.pos + 1, part.end - 1);
      break;
    case 'AnsiCQuoted':
      mapper.unescape(source, part.pos + 2, part.end - 1, 'ansi');
      break;
    case 'DoubleQuoted':
    case 'LocaleString':
      for (const child of part.parts)
        if (child.type === 'Literal') mapper.unescape(source, child.pos, child.end, 'double');
        else mapper.copy(source, child.pos, child.end);
      break;
    default:
      mapper.copy(source, part.pos, part.end);
  }
}

/** The lines of a heredoc from `start` to `end`. */
export function heredocLines(
  source: string,
  range: { readonly start: number; readonly end: number },
  how: { readonly tabs: boolean; readonly expand: boolean },
  place: Place,
): MappedText | undefined {
  if (place.fixed) return undefined;
  const mapper = new Mapper(place);
  let at = range.start;
  while (at < range.end) {
    if (how.tabs) while (at < range.end && source.charAt(at) === '\t') at++;
    const line = source.indexOf('\n', at);
    const end = line < 0 || line >= range.end ? range.end : line + 1;
    if (how.expand) mapper.unescape(source, at, end, 'heredoc');
    else mapper.copy(source, at, end);
    at = end;
  }
  return mapper.done(range.start);
}
