import { skipSpace, trimEnd } from '../chars.ts';
import { cursorOf, nextLine, type Cursor } from './cursor.ts';
import { readDirective, type DirectiveState } from './directives.ts';
import { readHeredoc } from './heredoc-body.ts';
import { heredocMarks } from './heredoc.ts';
import { parseLine, type ParsedLine } from './instruction.ts';
import { readLogicalLine, type LogicalLine } from './logical-line.ts';
import { fitted, PlacedInstruction } from './nodes.ts';
import { isFull, note, type Problem, withColumns } from './problems.ts';
import type { Comment, Directive, Dockerfile, Heredoc, Instruction } from '../types.ts';
import { checkInstruction } from './validate.ts';

// One pass over the lines. BuildKit stops at the first error; here each error is noted and the
// reading goes on, so that an editor keeps its tree. What BuildKit reports first is first.

interface State {
  readonly cursor: Cursor;
  readonly directiveState: DirectiveState;
  readonly directives: Directive[];
  readonly comments: Comment[];
  readonly instructions: Instruction[];
  /** Refused while reading: these come before all refusals of single instructions. */
  readonly syntax: Problem[];
  readonly meaning: Problem[];
  /** Comments for the next instruction, if there are any. */
  pending: Comment[] | undefined;
  escape: '\\' | '`';
  stages: number;
}

/** Shared by all instructions without comments, because most have none. */
const NO_COMMENTS: readonly Comment[] = [];
const NO_HEREDOCS: readonly Heredoc[] = [];

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
    if (error !== undefined) note(state.syntax, error, line, { start: hash, end: cursor.end });
    if (directive !== undefined) {
      state.directives.push(directive);
      if (directive.name === 'escape') state.escape = directive.value === '`' ? '`' : '\\';
      return;
    }
  }
  const found = comment(state, hash);
  if (hash === lineStart && found.text === '') state.pending = undefined;
  else if (state.pending === undefined) state.pending = [found];
  else state.pending.push(found);
}

function canHoldHeredocs(parsed: ParsedLine): boolean {
  const known = parsed.name === 'RUN' || parsed.name === 'COPY' || parsed.name === 'ADD';
  return known && parsed.form !== 'json';
}

function readHeredocs(
  state: State,
  line: LogicalLine,
  parsed: ParsedLine,
  startLine: number,
): readonly Heredoc[] {
  if (!line.mapped.text.includes('<<') || !canHoldHeredocs(parsed)) return NO_HEREDOCS;
  const { marks, error } = heredocMarks(line.mapped.text);
  if (error !== undefined) {
    note(state.syntax, error, startLine, parsed.keyword);
    return NO_HEREDOCS;
  }
  const heredocs: Heredoc[] = [];
  for (const mark of marks) {
    const { heredoc, terminated } = readHeredoc(state.cursor, mark);
    heredocs.push(heredoc);
    if (!terminated) {
      note(state.syntax, 'unterminated heredoc', startLine, parsed.keyword);
      break;
    }
  }
  return fitted(heredocs);
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

/** The node for a line at its place. */
function placed(
  state: State,
  parsed: ParsedLine,
  startLine: number,
  heredocs: readonly Heredoc[],
  emptyContinuation: boolean,
  onbuild: Instruction | undefined,
): Instruction {
  const { cursor } = state;
  const node = new PlacedInstruction(parsed, {
    id: state.instructions.length,
    end: Math.max(cursor.end, parsed.keyword.end),
    startLine,
    endLine: cursor.line,
    heredocs,
    comments: state.pending ?? NO_COMMENTS,
  });
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
    note(state.syntax, innermost.error, startLine, innermost.keyword);
  }
  const holder = outer.name === 'ONBUILD' ? (chain[1] ?? outer) : outer;
  const heredocs = readHeredocs(state, line, holder, startLine);
  let node: Instruction | undefined;
  for (let i = chain.length - 1; i >= 0; i--) {
    const parsed = chain[i];
    if (parsed !== undefined)
      node = placed(state, parsed, startLine, heredocs, line.emptyContinuation, node);
  }
  state.pending = undefined;
  if (node === undefined) return;
  const broken = innermost.error !== undefined;
  const accepted = isAccepted(state, node, outer.written, broken) && !broken;
  if (accepted || !isHopeless(state)) state.instructions.push(node);
}

/** So much was refused that what is refused from here on leaves no node, and memory stays bounded. */
function isHopeless({ syntax, meaning }: State): boolean {
  return isFull(syntax) || isFull(meaning);
}

/** Whether BuildKit takes the instruction by itself and at its place; notes why not. */
function isAccepted(
  state: State,
  instruction: Instruction,
  written: string,
  broken: boolean,
): boolean {
  const { startLine: line, name } = instruction;
  const refusal = broken ? undefined : checkInstruction(instruction, written);
  if (refusal !== undefined) note(state.meaning, refusal.message, line, refusal.span);
  if (name === 'FROM') state.stages += 1;
  else if (refusal === undefined && !broken && name !== 'ARG' && state.stages === 0) {
    const message = 'no build stage in current context';
    note(state.meaning, message, line, instruction.keyword);
    return false;
  }
  return refusal === undefined;
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
    pending: undefined,
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
