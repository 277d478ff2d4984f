import type { Span } from '../text/span.ts';
import { type ShellBody, codeBodyAt } from './body.ts';

/** A comment that goes on over a continued line, and takes a part of the script with it. */
export interface Swallowing {
  /** From `#` to the end of its own line. */
  readonly span: Span;
  /** The first words that are lost. */
  readonly lost: string;
}

/** Begins what was to be run: an operator, an option, or a word that `isCommand` knows. */
function isCode(text: string, isCommand: (word: string) => boolean): boolean {
  if (/^(&&|\|\|?|;|--?\w)/.test(text)) return true;
  const word = /^[\w./-]+/.exec(text)?.[0];
  return word !== undefined && isCommand(word);
}

/**
 * Comments of a command line in which lines were joined: what follows on the next line is a comment, too.
 * Of a script that no shell reads, the one without which it could be read.
 * @param source the file's text
 */
export function swallowing(
  body: ShellBody,
  source: string,
  isCommand: (word: string) => boolean,
): readonly Swallowing[] {
  const { script, span } = body;
  const raw = source.slice(span.start, span.end);
  if (!raw.includes('#') || !raw.includes('\n')) return [];
  if (script.errors.length > 0) return unreadable(body, source);
  return script.comments.flatMap((comment): Swallowing[] => {
    const [first = '', ...more] = source.slice(comment.span.start, comment.span.end).split('\n');
    const lines = more.map((line) => line.trim()).filter((line) => !/^(#|$|\\$)/.test(line));
    const lost = lines[0]?.replace(/\s*\\$/, '') ?? '';
    const { start } = comment.span;
    return lost !== '' && isCode(lost, isCommand)
      ? [{ span: { start, end: start + first.replace(/\s*\\?\s*$/, '').length }, lost }]
      : [];
  });
}

/** `a && # note \` and the command on the next line: the shell finds no end. */
function unreadable({ interpreter, span }: ShellBody, source: string): readonly Swallowing[] {
  const raw = source.slice(span.start, span.end);
  const found = /[ \t](#[^\n]*?)[ \t]*\\[ \t]*\r?\n\s*([^\s#][^\n]*)/.exec(raw);
  const [, comment, lost] = found ?? [];
  if (found === null || comment === undefined || lost === undefined) return [];
  const start = span.start + raw.indexOf(comment, found.index);
  const at = start - span.start;
  const without = raw.slice(0, at) + raw.slice(at + comment.length);
  const joined = without.replace(/^[ \t]*#.*\n/gm, '').replace(/\\[ \t]*\r?\n/g, '');
  const again = codeBodyAt(joined, span, interpreter);
  if (again.kind !== 'shell' || again.script.errors.length > 0) return [];
  return [{ span: { start, end: start + comment.length }, lost: lost.replace(/\s*\\$/, '') }];
}
