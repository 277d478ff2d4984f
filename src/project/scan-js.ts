import type { Segment } from './source-scan.ts';

/** Words after which a `/` begins a regular expression. */
const BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await|instanceof)$/;

interface Scan {
  readonly text: string;
  readonly segments: Segment[];
  at: number;
  /** Of each template we are inside of: depth of braces in its `${`. */
  readonly templates: number[];
  /** Last unit that is neither blank nor comment. */
  before: number;
  /** Where a mark that is not closed on its line was seen, up to there no other of its kind is tried: keeps hostile lines linear. */
  readonly open: Map<string, number>;
}

/** Comments, strings, templates' literal parts and regular expressions of JavaScript and TypeScript. */
export function jsSegments(text: string): readonly Segment[] {
  const scan: Scan = {
    text,
    segments: [],
    at: text.startsWith('#!') ? endOfLine(text, 0) : 0,
    templates: [],
    before: -1,
    open: new Map(),
  };
  while (scan.at < text.length) step(scan);
  return scan.segments;
}

function step(scan: Scan): void {
  const { text, at } = scan;
  const unit = text[at];
  if (unit === '/' && text[at + 1] === '/') return comment(scan, endOfLine(text, at));
  if (unit === '/' && text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return comment(scan, end < 0 ? text.length : end + 2);
  }
  if (unit === '"' || unit === "'") return quoted(scan, unit);
  if (unit === '`') return template(scan, at + 1, at);
  if (unit === '/' && mayBeRegex(scan)) return regex(scan);
  if (unit === '{' && scan.templates.length > 0) bump(scan, 1);
  if (unit === '}' && scan.templates.length > 0) {
    if (scan.templates.at(-1) === 0) {
      scan.templates.pop();
      return template(scan, at + 1, at + 1);
    }
    bump(scan, -1);
  }
  if (unit !== ' ' && unit !== '\t' && unit !== '\n' && unit !== '\r') scan.before = at;
  scan.at++;
}

function bump(scan: Scan, by: number): void {
  const last = scan.templates.length - 1;
  scan.templates[last] = (scan.templates[last] ?? 0) + by;
}

function comment(scan: Scan, end: number): void {
  scan.segments.push({ kind: 'comment', start: scan.at, end, inner: scan.at, innerEnd: end });
  scan.at = end;
}

/** A string ends at its quote, or, as in text between JSX tags, at the end of the line. */
function quoted(scan: Scan, quote: string): void {
  const { text, at } = scan;
  if (at < (scan.open.get(quote) ?? -1)) {
    scan.at++;
    return;
  }
  let end = at + 1;
  while (end < text.length && text[end] !== quote && text[end] !== '\n') {
    end += text[end] === '\\' ? 2 : 1;
  }
  end = Math.min(end, text.length);
  const closed = text[end] === quote;
  if (closed)
    scan.segments.push({ kind: 'string', start: at, end: end + 1, inner: at + 1, innerEnd: end });
  else scan.open.set(quote, end);
  scan.before = closed ? end : at;
  scan.at = closed ? end + 1 : at + 1;
}

/** The literal part of a template from `from` to its backtick or to the next `${`. */
function template(scan: Scan, from: number, start: number): void {
  const { text } = scan;
  let end = from;
  while (end < text.length && text[end] !== '`' && !text.startsWith('${', end)) {
    end += text[end] === '\\' ? 2 : 1;
  }
  end = Math.min(end, text.length);
  const opens = text[end] === '$';
  const computed = opens || start === from;
  scan.segments.push({ kind: 'string', start, end: end + 1, inner: from, innerEnd: end, computed });
  if (opens) scan.templates.push(0);
  scan.before = end;
  scan.at = opens ? end + 2 : end + 1;
}

function mayBeRegex(scan: Scan): boolean {
  const { text, before, at } = scan;
  if (text[at + 1] === '>') return false;
  if (before < 0) return true;
  const unit = text[before] ?? '';
  if ('(,=:[!&|?{;+-*%~^>'.includes(unit)) return true;
  return /[a-z]/.test(unit) && BEFORE_REGEX.test(text.slice(Math.max(0, before - 12), before + 1));
}

function regex(scan: Scan): void {
  const { text, at } = scan;
  scan.before = at;
  if (at < (scan.open.get('/') ?? -1)) {
    scan.at++;
    return;
  }
  let end = at + 1;
  let inClass = false;
  for (; end < text.length && text[end] !== '\n'; end++) {
    const unit = text[end];
    if (unit === '\\') end++;
    else if (unit === '[') inClass = true;
    else if (unit === ']') inClass = false;
    else if (unit === '/' && !inClass) break;
  }
  if (text[end] !== '/') {
    scan.open.set('/', end);
    scan.at++;
    return;
  }
  scan.segments.push({ kind: 'regex', start: at, end: end + 1, inner: at + 1, innerEnd: end });
  scan.before = end;
  scan.at = end + 1;
  // A flag or a dot follows: the literal counts as a value, and a `/` after it divides.
  while (/[a-z]/.test(text[scan.at] ?? '')) scan.before = scan.at++;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
