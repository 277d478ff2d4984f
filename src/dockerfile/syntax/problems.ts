import type { Span } from '../../text/span.ts';
import type { LanguageError } from '../types.ts';

/** Problems of a kind that are noted: what has more is no Dockerfile. */
const MOST = 1000;

/** Something that BuildKit refuses, with the line that it names. */
export interface Problem {
  readonly message: string;
  readonly line: number;
  readonly span: Span;
}

/** Adds a problem to a list, unless that is full. */
export function note(problems: Problem[], message: string, line: number, span: Span): void {
  if (!isFull(problems)) problems.push({ message, line, span });
}

/** Whether no more problems are noted in a list. */
export function isFull(problems: readonly Problem[]): boolean {
  return problems.length >= MOST;
}

/** Column of an offset, found without the starts of all lines, which are many where problems are few. */
function columnOf(text: string, offset: number): number {
  return offset === 0 ? 1 : offset - text.lastIndexOf('\n', offset - 1);
}

/** The problems with the columns at which they begin. */
export function withColumns(text: string, problems: readonly Problem[]): LanguageError[] {
  return problems.map((problem) => ({ ...problem, column: columnOf(text, problem.span.start) }));
}
