/*
 * Light reading of source files: where the comments and strings are, without parsing the rest.
 * Patterns are looked for in `code`, where comments and the insides of strings are blank, so that
 * `// app.listen(3000)` and `"app.listen(3000)"` do not count; the strings themselves are asked
 * for by offset. All texts have the length of the file, so offsets and lines agree.
 */
import { lineAt, lineStarts } from '../formats/lines.ts';
import { goSegments } from './scan-go.ts';
import { jsSegments } from './scan-js.ts';
import { pythonSegments } from './scan-python.ts';

export type SourceLanguage = 'js' | 'python' | 'go';

/** A comment, string or regular expression; `[inner, innerEnd)` is what is between its marks. */
export interface Segment {
  readonly kind: 'comment' | 'string' | 'regex';
  readonly start: number;
  readonly end: number;
  readonly inner: number;
  readonly innerEnd: number;
  /** The value is not literally written: a template with `${}`, an f-string. */
  readonly computed?: boolean;
  /** Backslashes stand for themselves. */
  readonly raw?: boolean;
}

export interface StringLiteral {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly computed: boolean;
}

export interface Source {
  /** Relative to the root. */
  readonly file: string;
  /** As in the file. */
  readonly original: string;
  /** Comments blank, strings as written. */
  readonly text: string;
  /** Comments and the insides of strings blank; the quotes stay. */
  readonly code: string;
  /** Line (from 1) of an offset. */
  line(offset: number): number;
  /** The string whose opening quote stands at an offset. */
  stringAt(offset: number): StringLiteral | undefined;
  /** Every string, in order. */
  strings(): readonly StringLiteral[];
}

const SEGMENTS: Readonly<Record<SourceLanguage, (text: string) => readonly Segment[]>> = {
  js: jsSegments,
  python: pythonSegments,
  go: goSegments,
};

export function scanSource(original: string, language: SourceLanguage, file = ''): Source {
  const segments = SEGMENTS[language](original);
  const byStart = new Map<number, Segment>();
  for (const segment of segments) {
    if (segment.kind === 'string') byStart.set(segment.start, segment);
  }
  let starts: readonly number[] | undefined;
  const literal = (segment: Segment): StringLiteral => ({
    value: unescape(original.slice(segment.inner, segment.innerEnd), segment.raw === true),
    start: segment.start,
    end: segment.end,
    computed: segment.computed === true,
  });
  return {
    file,
    original,
    text: blank(original, segments, (one) => one.kind === 'comment'),
    code: blank(original, segments, () => true),
    line(offset) {
      starts ??= lineStarts(original);
      return lineAt(starts, offset);
    },
    stringAt(offset) {
      const segment = byStart.get(offset);
      return segment && literal(segment);
    },
    strings: () => [...byStart.values()].map(literal),
  };
}

/** Comments are blanked whole, strings inside their marks. */
function blank(
  text: string,
  segments: readonly Segment[],
  which: (one: Segment) => boolean,
): string {
  const pieces: string[] = [];
  let from = 0;
  for (const segment of segments) {
    if (!which(segment)) continue;
    const whole = segment.kind === 'comment';
    const [start, end] = whole ? [segment.start, segment.end] : [segment.inner, segment.innerEnd];
    pieces.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b' };

function unescape(written: string, raw: boolean): string {
  if (raw || !written.includes('\\')) return written;
  return written.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|[^]))/g,
    (_, x, u, one) => {
      const hex: string | undefined = x ?? u;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (one === '\n' || one === '\r\n') return '';
      return ESCAPES[String(one)] ?? String(one);
    },
  );
}

/** One argument of a call: `[start, end)` in the source, without blanks around it. */
export interface Argument {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Characters of a call that are read at most. */
const LONGEST_CALL = 50_000;
/** Brackets inside brackets: with this bound all calls of a file together stay linear. */
const DEEPEST_CALL = 100;

/**
 * The arguments of the call (or elements of the list, entries of the object) whose opening
 * bracket stands at `open`; undefined when it is not closed within bounds.
 */
export function argumentsAt(
  source: Pick<Source, 'code' | 'text'>,
  open: number,
): { readonly list: readonly Argument[]; readonly end: number } | undefined {
  const { code, text } = source;
  const list: Argument[] = [];
  const last = Math.min(code.length, open + LONGEST_CALL);
  let level = 0;
  let from = open + 1;
  for (let index = open; index < last; index++) {
    const unit = code[index];
    if (unit === '(' || unit === '[' || unit === '{') {
      level++;
      if (level > DEEPEST_CALL) return undefined;
    } else if (unit === ')' || unit === ']' || unit === '}') {
      level--;
      if (level > 0) continue;
      push(list, text, from, index);
      return { list, end: index + 1 };
    } else if (unit === ',' && level === 1) {
      push(list, text, from, index);
      from = index + 1;
    }
  }
  return undefined;
}

function push(list: Argument[], text: string, from: number, to: number): void {
  const piece = text.slice(from, to);
  const trimmed = piece.trim();
  if (trimmed === '') return;
  const start = from + piece.length - piece.trimStart().length;
  list.push({ start, end: start + trimmed.length, text: trimmed });
}
