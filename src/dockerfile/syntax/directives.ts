import { isSpace, skipSpace, goLower } from '../chars.ts';
import type { Directive } from '../types.ts';

const KNOWN: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** What has been read of the parser directives at the top of a file. */
export interface DirectiveState {
  /** A line that is no directive has been seen; what looks like one below is a comment. */
  done: boolean;
  readonly seen: Set<string>;
}

/** What a comment line is: a directive, a directive that BuildKit refuses, or neither. */
export interface DirectiveLine {
  readonly directive?: Directive;
  readonly error?: string;
}

/** Regular expression blanks of Go: no vertical tab. */
function isGap(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0c || unit === 0x0d;
}

/** `[start, end)` of the value after `=`; undefined when there is none. A value of blanks alone is its last blank. */
function valueRange(
  text: string,
  after: number,
  end: number,
): readonly [number, number] | undefined {
  let start = after;
  while (start < end && isGap(text.charCodeAt(start))) start++;
  if (start === end) return end > after ? [end - 1, end] : undefined;
  let stop = end;
  while (isGap(text.charCodeAt(stop - 1))) stop--;
  return [start, stop];
}

const namePattern = /[a-zA-Z][a-zA-Z0-9]*/y;

/**
 * Reads one line (`hash` is the offset of its `#`) as a parser directive.
 * Source: BuildKit's directive parser: directives come first, one of a kind, with known names.
 */
export function readDirective(
  state: DirectiveState,
  text: string,
  hash: number,
  end: number,
  line: number,
): DirectiveLine {
  const nameStart = skipSpace(text, hash + 1, end);
  namePattern.lastIndex = nameStart;
  const written = namePattern.exec(text)?.[0] ?? '';
  let at = nameStart + written.length;
  while (at < end && isGap(text.charCodeAt(at))) at++;
  const range = at < end && text[at] === '=' ? valueRange(text, at + 1, end) : undefined;
  const name = goLower(written);
  if (range === undefined || !KNOWN.has(name)) {
    state.done = true;
    return {};
  }
  if (state.seen.has(name)) return { error: `only one ${name} parser directive can be used` };
  state.seen.add(name);
  const value = text.slice(...range);
  if (name === 'escape' && value !== '\\' && value !== '`') {
    return { error: `invalid escape token '${value}' does not match \` or \\` };
  }
  return {
    directive: { name, value, span: { start: hash, end: trimmedEnd(text, hash, end) }, line },
  };
}

function trimmedEnd(text: string, start: number, end: number): number {
  let stop = end;
  while (stop > start && isSpace(text.charCodeAt(stop - 1))) stop--;
  return stop;
}
