import { decodeText, encodeText } from '../../text/bytes.ts';
import { fileOffset, fileSpan, sliceMapped } from '../../text/mapped.ts';
import type { MappedText, Span } from '../../text/span.ts';
import { goLower, goQuote, goUpper, isBlank, isByteSpace, skipSpace, trimEnd } from '../chars.ts';
import { splitFlags, type RawFlag } from './flags-split.ts';
import { jsonArray } from './json-array.ts';
import { fitted, PlacedPair, placedWord } from './nodes.ts';
import type { Flag, Form, Pair, Word } from '../types.ts';
import { blankSeparated, quotedWords, type LineWord } from './words.ts';

/** An instruction's line taken apart, before it has a place among the others. */
export interface ParsedLine {
  readonly name: string;
  /** The name as written. */
  readonly written: string;
  readonly keyword: Span;
  readonly flags: readonly Flag[];
  readonly form: Form;
  readonly args: readonly Word[];
  readonly pairs: readonly Pair[];
  readonly body?: MappedText;
  /** For ONBUILD: where the inner instruction begins and ends in the line. */
  readonly inner?: readonly [number, number];
  /** BuildKit's message; the rest is then what could be made of the line. */
  readonly error?: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Arguments = Pick<ParsedLine, 'form' | 'args' | 'pairs' | 'body' | 'inner' | 'error'>;

/** A line and the range of it in which the arguments stand. */
interface Rest {
  readonly mapped: MappedText;
  readonly start: number;
  readonly end: number;
  readonly escape: number;
}

const NOT_STRINGS = 'when using JSON array syntax, arrays must be comprised of strings only';
/** Shared, because most instructions have no flags and no pairs. */
const NO_FLAGS: readonly Flag[] = [];
const NO_PAIRS: readonly Pair[] = [];
const NO_ARGS: readonly Word[] = [];
const NOTHING: Arguments = { form: 'words', args: NO_ARGS, pairs: NO_PAIRS };

function toWord(mapped: MappedText, word: LineWord): Word {
  return placedWord(mapped, word.text, word.start, word.end);
}

function plainWords({ mapped, start, end }: Rest): Arguments {
  return { form: 'words', args: blankSeparated(mapped, start, end), pairs: NO_PAIRS };
}

function wholeLine({ mapped, start, end }: Rest): Arguments {
  if (start === end) return NOTHING;
  const args = [toWord(mapped, { text: mapped.text.slice(start, end), start, end })];
  return { form: 'words', args, pairs: NO_PAIRS };
}

function jsonOr(rest: Rest, otherwise: (rest: Rest) => Arguments): Arguments {
  const json = jsonArray(rest.mapped.text, rest.start, rest.end);
  if (json.is === 'other') return otherwise(rest);
  if (json.is === 'refused') return { ...otherwise(rest), error: NOT_STRINGS };
  return {
    form: 'json',
    args: json.words.map((word) => toWord(rest.mapped, word)),
    pairs: NO_PAIRS,
  };
}

function commandLine(rest: Rest): Arguments {
  if (rest.start === rest.end) return { form: 'shell', args: [], pairs: NO_PAIRS };
  const body = sliceMapped(rest.mapped, rest.start, rest.end);
  const args = [placedWord(rest.mapped, body.text, rest.start, rest.end)];
  return { form: 'shell', args, pairs: NO_PAIRS, body };
}

function pairOf(mapped: MappedText, text: string, start: number, end: number): Pair {
  const equals = text.indexOf('=');
  const span = fileSpan(mapped, start, end);
  if (equals < 0) return { name: text, span, nameSpan: span };
  const name = text.slice(0, equals);
  const value = text.slice(equals + 1);
  const nameSpan = fileSpan(mapped, start, start + equals);
  const valueStart = start + equals + 1;
  // An empty value stands right behind its sign, also where the line ends there and goes on below.
  if (valueStart >= end)
    return { name, value, span, nameSpan, valueSpan: { start: span.end, end: span.end } };
  return new PlacedPair(name, value, {
    start: span.start,
    end: span.end,
    nameEnd: nameSpan.end,
    valueStart: fileOffset(mapped, valueStart),
  });
}

function argPairs({ mapped, start, end, escape }: Rest): Arguments {
  const args: Word[] = [];
  const pairs: Pair[] = [];
  quotedWords(mapped.text, start, end, escape, (text, from, to) => {
    args.push(placedWord(mapped, text, from, to));
    pairs.push(pairOf(mapped, text, from, to));
  });
  return { form: 'words', args: fitted(args), pairs: fitted(pairs) };
}

/** `ENV NAME the whole rest`: one pair, however many words. */
function legacyPair({ mapped, start, end }: Rest, name: string): Arguments {
  const line = mapped.text;
  let nameEnd = start;
  while (nameEnd < end && !isBlank(line.charCodeAt(nameEnd))) nameEnd++;
  let valueStart = nameEnd;
  while (valueStart < end && isBlank(line.charCodeAt(valueStart))) valueStart++;
  const key = toWord(mapped, { text: line.slice(start, nameEnd), start, end: nameEnd });
  if (nameEnd === end) return { ...NOTHING, args: [key], error: `${name} must have two arguments` };
  const value = toWord(mapped, { text: line.slice(valueStart, end), start: valueStart, end });
  const span = fileSpan(mapped, start, end);
  const pair: Pair = {
    name: key.text,
    value: value.text,
    span,
    nameSpan: key.span,
    valueSpan: value.span,
    legacy: true,
  };
  return { form: 'words', args: [key, value], pairs: [pair] };
}

function namedValues(rest: Rest, name: string): Arguments {
  const { mapped } = rest;
  const words: Word[] = [];
  const found: Pair[] = [];
  let wrong: string | undefined;
  quotedWords(mapped.text, rest.start, rest.end, rest.escape, (text, start, end) => {
    words.push(placedWord(mapped, text, start, end));
    if (text.includes('=')) found.push(pairOf(mapped, text, start, end));
    else wrong ??= text;
  });
  const first = words[0];
  if (first === undefined) return NOTHING;
  if (!first.text.includes('=')) return legacyPair(rest, name);
  const [args, pairs] = [fitted(words), fitted(found)];
  if (wrong === undefined) return { form: 'words', args, pairs };
  const error = `Syntax error - can't find = in ${goQuote(wrong)}. Must be of the form: name=value`;
  return { form: 'words', args, pairs, error };
}

/** The first bytes of a character whose last byte BuildKit takes for a space (`à`, a no-break space), else nothing. */
function splitBySpaceByte(char: string): string {
  const bytes = encodeText(char);
  const last = bytes.at(-1) ?? 0;
  return bytes.length > 1 && (last === 0x85 || last === 0xa0)
    ? decodeText(bytes.subarray(0, -1))
    : '';
}

function healthcheck(rest: Rest): Arguments {
  const { mapped, start, end } = rest;
  let kindEnd = start;
  let half = '';
  while (kindEnd < end && !isByteSpace(mapped.text.charCodeAt(kindEnd))) {
    const char = mapped.text.charAt(kindEnd);
    half = char < '\u0080' ? '' : splitBySpaceByte(char);
    if (half !== '') break;
    kindEnd += 1;
  }
  let next = half === '' ? kindEnd : kindEnd + 1;
  while (next < end && isByteSpace(mapped.text.charCodeAt(next))) next++;
  if (kindEnd === start && half === '') return NOTHING;
  const kind = toWord(mapped, {
    text: mapped.text.slice(start, kindEnd) + half,
    start,
    end: kindEnd,
  });
  const command = jsonOr({ ...rest, start: next }, commandLine);
  return { ...command, args: [kind, ...command.args] };
}

function onbuild({ start, end }: Rest): Arguments {
  if (start === end) return NOTHING;
  return { form: 'words', args: NO_ARGS, pairs: NO_PAIRS, inner: [start, end] };
}

const commandOrJson = (rest: Rest): Arguments => jsonOr(rest, commandLine);
const wordsOrJson = (rest: Rest): Arguments => jsonOr(rest, plainWords);

/** How each instruction takes its arguments. Source: the dispatch table of BuildKit's parser. */
const readers: Readonly<Record<string, (rest: Rest, name: string) => Arguments>> = {
  add: wordsOrJson,
  arg: argPairs,
  cmd: commandOrJson,
  copy: wordsOrJson,
  entrypoint: commandOrJson,
  env: namedValues,
  expose: plainWords,
  from: plainWords,
  healthcheck,
  label: namedValues,
  maintainer: wholeLine,
  onbuild,
  run: commandOrJson,
  shell: commandOrJson,
  stopsignal: wholeLine,
  user: wholeLine,
  volume: wordsOrJson,
  workdir: wholeLine,
};

/** Names of all instructions, upper case. */
export const INSTRUCTION_NAMES: readonly string[] = Object.keys(readers).map((name) =>
  name.toUpperCase(),
);

/** The name of an instruction that BuildKit does not know; it may not look like one that it knows (`ſtopsignal`). */
function unknownName(written: string): string {
  const upper = goUpper(written);
  return Object.hasOwn(readers, upper.toLowerCase()) ? written : upper;
}

function toFlag(mapped: MappedText, flag: RawFlag): Flag {
  const equals = flag.text.indexOf('=');
  const raw = mapped.text.slice(flag.start, flag.end);
  const span = fileSpan(mapped, flag.start, flag.end);
  if (equals < 0) return { name: flag.text.slice(2), raw, span };
  const valueStart = flag.start + raw.indexOf('=') + 1;
  const valueSpan = fileSpan(mapped, valueStart, flag.end);
  return {
    name: flag.text.slice(2, equals),
    value: flag.text.slice(equals + 1),
    raw,
    span,
    valueSpan,
  };
}

/** Takes `mapped.text.slice(start, end)` apart as one instruction. */
export function parseLine(
  mapped: MappedText,
  start: number,
  end: number,
  escape: number,
): ParsedLine {
  const line = mapped.text;
  const first = skipSpace(line, start, end);
  const last = trimEnd(line, first, end);
  let keywordEnd = first;
  while (keywordEnd < last && !isBlank(line.charCodeAt(keywordEnd))) keywordEnd++;
  let rest = keywordEnd;
  while (rest < last && isBlank(line.charCodeAt(rest))) rest++;
  const split = splitFlags(line, rest, last, escape);
  const argsStart = skipSpace(line, split.rest, last);
  const written = line.slice(first, keywordEnd);
  const lower = goLower(written);
  const reader = Object.hasOwn(readers, lower) ? readers[lower] : undefined;
  const name = reader === undefined ? unknownName(written) : lower.toUpperCase();
  const args =
    reader === undefined ? NOTHING : reader({ mapped, start: argsStart, end: last, escape }, name);
  const parsed: Mutable<ParsedLine> = {
    name,
    written,
    keyword: fileSpan(mapped, first, keywordEnd),
    flags: split.flags.length === 0 ? NO_FLAGS : split.flags.map((flag) => toFlag(mapped, flag)),
    form: args.form,
    args: args.args,
    pairs: args.pairs,
  };
  if (args.body !== undefined) parsed.body = args.body;
  if (args.inner !== undefined) parsed.inner = args.inner;
  if (args.error !== undefined) parsed.error = args.error;
  return parsed;
}
