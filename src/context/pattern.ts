import { UnsupportedExpression, compileSmall } from './small-regexp.ts';

/** One pattern of an ignore file, ready to be asked. */
export interface Pattern {
  /** As written in the file. */
  readonly written: string;
  /** 1-based. */
  readonly line: number;
  /** Begins with `!`: takes back. */
  readonly exception: boolean;
  /** Whether it matches this path itself (not a parent of it); `slashes` is the number of `/` in the path. */
  matches(path: string, slashes: number): boolean;
  /** Whether it could match something below this directory. */
  couldMatchBelow(dir: string): boolean;
}

type Matcher = Pick<Pattern, 'matches' | 'couldMatchBelow'>;

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
  let source = '';
  for (let at = 0, token = 0; at < chars.length; at += 1, token += 1) {
    const char = chars[at] ?? '';
    if (char === '*' && chars[at + 1] === '*') {
      at += chars[at + 2] === '/' ? 2 : 1;
      if (at + 1 < chars.length) {
        source += '(.*/)?';
        kind = 'expression';
      } else if (kind === 'exact') {
        kind = 'prefix';
      } else {
        source += '.*';
        kind = 'expression';
      }
      if (token === 0) kind = 'suffix';
      continue;
    }
    if (char === '\\' && at + 1 < chars.length) {
      at += 1;
      source += `\\${chars[at] ?? ''}`;
      kind = 'expression';
      continue;
    }
    const wild = WILD[char];
    if (wild !== undefined) kind = 'expression';
    source += wild ?? (QUOTED.has(char) ? `\\${char}` : char);
  }
  return { kind, source };
}

function exact(pattern: string): Matcher {
  return {
    matches: (path) => path === pattern,
    couldMatchBelow: (dir) => pattern.startsWith(`${dir}/`),
  };
}

function prefix(start: string): Matcher {
  return {
    matches: (path) => path.startsWith(start),
    couldMatchBelow: (dir) => start.startsWith(`${dir}/`) || `${dir}/`.startsWith(start),
  };
}

function suffix(end: string): Matcher {
  const whole = end.startsWith('/') ? end.slice(1) : undefined;
  return {
    matches: (path) => path.endsWith(end) || path === whole,
    couldMatchBelow: () => true,
  };
}

function expression(source: string): Matcher {
  const compiled = compileSmall(source);
  const { slashes: wanted } = compiled;
  return {
    matches: (path, slashes) => (wanted ?? slashes) === slashes && compiled.test(path),
    couldMatchBelow: (dir) => compiled.couldBegin(`${dir}/`),
  };
}

/** Compiles a cleaned pattern; a string says why it cannot be matched. */
export function compilePattern(cleaned: string): Matcher | string {
  const { kind, source } = translate(cleaned);
  if (kind === 'exact') return exact(cleaned);
  if (kind === 'prefix') return prefix(cleaned.slice(0, -2));
  if (kind === 'suffix') return suffix(cleaned.slice(2));
  try {
    return expression(source);
  } catch (error) {
    if (error instanceof UnsupportedExpression) return error.message;
    throw error;
  }
}
