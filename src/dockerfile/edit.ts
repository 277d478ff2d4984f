import { lineStarts } from '../text/lines.ts';
import type { Edit, Span } from '../text/span.ts';
import type { Dockerfile, Instruction, Word } from './types.ts';

// Edits that touch only the bytes of what they change; all refer to the file's present text.

/** Replaces a word, flag or any other range by a text. */
export function replaceWord(
  file: string,
  word: Word | { readonly span: Span },
  text: string,
): Edit {
  return { file, start: word.span.start, end: word.span.end, text };
}

/** The line end in use where the text already has one, `\n` in a file of one line. */
export function lineEnd(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset after the line end that closes an instruction; the text's length when the file ends without one. */
function afterLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function withLineEnds(text: string, end: string): string {
  return text.replace(/\r?\n$/, '').replace(/\r?\n/g, end);
}

/** Where an instruction's first line begins; continuations may stand before its keyword. */
function firstLineStart(file: Dockerfile, instruction: Instruction): number {
  return lineStarts(file.text)[instruction.startLine - 1] ?? 0;
}

/** Where an instruction with the comments directly above it begins. */
function startWithComments(file: Dockerfile, instruction: Instruction): number {
  let start = firstLineStart(file, instruction);
  let line = instruction.startLine;
  for (const comment of instruction.comments.toReversed()) {
    if (comment.line !== line - 1) break;
    line = comment.line;
    start = lineStart(file.text, comment.span.start);
  }
  return start;
}

/** Inserts lines before an instruction, above the comments that stand directly over it. */
export function insertInstructionBefore(
  path: string,
  file: Dockerfile,
  instruction: Instruction,
  text: string,
): Edit {
  const end = lineEnd(file.text);
  const bom = file.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const start = Math.max(bom, startWithComments(file, instruction));
  return { file: path, start, end: start, text: withLineEnds(text, end) + end };
}

/** Inserts lines after an instruction (its heredocs included). */
export function insertInstructionAfter(
  path: string,
  file: Dockerfile,
  instruction: Instruction,
  text: string,
): Edit {
  const end = lineEnd(file.text);
  const start = afterLine(file.text, instruction.span.end);
  const body = withLineEnds(text, end);
  const closed = start > 0 && file.text[start - 1] === '\n';
  return { file: path, start, end: start, text: closed ? body + end : end + body };
}

/** A comment that would be a parser directive if nothing but directives stood above it. */
const directiveLike = /[ \t]*#[ \t]*(?:syntax|escape|check)[ \t]*=/iy;

/**
 * Removes an instruction with its lines. Comments directly above it go with it when asked.
 * The first one leaves an empty line where a comment below it would become a parser directive.
 */
export function removeInstruction(
  path: string,
  file: Dockerfile,
  instruction: Instruction,
  withComments = false,
): Edit {
  const bom = file.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const line = firstLineStart(file, instruction);
  const start = Math.max(bom, withComments ? startWithComments(file, instruction) : line);
  const end = afterLine(file.text, instruction.span.end);
  directiveLike.lastIndex = end;
  const becomesDirective = instruction.id === 0 && directiveLike.test(file.text);
  return { file: path, start, end, text: becomesDirective ? lineEnd(file.text) : '' };
}
