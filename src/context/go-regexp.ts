import {
  type CharTest,
  type Ranges,
  anyOf,
  namedRanges,
  perlRanges,
  unicodeTest,
} from './go-classes.ts';

/**
 * Go's regular expressions, as far as an ignore pattern can bring them forth. Moby translates
 * patterns without quoting `|`, `{`, `}` and what follows a backslash, so that alternatives, counts,
 * `\d`, `\b` or `\Q` in a pattern mean what they mean to Go.
 */
export type Piece = { readonly key: string } & (
  | { readonly do: 'char'; readonly code: number }
  | { readonly do: 'class'; readonly test: CharTest }
  | { readonly do: 'start' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly do: 'group'; readonly ways: readonly (readonly Piece[])[] }
  | { readonly do: 'repeat'; readonly of: Piece; readonly min: number; readonly max: number }
);

/** Go refuses the expression; builds fail as soon as the pattern is asked. */
export class BadExpression extends Error {}

const NEWLINE = 10;
/** What Go reads where bytes are not UTF-8. */
export const REPLACEMENT = 0xfffd;
const MOST_REPEATS = 1000;

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const ASSERTIONS: Readonly<Record<string, 'start' | 'end' | 'boundary' | 'no-boundary'>> = {
  A: 'start',
  z: 'end',
  b: 'boundary',
  B: 'no-boundary',
};

/** A character; one that stands for bytes that are not UTF-8 is a class, for it matches each of them. */
export function charPiece(char: string): Piece {
  const code = char.codePointAt(0) ?? 0;
  return codePiece(code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code);
}

function codePiece(code: number): Piece {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  if (isSurrogate) return { do: 'class', test: () => false, key: '\uD800' };
  if (code !== REPLACEMENT) return { do: 'char', code, key: '' };
  return { do: 'class', test: (one) => one === REPLACEMENT, key: '\uFFFD' };
}

/** How often the innermost part may be repeated, as Go bounds it: the counts multiplied. */
function isBounded(piece: Piece, left: number): boolean {
  if (piece.do === 'group') return piece.ways.flat().every((inner) => isBounded(inner, left));
  if (piece.do !== 'repeat') return true;
  const count = piece.max === Infinity ? piece.min : piece.max;
  if (piece.max === 0) return true;
  if (count > left) return false;
  return isBounded(piece.of, count > 0 ? Math.floor(left / count) : left);
}

class Parser {
  private readonly chars: readonly string[];
  private at = 0;

  constructor(source: string) {
    this.chars = Array.from(source);
  }

  whole(): Piece[][] {
    const ways = this.ways();
    if (this.at < this.chars.length) throw new BadExpression('a `)` too many');
    return ways;
  }

  private take(): string {
    const char = this.chars[this.at];
    if (char === undefined) throw new BadExpression('it ends too early');
    this.at += 1;
    return char;
  }

  private takeIf(char: string): boolean {
    if (this.chars[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  private since(start: number): string {
    return this.chars.slice(start, this.at).join('');
  }

  /** The alternatives up to a `)` or the end. */
  private ways(): Piece[][] {
    let way: Piece[] = [];
    const ways = [way];
    let repeated = false;
    while (this.at < this.chars.length && this.chars[this.at] !== ')') {
      if (this.takeIf('|')) {
        ways.push((way = []));
        repeated = false;
      } else {
        repeated = this.repeat(way, repeated) || (this.atom(way), false);
      }
    }
    return ways;
  }

  /** Repeats the last piece when a sign or a count says so. */
  private repeat(way: Piece[], repeated: boolean): boolean {
    const start = this.at;
    const bounds = this.bounds();
    if (bounds === undefined) return false;
    if (repeated) throw new BadExpression('a repetition is repeated');
    const last = way.pop();
    if (last === undefined) throw new BadExpression('there is nothing to repeat');
    const key = `${last.key === '' && last.do === 'char' ? last.code : last.key} ${this.since(start)}`;
    const piece: Piece = { do: 'repeat', of: last, ...bounds, key };
    const counted = this.chars[start] === '{' && (bounds.min >= 2 || bounds.max >= 2);
    if (counted && !isBounded(piece, MOST_REPEATS)) throw new BadExpression('it repeats too often');
    way.push(piece);
    return true;
  }

  private bounds(): { min: number; max: number } | undefined {
    if (this.takeIf('*')) return { min: 0, max: Infinity };
    if (this.takeIf('+')) return { min: 1, max: Infinity };
    if (this.takeIf('?')) return { min: 0, max: 1 };
    if (this.chars[this.at] !== '{') return undefined;
    const close = this.chars.indexOf('}', this.at);
    const inside = close === -1 ? '' : this.chars.slice(this.at + 1, close).join('');
    const count = /^(0|[1-9]\d*)(,(0|[1-9]\d*)?)?$/.exec(inside);
    if (count === null) return undefined;
    this.at = close + 1;
    const min = Number(count[1]);
    const max = count[2] === undefined ? min : count[3] === undefined ? Infinity : Number(count[3]);
    const tooMany = min > MOST_REPEATS || (max !== Infinity && max > MOST_REPEATS);
    if (tooMany || max < min) throw new BadExpression(`{${inside}} is no count`);
    return { min, max };
  }

  /** One atom; `\Q…\E` adds as many as it quotes. */
  private atom(way: Piece[]): void {
    const start = this.at;
    const char = this.take();
    if (char === '^') way.push({ do: 'start', key: '^' });
    else if (char === '$') way.push({ do: 'end', key: '$' });
    else if (char === '.') way.push({ do: 'class', test: (code) => code !== NEWLINE, key: '.' });
    else if (char === '[')
      way.push({ do: 'class', test: this.charClass(), key: this.since(start) });
    else if (char === '(') {
      const ways = this.ways();
      if (!this.takeIf(')')) throw new BadExpression('a `)` is missing');
      way.push({ do: 'group', ways, key: this.since(start) });
    } else if (char !== '\\') way.push(charPiece(char));
    else if (this.takeIf('Q')) this.quoted(way);
    else way.push(this.escape(start));
  }

  private quoted(way: Piece[]): void {
    while (this.at < this.chars.length) {
      if (this.chars[this.at] === '\\' && this.chars[this.at + 1] === 'E') {
        this.at += 2;
        return;
      }
      way.push(charPiece(this.take()));
    }
  }

  private escape(start: number): Piece {
    const letter = this.chars[this.at] ?? '';
    const assertion = ASSERTIONS[letter];
    if (assertion !== undefined) {
      this.at += 1;
      return { do: assertion, key: `\\${letter}` };
    }
    const set = this.escapedSet();
    if (set === undefined) return codePiece(this.escapedCode());
    return { do: 'class', test: anyOf(set.ranges, set.others, false), key: this.since(start) };
  }

  /** `\d` or `\p{name}`, after the backslash. */
  private escapedSet(): { ranges: Ranges; others: CharTest[] } | undefined {
    const letter = this.chars[this.at] ?? '';
    const ranges = perlRanges(letter);
    if (ranges !== undefined || letter === 'p' || letter === 'P') this.at += 1;
    if (ranges !== undefined) return { ranges, others: [] };
    if (letter !== 'p' && letter !== 'P') return undefined;
    let name = this.take();
    if (name === '{') {
      name = '';
      for (let char = this.take(); char !== '}'; char = this.take()) name += char;
    }
    const turned = name.startsWith('^');
    const test = unicodeTest(turned ? name.slice(1) : name);
    if (test === undefined) throw new BadExpression(`there are no characters \\p{${name}}`);
    const negated = (letter === 'P') !== turned;
    return { ranges: [], others: [negated ? (code) => !test(code) : test] };
  }

  /** One character after a backslash. */
  private escapedCode(): number {
    const char = this.take();
    const control = CONTROL[char];
    if (control !== undefined) return control;
    if (/^[0-7]$/.test(char)) {
      const octal = /^[0-7]{0,2}/.exec(this.chars.slice(this.at, this.at + 2).join(''))?.[0] ?? '';
      if (char === '0' || octal !== '') {
        this.at += octal.length;
        return Number.parseInt(char + octal, 8);
      }
    }
    if (char === 'x') return this.hexadecimal();
    const code = char.codePointAt(0) ?? 0;
    if (code < 128 && !/[0-9A-Za-z]/.test(char)) return code;
    throw new BadExpression(`\\${char} means nothing`);
  }

  private hexadecimal(): number {
    const rest = this.chars.slice(this.at, this.at + 2).join('');
    if (/^[0-9A-Fa-f]{2}$/.test(rest)) {
      this.at += 2;
      return Number.parseInt(rest, 16);
    }
    const close = this.chars[this.at] === '{' ? this.chars.indexOf('}', this.at) : -1;
    const digits = close === -1 ? '' : this.chars.slice(this.at + 1, close).join('');
    const code = /^[0-9A-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : Infinity;
    if (code > 0x10ffff) throw new BadExpression('\\x without its digits');
    this.at = close + 1;
    return code;
  }

  /** A class, after its `[`. */
  private charClass(): CharTest {
    const negated = this.takeIf('^');
    const ranges: number[] = [];
    const others: CharTest[] = [];
    for (let first = true; first || this.chars[this.at] !== ']'; first = false) {
      const set = this.namedClass() ?? this.setInClass();
      if (set !== undefined) {
        ranges.push(...set.ranges);
        others.push(...set.others);
        continue;
      }
      const low = this.classCode();
      let high = low;
      const next = this.chars[this.at + 1];
      if (this.chars[this.at] === '-' && next !== undefined && next !== ']') {
        this.at += 1;
        high = this.classCode();
      }
      if (high < low) throw new BadExpression('a range runs backwards');
      ranges.push(low, high);
    }
    this.at += 1;
    return anyOf(ranges, others, negated);
  }

  private namedClass(): { ranges: Ranges; others: CharTest[] } | undefined {
    if (this.chars[this.at] !== '[' || this.chars[this.at + 1] !== ':') return undefined;
    let end = this.at + 2;
    while (end < this.chars.length && !(this.chars[end] === ':' && this.chars[end + 1] === ']'))
      end += 1;
    if (end >= this.chars.length) return undefined;
    const name = this.chars.slice(this.at + 2, end).join('');
    const ranges = namedRanges(name);
    if (ranges === undefined) throw new BadExpression(`there is no class [:${name}:]`);
    this.at = end + 2;
    return { ranges, others: [] };
  }

  private setInClass(): { ranges: Ranges; others: CharTest[] } | undefined {
    if (this.chars[this.at] !== '\\') return undefined;
    this.at += 1;
    const set = this.escapedSet();
    if (set === undefined) this.at -= 1;
    return set;
  }

  private classCode(): number {
    const char = this.take();
    if (char === '\\') return this.escapedCode();
    const code = char.codePointAt(0) ?? 0;
    return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
  }
}

/** The alternatives of an expression. @throws BadExpression where Go refuses it. */
export function parseGoRegexp(source: string): readonly (readonly Piece[])[] {
  return new Parser(source).whole();
}
