import { fileOffset } from '../../text/mapped.ts';
import type { MappedText, Span } from '../../text/span.ts';
import type { Comment, Flag, Form, Heredoc, Instruction, Pair, Word } from '../types.ts';

// Nodes of which a file can have a million. They hold offsets and make the spans when asked for them:
// an object of two numbers costs as much as five. Copies by `{ ...node }` lack what is made on demand.

/**
 * The list without the room for more that it got when it grew (16 places at first).
 * V8 keeps that room in a plain `slice()`.
 */
export function fitted<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, list.length);
}

/** A word that makes its span when asked for it. */
export class PlacedWord implements Word {
  declare readonly text: string;
  /** As in `span`. */
  declare readonly start: number;
  declare readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** The word as `JSON.stringify` shows it. */
  toJSON(): Word {
    return { text: this.text, span: this.span };
  }
}

/** The word that stands in `mapped.text.slice(start, end)`. */
export function placedWord(
  mapped: MappedText,
  text: string,
  start: number,
  end: number,
): PlacedWord {
  const from = fileOffset(mapped, start);
  return new PlacedWord(text, from, end > start ? fileOffset(mapped, end - 1) + 1 : from);
}

/** Where a pair and its parts stand: `[start, nameEnd)` is the name, `[valueStart, end)` the value. */
export interface PairPlace {
  readonly start: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly end: number;
}

/** A pair with a value in the form `NAME=value`, which makes its spans when asked for them. */
export class PlacedPair implements Pair, PairPlace {
  declare readonly name: string;
  declare readonly value: string;
  declare readonly start: number;
  declare readonly nameEnd: number;
  declare readonly valueStart: number;
  declare readonly end: number;

  constructor(name: string, value: string, place: PairPlace) {
    this.name = name;
    this.value = value;
    this.start = place.start;
    this.nameEnd = place.nameEnd;
    this.valueStart = place.valueStart;
    this.end = place.end;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  get nameSpan(): Span {
    return { start: this.start, end: this.nameEnd };
  }

  get valueSpan(): Span {
    return { start: this.valueStart, end: this.end };
  }

  /** The pair as `JSON.stringify` shows it. */
  toJSON(): Pair {
    const { name, value, span, nameSpan, valueSpan } = this;
    return { name, value, span, nameSpan, valueSpan };
  }
}

/** What an instruction has before it has a place among the others. */
export type Unplaced = Pick<Instruction, 'name' | 'keyword' | 'flags' | 'form' | 'args' | 'pairs'>;

/** The place of an instruction: its number, its end in the file, its lines, and what comes with these. */
export type InstructionPlace = Pick<
  Instruction,
  'id' | 'startLine' | 'endLine' | 'heredocs' | 'comments'
> & { readonly end: number };

/** An instruction that makes its span and that of its keyword when asked for them. */
export class PlacedInstruction implements Instruction {
  declare readonly id: number;
  declare readonly name: string;
  /** As in `span` and `keyword`, which begin together. */
  declare readonly start: number;
  declare readonly keywordEnd: number;
  declare readonly end: number;
  declare readonly startLine: number;
  declare readonly endLine: number;
  declare readonly flags: readonly Flag[];
  declare readonly form: Form;
  declare readonly args: readonly Word[];
  declare readonly pairs: readonly Pair[];
  declare readonly heredocs: readonly Heredoc[];
  declare readonly comments: readonly Comment[];
  declare body?: MappedText;
  declare onbuild?: Instruction;
  declare emptyContinuation?: true;

  constructor(parsed: Unplaced, place: InstructionPlace) {
    this.id = place.id;
    this.name = parsed.name;
    this.start = parsed.keyword.start;
    this.keywordEnd = parsed.keyword.end;
    this.end = place.end;
    this.startLine = place.startLine;
    this.endLine = place.endLine;
    this.flags = parsed.flags;
    this.form = parsed.form;
    this.args = parsed.args;
    this.pairs = parsed.pairs;
    this.heredocs = place.heredocs;
    this.comments = place.comments;
  }

  get keyword(): Span {
    return { start: this.start, end: this.keywordEnd };
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** The instruction as `JSON.stringify` shows it. */
  toJSON(): Instruction {
    const { id, name, keyword, span, startLine, endLine, flags, form, args, pairs } = this;
    const { heredocs, comments, body, onbuild, emptyContinuation } = this;
    return {
      id,
      name,
      keyword,
      span,
      startLine,
      endLine,
      flags,
      form,
      args,
      pairs,
      heredocs,
      comments,
      ...(body && { body }),
      ...(onbuild && { onbuild }),
      ...(emptyContinuation && { emptyContinuation }),
    };
  }
}
