import { skipSpace, wellFormed } from '../chars.ts';
import type { LineWord } from './words.ts';

/** How BuildKit takes arguments that may be a JSON array. */
export type JsonArray =
  | { readonly is: 'strings'; readonly words: readonly LineWord[] }
  /** JSON, but not of strings alone: refused. */
  | { readonly is: 'refused' }
  /** Not JSON: the shell form. */
  | { readonly is: 'other' };

const OTHER: JsonArray = { is: 'other' };
const MAX_DEPTH = 10_000;

function skipGap(line: string, at: number, end: number): number {
  let i = at;
  for (; i < end; i++) {
    const unit = line.charCodeAt(i);
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) break;
  }
  return i;
}

/** Offset after the closing quote of the string at `start`; -1 when it does not close. */
function stringEnd(line: string, start: number, end: number): number {
  for (let i = start + 1; i < end; i++) {
    const unit = line.charCodeAt(i);
    if (unit === 0x5c) i += 1;
    else if (unit === 0x22) return i + 1;
  }
  return -1;
}

/** The decoded string; invalid surrogates and bytes become U+FFFD as in Go. Undefined when it is no JSON string. */
function decode(literal: string): string | undefined {
  const inner = literal.slice(1, -1);
  if (/^[ !#-[\]-~]*$/.test(inner)) return inner;
  try {
    return wellFormed(String(JSON.parse(wellFormed(literal))));
  } catch {
    return undefined;
  }
}

/** The words of an array of strings; undefined when it is anything else. */
function strings(line: string, start: number, end: number): LineWord[] | undefined {
  const words: LineWord[] = [];
  let at = skipGap(line, start + 1, end);
  if (line[at] === ']' && at < end) return skipGap(line, at + 1, end) === end ? words : undefined;
  for (;;) {
    if (at >= end || line.charCodeAt(at) !== 0x22) return undefined;
    const stop = stringEnd(line, at, end);
    const text = stop < 0 ? undefined : decode(line.slice(at, stop));
    if (text === undefined) return undefined;
    words.push({ text, start: at, end: stop });
    at = skipGap(line, stop, end);
    if (at >= end) return undefined;
    if (line[at] === ']') return skipGap(line, at + 1, end) === end ? words : undefined;
    if (line[at] !== ',') return undefined;
    at = skipGap(line, at + 1, end);
  }
}

function depth(json: string): number {
  let now = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (quoted) {
      if (char === '\\') i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '[' || char === '{') most = Math.max(most, ++now);
    else if (char === ']' || char === '}') now -= 1;
  }
  return most;
}

/** Go refuses numbers beyond a double and deep nesting as it refuses broken JSON. */
function isGoJson(json: string): boolean {
  if (depth(json) > MAX_DEPTH) return false;
  const open: unknown[] = [];
  try {
    open.push(JSON.parse(wellFormed(json)));
  } catch {
    return false;
  }
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value === Infinity || value === -Infinity) return false;
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) open.push(inner);
  }
  return true;
}

/** Reads arguments as a JSON array of strings. */
export function jsonArray(line: string, start: number, end: number): JsonArray {
  const at = skipSpace(line, start, end);
  if (at >= end || line.charCodeAt(at) !== 0x5b) return OTHER;
  const words = strings(line, at, end);
  if (words !== undefined) return { is: 'strings', words };
  return isGoJson(line.slice(at, end)) ? { is: 'refused' } : OTHER;
}
