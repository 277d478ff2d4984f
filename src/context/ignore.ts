import type { IgnoreDecision } from '../facts/context.ts';
import { goMatch } from './go-match.ts';
import { cleanPath } from './go-path.ts';
import { type Pattern, compilePattern } from './pattern.ts';

/** Why a line of an ignore file makes every build fail, or cannot be matched here. */
export interface IgnoreProblem {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface IgnorePatterns {
  readonly patterns: readonly Pattern[];
  readonly problems: readonly IgnoreProblem[];
}

/** What is known of a directory when its children are asked: which patterns matched it or a parent. */
export interface IgnoreState {
  readonly decision: IgnoreDecision;
  /** By pattern index. */
  readonly matched: Uint8Array;
}

/** Space as Go's `unicode.IsSpace` sees it. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** Bytes of the longest line that is read. */
const LONGEST_LINE = 65_536;

function trimSpace(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text.charAt(start))) start += 1;
  while (end > start && SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The pattern of one line, cleaned as BuildKit does in two passes; undefined for comments and blanks. */
function readLine(line: string): { exception: boolean; cleaned: string } | undefined {
  if (line.startsWith('#')) return undefined;
  const trimmed = trimSpace(line);
  if (trimmed === '') return undefined;
  const sign = trimmed.startsWith('!') ? '!' : '';
  const body = trimSpace(trimmed.slice(sign.length));
  const path = body === '' ? '' : cleanPath(body);
  // What is left after the root was taken off may begin with `!` itself: `/!x` is an exception.
  const cleaned = cleanPath(trimSpace(sign + (path.length > 1 ? path.replace(/^\//, '') : path)));
  return cleaned.startsWith('!')
    ? { exception: true, cleaned: cleaned.slice(1) }
    : { exception: false, cleaned };
}

/**
 * Reads an ignore file as BuildKit does (github.com/moby/patternmatcher/ignorefile):
 * comments only at the very start of a line, space around a pattern and a leading `/` do not count.
 */
export function parseIgnore(text: string): IgnorePatterns {
  const patterns: Pattern[] = [];
  const problems: IgnoreProblem[] = [];
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (const [index, raw] of whole.split('\n').entries()) {
    const line = index + 1;
    const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const read = readLine(written);
    if (raw.length >= LONGEST_LINE) problems.push({ line, message: 'the line is too long' });
    if (read === undefined) continue;
    const { exception, cleaned } = read;
    const matcher = check(cleaned) ?? compilePattern(cleaned);
    if (typeof matcher === 'string') problems.push({ line, message: matcher });
    else patterns.push({ written: trimSpace(written), line, exception, ...matcher });
  }
  return { patterns, problems };
}

function check(cleaned: string): string | undefined {
  if (cleaned === '') return 'an exception without a pattern';
  return goMatch(cleaned, '.') === 'bad' ? 'syntax error in the pattern' : undefined;
}

/** Decides about an entry from what was decided about its directory (undefined: the context itself). */
export function decideBelow(
  { patterns }: IgnorePatterns,
  path: string,
  slashes: number,
  parent?: IgnoreState,
): IgnoreState {
  const matched = new Uint8Array(patterns.length);
  let by: Pattern | undefined;
  let ignored = false;
  for (const [index, pattern] of patterns.entries()) {
    // What matched the directory holds below; else only a pattern that would change something is asked.
    if (parent?.matched[index] !== 1) {
      if (pattern.exception !== ignored || !pattern.matches(path, slashes)) continue;
    }
    matched[index] = 1;
    if (ignored === pattern.exception || by === undefined) by = pattern;
    ignored = !pattern.exception;
  }
  const decision = by === undefined ? { ignored } : decided(ignored, by);
  return { decision, matched };
}

function decided(ignored: boolean, by: Pattern): IgnoreDecision {
  return { ignored, pattern: by.written, line: by.line };
}

/** Whether something below an ignored directory could be taken back, so that it must be entered. */
export function mayHoldExceptions({ patterns }: IgnorePatterns, dir: string): boolean {
  return patterns.some((pattern) => pattern.exception && pattern.couldMatchBelow(dir));
}

/** Decides about a path relative to the context, by way of every directory above it. */
export function decide(patterns: IgnorePatterns, path: string): IgnoreDecision {
  const cleaned = cleanPath(path).replace(/^\/+/, '');
  if (cleaned === '.' || cleaned === '') return { ignored: false };
  const parts = cleaned.split('/');
  let state: IgnoreState | undefined;
  let here = '';
  for (const [depth, part] of parts.entries()) {
    here = depth === 0 ? part : `${here}/${part}`;
    state = decideBelow(patterns, here, depth, state);
  }
  return state?.decision ?? { ignored: false };
}
