import { encodeText } from '../text/bytes.ts';
import { goMatch } from './go-match.ts';
import { cleanPath } from './go-path.ts';

/** One pattern of an ignore file, as BuildKit's reader hands it to the matcher. */
export interface IgnoreLine {
  /** As written, without the space around it. */
  readonly written: string;
  /** 1-based. */
  readonly line: number;
  /** Begins with `!`: takes back. */
  readonly exception: boolean;
  /** Shortest form, without the `!` and a leading `/`. */
  readonly cleaned: string;
}

/** Why a line of an ignore file makes builds fail, or cannot be matched here. */
export interface IgnoreProblem {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  /** Whether every build fails, or only one in which the pattern is asked about a path. */
  readonly fails: 'always' | 'when-asked' | 'never';
}

/** Space as Go's `unicode.IsSpace` sees it. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** Bytes of the first line that is too long for Go's line scanner, its line feed not counted. */
const TOO_LONG = 65_536;

function trimSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text.charAt(start))) start += 1;
  while (end > start && SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The pattern of one line, cleaned as BuildKit does in two passes; undefined for comments and blanks. */
function readLine(line: string): Pick<IgnoreLine, 'exception' | 'cleaned'> | undefined {
  if (line.startsWith('#')) return undefined;
  const trimmed = trimSpace(line);
  if (trimmed === '') return undefined;
  const sign = trimmed.startsWith('!') ? '!' : '';
  const body = trimSpace(trimmed.slice(sign.length));
  const path = body === '' ? '' : cleanPath(body);
  const first = trimSpace(sign + (path.length > 1 ? path.replace(/^\//, '') : path));
  if (first === '') return undefined;
  // What is left after the root was taken off may begin with `!` itself: `/!x` is an exception.
  const cleaned = cleanPath(first);
  return cleaned.startsWith('!')
    ? { exception: true, cleaned: cleaned.slice(1) }
    : { exception: false, cleaned };
}

function isTooLong(line: string): boolean {
  return line.length >= TOO_LONG || (line.length * 3 >= TOO_LONG && bytesOf(line) >= TOO_LONG);
}

function bytesOf(line: string): number {
  return encodeText(line).length;
}

function refusal(cleaned: string): string | undefined {
  if (cleaned === '') return 'an exception without a pattern: every build fails';
  if (goMatch(cleaned, '.') !== 'bad') return undefined;
  return 'syntax error in the pattern: every build fails';
}

/**
 * Reads an ignore file as github.com/moby/patternmatcher/ignorefile does: comments only at the very
 * start of a line, space around a pattern and a leading `/` do not count. Patterns that are refused
 * are left out and named in `problems`.
 */
export function readIgnoreLines(text: string): { lines: IgnoreLine[]; problems: IgnoreProblem[] } {
  const lines: IgnoreLine[] = [];
  const problems: IgnoreProblem[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    if (isTooLong(raw)) {
      const message = `the line has ${TOO_LONG} bytes or more: every build fails`;
      problems.push({ line, message, fails: 'always' });
      continue;
    }
    const bare = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const written = index === 0 && bare.startsWith('\uFEFF') ? bare.slice(1) : bare;
    const read = readLine(written);
    if (read === undefined) continue;
    const message = refusal(read.cleaned);
    if (message === undefined) lines.push({ written: trimSpace(written), line, ...read });
    else problems.push({ line, message, fails: 'always' });
  }
  return { lines, problems };
}
