import { lex } from './lexer.ts';

/** Options of expansion: the file's escape character, and whether quotes are ordinary text. */
export interface ExpandOptions {
  readonly escape: '\\' | '`';
  /** For heredoc contents of COPY and ADD: quotes stay. */
  readonly rawText?: boolean;
  /** Quotes that stand in the word stay in the result. */
  readonly keepQuotes?: boolean;
}

/** An expanded word; `text` is empty when there is an `error`. */
export interface Expansion {
  readonly text: string;
  /** Names that were asked for and have no value, in the order of asking. */
  readonly unset: readonly string[];
  /** BuildKit's message. */
  readonly error?: string;
}

/** A text expanded and split into words. */
export interface Words {
  readonly words: readonly string[];
  readonly unset: readonly string[];
  readonly error?: string;
}

function simple(text: string): boolean {
  return !/[$'"\\`<\u0080-\uffff]/.test(text);
}

/**
 * Expands variables, quotes and escapes of one word as BuildKit's shell lexer does.
 * @param lookup value of a variable, undefined when it has none.
 */
export function expandWord(
  text: string,
  lookup: (name: string) => string | undefined,
  options: ExpandOptions,
): Expansion {
  if (simple(text)) return { text, unset: [] };
  const lexed = lex(text, lookup, {
    escape: options.escape,
    skipQuotes: options.rawText ?? false,
    rawQuotes: options.keepQuotes ?? false,
    noWords: true,
  });
  const { unset, error } = lexed;
  return error === undefined ? { text: lexed.text, unset } : { text: '', unset, error };
}

/** Like `expandWord`, and splits the result at spaces that were not quoted (as BuildKit does for EXPOSE). */
export function expandWords(
  text: string,
  lookup: (name: string) => string | undefined,
  options: ExpandOptions,
): Words {
  const { words, unset, error } = lex(text, lookup, { escape: options.escape });
  return error === undefined ? { words, unset } : { words: [], unset, error };
}
