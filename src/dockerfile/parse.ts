import type { Span } from '../text/span.ts';
import { lineStarts, positionAt } from '../text/lines.ts';
import { skipSpace, trimEnd } from './chars.ts';
import { cursorOf, nextLine, type Cursor } from './cursor.ts';
import { readDirective, type DirectiveState } from './directives.ts';
import { chompTabs, heredocMarks, type HeredocMark } from './heredoc.ts';
import { parseLine, type ParsedLine } from './instruction.ts';
import { readLogicalLine, type LogicalLine } from './logical-line.ts';
import type {
  Comment,
  Directive,
  Dockerfile,
  Heredoc,
  Instruction,
  LanguageError,
} from './types.ts';
import { checkInstruction } from './validate.ts';

// One pass over the lines. BuildKit stops at the first error; here each error is noted and the
// reading goes on, so that an editor keeps its tree. What BuildKit reports first is first.

interface Problem {
  readonly message: string;
  readonly line: number;
  readonly span: Span;
}

interface State {
  readonly cursor: Cursor;
  readonly directiveState: DirectiveState;
  readonly directives: Directive[];
  readonly comments: Comment[];
  readonly instructions: Instruction[];
  /** Refused while reading: these come before all refusals of single instructions. */
  readonly syntax: Problem[];
  readonly meaning: Problem[];
  pending: Comment[];
  escape: '\\' | '`';
  stages: number;
}

/** Depth to which `ONBUILD ONBUILD …` (an error anyway) is kept as a tree. */
const MAX_ONBUILD = 8;

function comment(state: State, hash: number): Comment {
  const { text, end, line } = state.cursor;
  const start = skipSpace(text, hash + 1, end);
  const stop = trimEnd(text, start, end);
  const found: Comment = {
    text: text.slice(start, stop),
    span: { start: hash, end: Math.max(stop, hash + 1) },
    line,
  };
  state.comments.push(found);
  return found;
}

/** A comment line outside instructions: a directive, or a comment for the next instruction. */
function commentLine(state: State, lineStart: number, hash: number): void {
  const { cursor, directiveState } = state;
  if (!directiveState.done) {
    const { directive, error } = readDirective(
      directiveState,
      cursor.text,
      hash,
      cursor.end,
      cursor.line,
    );
    // BuildKit has not counted the line yet when it refuses a directive.
    const line = Math.max(1, cursor.line - 1);
    if (error !== undefined)
      state.syntax.push({ message: error, line, span: { start: hash, end: cursor.end } });
    if (directive !== undefined) {
      state.directives.push(directive);
      if (directive.name === 'escape') state.escape = directive.value === '`' ? '`' : '\\';
      return;
    }
  }
  const found = comment(state, hash);
  if (hash === lineStart && found.text === '') state.pending = [];
  else state.pending.push(found);
}

function canHoldHeredocs(parsed: ParsedLine): boolean {
  const known = parsed.name === 'RUN' || parsed.name === 'COPY' || parsed.name === 'ADD';
  return known && parsed.form !== 'json';
}

/** Reads a heredoc's lines up to its terminator; undefined when the file ends before. */
function readHeredoc(cursor: Cursor, mark: HeredocMark): { heredoc: Heredoc; terminated: boolean } {
  const { text } = cursor;
  const start = cursor.next;
  let end = start;
  let terminated = false;
  while (nextLine(cursor)) {
    let from = cursor.start;
    if (mark.chomp) while (text.charCodeAt(from) === 0x09 && from < cursor.end) from++;
    if (cursor.end - from === mark.name.length && text.startsWith(mark.name, from)) {
      terminated = true;
      break;
    }
    end = cursor.next;
  }
  const raw = text.slice(start, end);
  const content = mark.chomp ? chompTabs(raw) : raw;
  return { heredoc: { ...mark, content, span: { start, end } }, terminated };
}

function readHeredocs(
  state: State,
  line: LogicalLine,
  parsed: ParsedLine,
  startLine: number,
): Heredoc[] {
  if (!line.mapped.text.includes('<<') || !canHoldHeredocs(parsed)) return [];
  const { marks, error } = heredocMarks(line.mapped.text);
  if (error !== undefined) {
    state.syntax.push({ message: error, line: startLine, span: parsed.keyword });
    return [];
  }
  const heredocs: Heredoc[] = [];
  for (const mark of marks) {
    const { heredoc, terminated } = readHeredoc(state.cursor, mark);
    heredocs.push(heredoc);
    if (!terminated) {
      state.syntax.push({ message: 'unterminated heredoc', line: startLine, span: parsed.keyword });
      break;
    }
  }
  return heredocs;
}

/** The instruction and, for ONBUILD, the ones inside it, from the outside in. */
function parseChain(line: LogicalLine, escape: number): ParsedLine[] {
  const { mapped } = line;
  const chain: ParsedLine[] = [];
  let parsed = parseLine(mapped, 0, mapped.text.length, escape);
  while (parsed.inner !== undefined) {
    if (chain.length < MAX_ONBUILD) chain.push(parsed);
    parsed = parseLine(mapped, ...parsed.inner, escape);
  }
  chain.push(parsed);
  return chain;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The node for a line at its place. Written out because this is the parser's hot path. */
function placed(
  state: State,
  parsed: ParsedLine,
  startLine: number,
  heredocs: readonly Heredoc[],
  emptyContinuation: boolean,
  onbuild: Instruction | undefined,
): Instruction {
  const { cursor } = state;
  const node: Mutable<Instruction> = {
    id: state.instructions.length,
    name: parsed.name,
    keyword: parsed.keyword,
    span: { start: parsed.keyword.start, end: Math.max(cursor.end, parsed.keyword.end) },
    startLine,
    endLine: cursor.line,
    flags: parsed.flags,
    form: parsed.form,
    args: parsed.args,
    pairs: parsed.pairs,
    heredocs,
    comments: state.pending,
  };
  if (parsed.body !== undefined) node.body = parsed.body;
  if (onbuild !== undefined) node.onbuild = onbuild;
  if (emptyContinuation) node.emptyContinuation = true;
  return node;
}

function instructionLine(state: State, start: number): void {
  const { cursor } = state;
  const startLine = cursor.line;
  const escape = state.escape.charCodeAt(0);
  const line = readLogicalLine(cursor, start, escape, (hash) => comment(state, hash));
  const chain = parseChain(line, escape);
  const [outer] = chain;
  const innermost = chain.at(-1);
  if (outer === undefined || innermost === undefined) return;
  if (innermost.error !== undefined) {
    state.syntax.push({ message: innermost.error, line: startLine, span: innermost.keyword });
  }
  const holder = outer.name === 'ONBUILD' ? (chain[1] ?? outer) : outer;
  const heredocs = readHeredocs(state, line, holder, startLine);
  let node: Instruction | undefined;
  for (let i = chain.length - 1; i >= 0; i--) {
    const parsed = chain[i];
    if (parsed !== undefined)
      node = placed(state, parsed, startLine, heredocs, line.emptyContinuation, node);
  }
  state.pending = [];
  if (node === undefined) return;
  state.instructions.push(node);
  checkMeaning(state, node, outer.written, innermost.error !== undefined);
}

function checkMeaning(
  state: State,
  instruction: Instruction,
  written: string,
  broken: boolean,
): void {
  const refusal = broken ? undefined : checkInstruction(instruction, written);
  if (refusal !== undefined) state.meaning.push({ ...refusal, line: instruction.startLine });
  if (instruction.name === 'FROM') state.stages += 1;
  else if (refusal === undefined && !broken && instruction.name !== 'ARG' && state.stages === 0) {
    const message = 'no build stage in current context';
    state.meaning.push({ message, line: instruction.startLine, span: instruction.keyword });
  }
}

function readLine(state: State): void {
  const { cursor } = state;
  const { text, end } = cursor;
  const bom = cursor.line === 1 && text.charCodeAt(0) === 0xfeff;
  const start = bom ? Math.min(cursor.start + 1, end) : cursor.start;
  const ink = skipSpace(text, start, end);
  if (ink < end && text.charCodeAt(ink) === 0x23) {
    commentLine(state, start, ink);
    return;
  }
  state.directiveState.done = true;
  if (ink < end) instructionLine(state, ink);
}

function finish(state: State): void {
  const { cursor, syntax } = state;
  const nowhere = { line: Math.max(1, cursor.line), span: { start: 0, end: 0 } };
  if (state.instructions.length === 0)
    syntax.push({ ...nowhere, message: 'file with no instructions' });
  if (cursor.tooLong) {
    const message = 'dockerfile line greater than max allowed size of 65535';
    syntax.push({
      message,
      line: Math.max(1, cursor.tooLongLine),
      span: { start: cursor.next, end: cursor.text.length },
    });
  }
}

function withColumns(text: string, problems: readonly Problem[]): LanguageError[] {
  if (problems.length === 0) return [];
  const starts = lineStarts(text);
  return problems.map((problem) => ({
    ...problem,
    column: positionAt(starts, problem.span.start).column,
  }));
}

/**
 * Reads a Dockerfile as BuildKit's newest stable frontend does, without losing a character.
 * Never throws; what BuildKit refuses is in `errors`, in its words and with its line.
 */
export function parseDockerfile(text: string): Dockerfile {
  const state: State = {
    cursor: cursorOf(text),
    directiveState: { done: false, seen: new Set() },
    directives: [],
    comments: [],
    instructions: [],
    syntax: [],
    meaning: [],
    pending: [],
    escape: '\\',
    stages: 0,
  };
  while (nextLine(state.cursor)) readLine(state);
  finish(state);
  const { directives, instructions, comments, escape } = state;
  return {
    text,
    directives,
    instructions,
    comments,
    escape,
    errors: withColumns(text, [...state.syntax, ...state.meaning]),
  };
}

/** The file's text: `print(parseDockerfile(x)) === x`. */
export function print(file: Dockerfile): string {
  return file.text;
}
