import { lineStarts, positionAt } from '../../text/lines.ts';
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

/** The problems with the columns at which they begin. */
export function withColumns(text: string, problems: readonly Problem[]): LanguageError[] {
  if (problems.length === 0) return [];
  const starts = lineStarts(text);
  return problems.map((problem) => ({
    ...problem,
    column: positionAt(starts, problem.span.start).column,
  }));
}
