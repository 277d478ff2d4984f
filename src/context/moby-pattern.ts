import type { CharTest } from './go-classes.ts';
import { BadExpression, type Piece, parseGoRegexp } from './go-regexp.ts';

/** A pattern as alternatives of pieces to be matched one after the other; a string says what is wrong with it. */
export type Compiled = readonly (readonly Piece[])[] | string;

/** What Moby's patternmatcher makes of a pattern: plain comparison where it can, else an expression. */
interface Translation {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'expression';
  readonly source: string;
}

/** Moby means to quote `|`, `{` and `}` too, but its table ends before them. */
const QUOTED = new Set('.+()$');
const WILD: Readonly<Record<string, string>> = { '*': '[^/]*', '?': '[^/]', '[': '[', ']': ']' };

/** The translation of github.com/moby/patternmatcher v0.6, with its peculiarities. */
function translate(pattern: string): Translation {
  // Go's scanner passes over a byte order mark at the start.
  const chars = Array.from(pattern.replace(/^\uFEFF/, ''));
  let kind: Translation['kind'] = 'exact';
  const source: string[] = [];
  for (let at = 0, token = 0; at < chars.length; at += 1, token += 1) {
    const char = chars[at] ?? '';
    if (char === '*' && chars[at + 1] === '*') {
      at += chars[at + 2] === '/' ? 2 : 1;
      const isLast = at + 1 >= chars.length;
      if (isLast && kind === 'exact') kind = 'prefix';
      else {
        source.push(isLast ? '.*' : '(.*/)?');
        kind = 'expression';
      }
      if (token === 0) kind = 'suffix';
      continue;
    }
    if (char === '\\' && at + 1 < chars.length) {
      at += 1;
      source.push('\\', chars[at] ?? '');
      kind = 'expression';
      continue;
    }
    const wild = WILD[char];
    if (wild !== undefined) kind = 'expression';
    source.push(wild ?? (QUOTED.has(char) ? `\\${char}` : char));
  }
  return { kind, source: source.join('') };
}

/** Characters that are compared byte by byte: here what stands for a byte that is not UTF-8 is itself. */
function literal(text: string): Piece[] {
  return Array.from(text, (char) => ({ do: 'char', code: char.codePointAt(0) ?? 0, key: '' }));
}

function classOf(key: string, test: CharTest): Piece {
  return { do: 'class', test, key };
}

function anyTimes(of: Piece): Piece {
  return { do: 'repeat', of, min: 0, max: Infinity, key: `${of.key} *` };
}

/** Any text, line feeds too. */
const ANYTHING: Piece = anyTimes(classOf('\0any', () => true));
const SLASH: Piece = { do: 'char', code: 47, key: '' };
/** Nothing, or any text up to a slash. */
const ANY_DIRS: Piece = { do: 'group', ways: [[ANYTHING, SLASH], []], key: '\0dirs' };
/** A character whose last byte is 0xBF: what is left of a byte order mark from which two bytes were cut. */
const ENDS_IN_BF: Piece = classOf('\0bf', (code) => code >= 0x80 && (code & 0x3f) === 0x3f);

/** What ends in the pattern without its first two bytes; `/x` at the start also stands for `x` alone. */
function suffix(pattern: string): Piece[] {
  if (pattern.startsWith('\uFEFF')) return [ANYTHING, ENDS_IN_BF, ...literal(pattern.slice(1))];
  const end = pattern.slice(2);
  return end.startsWith('/') ? [ANY_DIRS, ...literal(end.slice(1))] : [ANYTHING, ...literal(end)];
}

/** Go looks for an expression anywhere in a path: a way that is not tied to both ends is opened there. */
function anchored(way: readonly Piece[]): Piece[] {
  const [first] = way;
  const last = way.at(-1);
  const isBound = first?.do === 'start';
  const isClosed = last?.do === 'end' && way.length > 1;
  return [
    ...(isBound ? [] : [ANYTHING]),
    ...way.slice(isBound ? 1 : 0, isClosed ? -1 : undefined),
    ...(isClosed ? [] : [ANYTHING]),
  ];
}

/** Compiles a cleaned pattern. Where Go refuses its expression, the string says why. */
export function compilePattern(cleaned: string): Compiled {
  const { kind, source } = translate(cleaned);
  if (kind === 'exact') return [literal(cleaned)];
  if (kind === 'prefix') return [[...literal(cleaned.slice(0, -2)), ANYTHING]];
  if (kind === 'suffix') return [suffix(cleaned)];
  try {
    return parseGoRegexp(`^${source}$`).map(anchored);
  } catch (error) {
    if (error instanceof BadExpression) return error.message;
    throw error;
  }
}
