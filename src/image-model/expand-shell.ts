import type { Fact } from '../facts/origin.ts';
import type { Argument } from '../programs/types.ts';
import type { ShellWord, WordPart } from '../shell/types.ts';
import type { Machine } from './machine.ts';
import { type Session, variableIn } from './session.ts';

/** Words one word may become by `{a,b}`. */
const MOST_BRACES = 64;

/** A piece of a word on its way to arguments. */
interface Piece {
  readonly text: string;
  /** Blanks in it separate words. */
  readonly splits: boolean;
}

/** Expands the words of a command; nearly all are what they are. */
export function expandWords(
  session: Session,
  machine: Machine,
  words: readonly ShellWord[],
): Argument[] {
  const all: Argument[] = [];
  for (const word of words) {
    const { value } = word;
    if (value !== undefined) all.push({ text: word.text, span: word.span, value });
    else for (const one of expandShellWord(session, machine, word)) all.push(one);
  }
  return all;
}

/** Expands a word as the shell does; undefined values stand for what is not known. */
export function expandShellWord(session: Session, machine: Machine, word: ShellWord): Argument[] {
  const whole = { text: word.text, span: word.span };
  if (word.value !== undefined) return [{ ...whole, value: word.value }];
  if (session.bash && word.parts.some((part) => part.kind === 'brace'))
    return braced(session, machine, word);
  const given = givenWords(machine, word);
  if (given) return given;
  const pieces = piecesOf(session, machine, word.parts);
  if (pieces === undefined) return [whole];
  const glob = word.parts.some((part) => part.kind === 'glob') || undefined;
  const values = split(
    pieces,
    word.parts.some((part) => part.kind !== 'variable' || part.quoted),
  );
  return values.map((value) => ({ ...whole, value, ...(glob ? { glob } : {}) }));
}

/** `"$@"` is every word that the script or function was given. */
function givenWords(machine: Machine, word: ShellWord): Argument[] | undefined {
  const { positional } = machine.shell;
  const [part] = word.parts;
  if (!positional || word.parts.length !== 1 || part?.kind !== 'variable') return undefined;
  if (!/^[@*]$/.test(part.name) || part.operator !== undefined) return undefined;
  return positional.map((one) => ({ ...one, span: word.span }));
}

/** The text of a word where no splitting happens: an assignment's value, a redirection's target, a heredoc. */
export function expandText(
  session: Session,
  machine: Machine,
  parts: readonly WordPart[],
): string | undefined {
  return piecesOf(session, machine, parts)
    ?.map((one) => one.text)
    .join('');
}

function piecesOf(
  session: Session,
  machine: Machine,
  parts: readonly WordPart[],
): Piece[] | undefined {
  const pieces: Piece[] = [];
  let first = true;
  for (const part of parts) {
    const piece = pieceOf(session, machine, part, first);
    if (piece === undefined) return undefined;
    pieces.push(piece);
    first = false;
  }
  return pieces;
}

function pieceOf(
  session: Session,
  machine: Machine,
  part: WordPart,
  first: boolean,
): Piece | undefined {
  if (part.kind === 'glob' || part.kind === 'brace') return { text: part.text, splits: false };
  if (part.kind === 'variable') {
    const value = variable(session, machine, part);
    return value === undefined ? undefined : { text: value, splits: !part.quoted };
  }
  if (part.kind === 'command') {
    const output = session.substituted.get(part);
    return output === undefined ? undefined : { text: output, splits: !part.quoted };
  }
  if (part.kind !== 'text') return undefined;
  const home = first && !part.quoted ? /^~(?=\/|$)/.exec(part.value) : null;
  if (!home) return { text: part.value, splits: false };
  const value = variableIn(session, machine, 'HOME');
  return value?.known === true
    ? { text: value.value + part.value.slice(1), splits: false }
    : undefined;
}

/** Value of a variable part; undefined: not known. */
function variable(
  session: Session,
  machine: Machine,
  part: Extract<WordPart, { kind: 'variable' }>,
): string | undefined {
  const value: Fact<string> | undefined = variableIn(session, machine, part.name);
  const operand = (): string | undefined =>
    part.operand ? expandText(session, machine, part.operand.parts) : '';
  if (value?.known === false) return undefined;
  const text = value?.value;
  const operator = part.operator ?? '';
  const set = text !== undefined && !(operator.startsWith(':') && text === '');
  switch (operator.replace(':', '')) {
    case '':
      return text ?? '';
    case '-':
    case '=':
      return set ? text : operand();
    case '+':
      return set ? operand() : '';
    case '?':
      return set ? text : undefined;
    default:
      return trimmed(text ?? '', operator, operand());
  }
}

/** Text that is cut by a pattern; a pattern may take long over longer ones. */
const LONGEST_CUT = 1_000;

/** `${NAME#prefix}`, `${NAME%%suffix}`: one sign takes away as little as fits, two as much as fits. */
function trimmed(text: string, operator: string, pattern: string | undefined): string | undefined {
  if (pattern === undefined || text.length > LONGEST_CUT || !/^(##?|%%?)$/.test(operator))
    return undefined;
  if (/[[\\]/.test(pattern)) return undefined;
  const fits = new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|\]/]/g, '\\$&')
      .replaceAll('*', '[^]*')
      .replaceAll('?', '[^]')}$`,
  );
  const lengths = Array.from({ length: text.length + 1 }, (_, index) => index);
  const atStart = operator.startsWith('#');
  const cut = (length: number): string =>
    atStart ? text.slice(0, length) : text.slice(text.length - length);
  const found =
    operator.length === 1
      ? lengths.find((length) => fits.test(cut(length)))
      : lengths.findLast((length) => fits.test(cut(length)));
  if (found === undefined) return text;
  return atStart ? text.slice(found) : text.slice(0, text.length - found);
}

/** Splits what came from unquoted variables at blanks; `solid`: an empty word stays a word. */
function split(pieces: readonly Piece[], solid: boolean): string[] {
  const words: string[] = [];
  let current: string | undefined;
  for (const piece of pieces) {
    if (!piece.splits) {
      current = (current ?? '') + piece.text;
      continue;
    }
    const parts = piece.text.split(/[ \t\n]+/);
    for (const [index, part] of parts.entries()) {
      if (index > 0 && current !== undefined) {
        words.push(current);
        current = undefined;
      }
      if (part !== '') current = (current ?? '') + part;
    }
  }
  if (current !== undefined) words.push(current);
  return words.length === 0 && solid ? [''] : words;
}

/** `a{b,c}d` as bash expands it, one level; anything else stays as it is written. */
function braced(session: Session, machine: Machine, word: ShellWord): Argument[] {
  let texts = [''];
  for (const part of word.parts) {
    const plain = part.kind === 'brace' ? undefined : pieceOf(session, machine, part, false)?.text;
    const inner =
      part.kind === 'brace' ? /^\{([^{}]*,[^{}]*)\}$/.exec(part.text)?.[1]?.split(',') : undefined;
    const options = inner ?? (plain === undefined ? undefined : [plain]);
    if (options === undefined || texts.length * options.length > MOST_BRACES)
      return [{ text: word.text, span: word.span }];
    texts = texts.flatMap((text) => options.map((one) => text + one));
  }
  return texts.map((value) => ({ text: word.text, span: word.span, value }));
}
