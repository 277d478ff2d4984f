/**
 * Go's `filepath.Match` on Unix: `*` and `?` stop at `/`, classes in brackets, `\` quotes.
 * It never goes back over a `*` that has found its match, so that time is bounded.
 */
class BadPattern extends Error {}

interface Chunk {
  readonly star: boolean;
  readonly text: readonly string[];
}

/** Cuts a pattern before each `*` that stands outside brackets. */
function chunksOf(pattern: string): Chunk[] {
  const chunks: Chunk[] = [];
  const chars = Array.from(pattern);
  for (let at = 0; at < chars.length;) {
    const start = at;
    while (chars[at] === '*') at += 1;
    const star = at > start;
    const textStart = at;
    let inBrackets = false;
    for (; at < chars.length && (inBrackets || chars[at] !== '*'); at += 1) {
      if (chars[at] === '\\') at = Math.min(at + 1, chars.length - 1);
      else if (chars[at] === '[') inBrackets = true;
      else if (chars[at] === ']') inBrackets = false;
    }
    chunks.push({ star, text: chars.slice(textStart, at) });
  }
  return chunks;
}

/** One end of a range in brackets: the character and where the next begins. */
function classCharacter(chunk: readonly string[], at: number): { char: string; next: number } {
  let here = at;
  if (chunk[here] === undefined || chunk[here] === '-' || chunk[here] === ']') {
    throw new BadPattern();
  }
  if (chunk[here] === '\\') here += 1;
  const char = chunk[here];
  if (char === undefined || here + 1 >= chunk.length || isBareByte(char)) throw new BadPattern();
  return { char, next: here + 1 };
}

/** A lone surrogate: it stands for a byte that is not UTF-8. */
function isBareByte(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0xd800 && code <= 0xdfff;
}

/** The character as Go reads it. */
function codeOf(char: string): number {
  return isBareByte(char) ? 0xfffd : (char.codePointAt(0) ?? 0);
}

/** Reads a class that begins after its `[`; whether it has the character, and where it ends. */
function matchClass(
  chunk: readonly string[],
  start: number,
  char: string | undefined,
): { matches: boolean; next: number } {
  let at = start;
  const negated = chunk[at] === '^';
  if (negated) at += 1;
  const code = char === undefined ? Number.NaN : codeOf(char);
  let found = false;
  for (let ranges = 0; ranges === 0 || chunk[at] !== ']'; ranges += 1) {
    const low = classCharacter(chunk, at);
    let high = low;
    if (chunk[low.next] === '-') high = classCharacter(chunk, low.next + 1);
    at = high.next;
    found ||= codeOf(low.char) <= code && code <= codeOf(high.char);
  }
  return { matches: found !== negated, next: at + 1 };
}

/** Matches one chunk at `from`; gives the place after it, or undefined. Reads the chunk to its end for errors. */
function matchChunk(
  chunk: readonly string[],
  name: readonly string[],
  from: number,
): number | undefined {
  let here = from;
  let failed = false;
  for (let at = 0; at < chunk.length; here += 1) {
    failed ||= here >= name.length;
    const char: string | undefined = failed ? undefined : name[here];
    let symbol = chunk[at];
    if (symbol === '[') {
      const result = matchClass(chunk, at + 1, char);
      failed ||= !result.matches;
      at = result.next;
      continue;
    }
    if (symbol === '?') {
      failed ||= char === '/';
    } else {
      if (symbol === '\\') {
        at += 1;
        symbol = chunk[at];
        if (symbol === undefined) throw new BadPattern();
      }
      failed ||= symbol !== char;
    }
    at += 1;
  }
  return failed ? undefined : here;
}

/** Finds the first place at or after `from`, before the next `/`, where a chunk after a star matches. */
function matchAfterStar(
  chunk: readonly string[],
  name: readonly string[],
  from: number,
  last: boolean,
): number | undefined {
  for (let at = from; ; at += 1) {
    const end = matchChunk(chunk, name, at);
    if (end !== undefined && (!last || end === name.length)) return end;
    if (at >= name.length || name[at] === '/') return undefined;
  }
}

function match(pattern: string, name: readonly string[]): boolean {
  const chunks = chunksOf(pattern);
  let here = 0;
  for (const [index, { star, text }] of chunks.entries()) {
    const last = index === chunks.length - 1;
    if (star && text.length === 0) return !name.includes('/', here);
    const end = star ? matchAfterStar(text, name, here, last) : matchChunk(text, name, here);
    if (end === undefined || (last && end !== name.length)) return false;
    here = end;
  }
  return here === name.length;
}

/** Whether a name matches; `bad` when the pattern is seen to be malformed (only what is reached is looked at, as in Go). */
export function goMatch(pattern: string, name: string): boolean | 'bad' {
  try {
    return match(pattern, Array.from(name));
  } catch (error) {
    if (error instanceof BadPattern) return 'bad';
    throw error;
  }
}
