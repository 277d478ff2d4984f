import { wellFormed } from '../chars.ts';

// The patterns of `${x#…}`, `${x%…}` and `${x/…/…}`: `*`, `?` and escaped characters, nothing else.
// BuildKit turns them into regular expressions; here they are matched directly, in time and memory
// bounded by pattern × value, because a backtracking engine could be made to hang.

type Token =
  | { readonly is: 'char'; readonly char: string }
  | { readonly is: 'any' }
  | { readonly is: 'star' };

/** A pattern that BuildKit refuses. */
export class PatternError extends Error {}

/** Units of pattern × value beyond which matching is refused. */
const LIMIT = 1 << 15;

function tokens(pattern: string): Token[] {
  const chars = [...wellFormed(pattern)];
  const out: Token[] = [];
  // Go's scanner, with which BuildKit reads the pattern, skips a byte order mark.
  for (let i = chars[0] === '\ufeff' ? 1 : 0; i < chars.length; i++) {
    let char = chars[i] ?? '';
    if (char === '*') out.push({ is: 'star' });
    else if (char === '?') out.push({ is: 'any' });
    else {
      if (char === '\\') {
        const next = chars[i + 1];
        // `}` and `/` are escaped for the sake of `${}`; the escape is no part of the pattern.
        if (next === '}' || next === '/') continue;
        i += 1;
        if (next !== '*' && next !== '?' && next !== '\\')
          throw new PatternError(`invalid escape '\\${next ?? '\ufffd'}'`);
        char = next;
      }
      out.push({ is: 'char', char });
    }
  }
  return out;
}

class Matcher {
  readonly #tokens: readonly Token[];
  readonly #value: readonly string[];
  readonly #greedy: boolean;
  readonly #visited: Uint8Array;

  constructor(pattern: readonly Token[], value: string, greedy: boolean) {
    this.#tokens = pattern;
    // To Go's expressions a byte that is no character is the replacement character.
    this.#value = [...wellFormed(value)];
    this.#greedy = greedy;
    const states = (pattern.length + 1) * (this.#value.length + 1);
    if (states > LIMIT) throw new PatternError('it is too long to be matched');
    this.#visited = new Uint8Array((states >> 3) + 1);
  }

  /** End of the match that begins at `start`, -1 when none does. Prefers as a regular expression would. */
  matchAt(start: number): number {
    const stack = [start];
    const seen: number[] = [];
    const width = this.#value.length + 1;
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      const bit = 1 << (state & 7);
      if ((this.#visited[state >> 3] ?? 0) & bit) continue;
      this.#visited[state >> 3] = (this.#visited[state >> 3] ?? 0) | bit;
      seen.push(state);
      const at = state % width;
      const token = this.#tokens[Math.floor(state / width)];
      if (token === undefined) {
        for (const one of seen)
          this.#visited[one >> 3] = (this.#visited[one >> 3] ?? 0) & ~(1 << (one & 7));
        return at;
      }
      this.#push(stack, token, state, at);
    }
    return -1;
  }

  #push(stack: number[], token: Token, state: number, at: number): void {
    const width = this.#value.length + 1;
    const char = this.#value[at];
    const anyHere = char !== undefined && char !== '\n';
    if (token.is === 'char') {
      if (char === token.char) stack.push(state + width + 1);
    } else if (token.is === 'any') {
      if (anyHere) stack.push(state + width + 1);
    } else if (this.#greedy) {
      stack.push(state + width);
      if (anyHere) stack.push(state + 1);
    } else {
      if (anyHere) stack.push(state + 1);
      stack.push(state + width);
    }
  }
}

/** `value` without the prefix that matches; the longest one when `greedy`. */
export function trimPrefix(pattern: string, value: string, greedy: boolean): string {
  const chars = [...value];
  const end = new Matcher(tokens(pattern), value, greedy).matchAt(0);
  return end > 0 ? chars.slice(end).join('') : value;
}

/** A pattern backwards, each escape still before the character that it escapes. BuildKit names it so in messages. */
export function reversed(pattern: string): string {
  const chars = [...wellFormed(pattern)];
  const out: string[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '\\' && i < chars.length - 1) out.push(`\\${chars[++i] ?? ''}`);
    else out.push(char);
  }
  return out.toReversed().join('');
}

/** `value` without the suffix that matches; the longest one when `greedy`. */
export function trimSuffix(pattern: string, value: string, greedy: boolean): string {
  // BuildKit turns both around character by character: bytes that are none do not survive it.
  const rest = trimPrefix(reversed(pattern), [...wellFormed(value)].toReversed().join(''), greedy);
  return [...rest].toReversed().join('');
}

/** Go's `Regexp.Expand`: `$0` is the match, other groups are empty, `$$` is a dollar. */
function template(replacement: string, match: string): string {
  if (!replacement.includes('$')) return replacement;
  return replacement.replace(
    /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (whole, plain?: string, braced?: string) => {
      if (whole === '$$') return '$';
      return /^0+$/.test(plain ?? braced ?? '') ? match : '';
    },
  );
}

/** Replaces the first match or all of them (then with Go's templates in the replacement). */
export function replacePattern(
  pattern: string,
  value: string,
  replacement: string,
  all: boolean,
): string {
  const chars = [...value];
  const matcher = new Matcher(tokens(pattern), value, true);
  const out: string[] = [];
  let done = 0;
  for (let at = 0; at <= chars.length;) {
    const end = matcher.matchAt(at);
    if (end < 0) {
      at += 1;
      continue;
    }
    if (!all) return chars.slice(0, at).join('') + replacement + chars.slice(end).join('');
    out.push(chars.slice(done, at).join(''));
    // An empty match directly after a match does not count.
    if (end > done || at === 0) out.push(template(replacement, chars.slice(at, end).join('')));
    done = end;
    at = end > at ? end : at + 1;
  }
  out.push(chars.slice(done).join(''));
  return out.join('');
}
