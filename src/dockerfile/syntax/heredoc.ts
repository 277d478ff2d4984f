import { lex } from '../expansion/lexer.ts';

/** `<<NAME` as written in an instruction. */
export interface HeredocMark {
  readonly name: string;
  readonly fd: number;
  readonly expand: boolean;
  readonly chomp: boolean;
}

/** The marks of a line, or BuildKit's message where it refuses one. */
export interface HeredocMarks {
  readonly marks: readonly HeredocMark[];
  readonly error?: string;
}

const noValue = (): undefined => undefined;

/** Go reads it as an unsigned number of 64 bits and takes the largest when it is larger. */
function descriptor(digits: string): number {
  return Math.min(Number(digits), 2 ** 64);
}

/** The parts of `[fd]<<[-]rest`; undefined when the word has not that form. */
function parts(word: string): { fd: string; chomp: boolean; rest: string } | undefined {
  let at = 0;
  while (at < word.length && /[0-9]/.test(word.charAt(at))) at++;
  const fd = word.slice(0, at);
  if (!word.startsWith('<<', at)) return undefined;
  at += 2;
  const chomp = word[at] === '-';
  if (chomp) at += 1;
  while (at < word.length && /[\t\n\f\r ]/.test(word.charAt(at))) at++;
  const rest = word.slice(at);
  return rest === '' || rest.includes('<') ? undefined : { fd, chomp, rest };
}

function quotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** Reads one word as a heredoc mark. `mark` is undefined when it is none. */
export function heredocMark(word: string): {
  readonly mark?: HeredocMark;
  readonly error?: string;
} {
  const found = parts(word);
  if (found === undefined) return {};
  // Most names need no lexing.
  if (/^\w+$/.test(found.rest))
    return {
      mark: { name: found.rest, fd: descriptor(found.fd), expand: true, chomp: found.chomp },
    };
  const plain = lex(found.rest, noValue, { escape: '\\', keepUnset: true });
  if (plain.error !== undefined) return { error: plain.error };
  const name = plain.words[0];
  if (name === undefined || plain.words.length !== 1) return {};
  // A quote that vanishes in lexing was a real one: then the content is not expanded.
  const raw = lex(found.rest, noValue, { escape: '\\', keepUnset: true, rawQuotes: true });
  if (raw.error !== undefined) return { error: raw.error };
  if (raw.words.length !== 1)
    return { error: `internal lexing of heredoc produced inconsistent results: ${found.rest}` };
  const expand = quotes(name) === quotes(raw.words[0] ?? '');
  return { mark: { name, fd: descriptor(found.fd), expand, chomp: found.chomp } };
}

/** All heredoc marks of an instruction's line. A line whose quotes do not match has none. */
export function heredocMarks(line: string): HeredocMarks {
  const { words } = lex(line, noValue, {
    escape: '\\',
    rawQuotes: true,
    rawEscapes: true,
    keepUnset: true,
  });
  const marks: HeredocMark[] = [];
  for (const word of words) {
    const { mark, error } = heredocMark(word);
    if (error !== undefined) return { marks, error };
    if (mark !== undefined) marks.push(mark);
  }
  return { marks };
}

/** Removes the tabs at the start of each line, as `<<-` asks. */
export function chompTabs(content: string): string {
  return content.replace(/(^|\n)\t+/g, '$1');
}
