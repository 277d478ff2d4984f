import { MAX_GROWTH, lex } from './lexer.ts';

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

const NONE: readonly string[] = [];

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
 * Words with variables and nothing else that has a meaning: most of those that are not plain. Where a
 * name ends is certain, so that nothing is tried twice.
 */
const ONLY_VARIABLES =
  /^[^$'"\\`<\u0080-\uffff]*(?:\$(?:[A-Za-z_]\w*(?!\w)|\{[A-Za-z_]\w*\})[^$'"\\`<\u0080-\uffff]*)+$/;
const VARIABLE = /\$\{?(\w+)\}?/g;

/** Undefined when it grows beyond measure, which is the lexer's to refuse. */
function replaced(
  text: string,
  lookup: (name: string) => string | undefined,
): Expansion | undefined {
  const unset: string[] = [];
  let grown = 0;
  const made = text.replace(VARIABLE, (_, name: string) => {
    const value = lookup(name);
    if (value === undefined && !unset.includes(name)) unset.push(name);
    grown += value?.length ?? 0;
    return value === undefined || grown > MAX_GROWTH ? '' : value;
  });
  return grown > MAX_GROWTH ? undefined : { text: made, unset };
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
  if (simple(text)) return { text, unset: NONE };
  if (ONLY_VARIABLES.test(text)) {
    const made = replaced(text, lookup);
    if (made !== undefined) return made;
  }
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
