import { CharReader, EOF } from './char-reader.ts';
import { goQuote, wellFormed } from '../chars.ts';
import { PatternError, replacePattern, reversed, trimPrefix, trimSuffix } from './pattern.ts';
import { variableNameAt } from './variable-name.ts';
import { WordList, type WordBuffer } from './word-list.ts';

// BuildKit's word lexer: quotes, escapes and `$` in one pass, producing at the same time one
// string and the words into which it falls apart. Its oddities are kept on purpose (a nested
// `${…}` forgets the word begun outside it; a byte order mark at the start vanishes).

/** How to lex. The raw modes keep the characters that otherwise only have an effect. */
export interface LexOptions {
  readonly escape: '\\' | '`';
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  /** Quotes are ordinary characters. */
  readonly skipQuotes?: boolean;
  /** Variables without value stay as written. */
  readonly keepUnset?: boolean;
  /** Only the text is wanted. */
  readonly noWords?: boolean;
}

/** The result of lexing: one string, its words, the names that had no value. */
export interface Lexed {
  readonly text: string;
  readonly words: readonly string[];
  readonly unset: readonly string[];
  readonly used: readonly string[];
  readonly error?: string;
}

/** Substitutions inside substitutions beyond this depth are refused, well below what the stack bears. */
const MAX_DEPTH = 400;
/** What variables may add to one word: Linux starts no program with a longer argument or variable. */
export const MAX_GROWTH = 131_072;

class LexError extends Error {}

class WordLexer {
  readonly #in: CharReader;
  readonly #lookup: (name: string) => string | undefined;
  readonly #options: LexOptions;
  readonly #escape: number;
  readonly unset: Set<string> = new Set();
  readonly used: Set<string> = new Set();
  #rawEscapes: boolean;
  /** A pattern is being read, which is read once more later: quoted escapes are doubled. */
  #inPattern = false;
  readonly #buffer: WordBuffer = { text: '' };
  #depth = 0;
  #grown = 0;

  constructor(source: string, lookup: (name: string) => string | undefined, options: LexOptions) {
    this.#lookup = lookup;
    this.#options = options;
    this.#escape = options.escape.charCodeAt(0);
    this.#rawEscapes = options.rawEscapes ?? false;
    this.#in = new CharReader(wellFormed(source), this.#escape, options.skipQuotes !== true);
  }

  /** Lexes up to the stop character (consumed) or the end. */
  run(stop: string, rawEscapes: boolean, inPattern: boolean): { text: string; words: string[] } {
    const [outer, outerPattern] = [this.#rawEscapes, this.#inPattern];
    this.#rawEscapes = rawEscapes;
    this.#inPattern = inPattern;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new LexError('substitutions are nested too deeply');
    try {
      return this.#runInner(stop === '' ? EOF : stop.charCodeAt(0), stop);
    } finally {
      this.#rawEscapes = outer;
      this.#inPattern = outerPattern;
      this.#depth -= 1;
    }
  }

  #runInner(stopCode: number, stop: string): { text: string; words: string[] } {
    const words = new WordList(this.#buffer);
    let text = '';
    for (let code = this.#in.peek(); code !== EOF; code = this.#in.peek()) {
      if (code === stopCode) {
        this.#in.at += 1;
        return { text, words: words.finish() };
      }
      const special = this.#special(code);
      if (special !== undefined) {
        text += special;
        if (this.#options.noWords === true) continue;
        // BuildKit takes a value into words by characters: bytes that are none do not survive it.
        if (code === 0x24) words.addLoose(wellFormed(special));
        else words.addRaw(special);
        continue;
      }
      if (code !== this.#escape) {
        const plain = this.#in.plain(stopCode);
        words.addLoose(plain);
        text += plain;
        continue;
      }
      const char = this.#in.next();
      if (this.#rawEscapes) {
        words.addRaw(char);
        text += char;
      }
      const escaped = this.#in.next();
      if (escaped === '') break;
      words.addRaw(escaped);
      text += escaped;
    }
    if (stop !== '')
      throw new LexError(`unexpected end of statement while looking for matching ${stop}`);
    return { text, words: words.finish() };
  }

  #special(code: number): string | undefined {
    if (code === 0x24) return this.#substitution();
    if (code === 0x3c) return this.#possibleHeredoc();
    if (this.#options.skipQuotes) return undefined;
    if (code === 0x27) return this.#singleQuote();
    return code === 0x22 ? this.#doubleQuote() : undefined;
  }

  #singleQuote(): string {
    const end = this.#in.text.indexOf("'", this.#in.at + 1);
    if (end < 0) {
      this.#in.at = this.#in.text.length;
      throw new LexError('unexpected end of statement while looking for matching single-quote');
    }
    const written = this.#in.text.slice(this.#in.at + 1, end);
    const { escape } = this.#options;
    const inner = this.#inPattern ? written.replaceAll(escape, escape + escape) : written;
    this.#in.at = end + 1;
    return this.#options.rawQuotes ? `'${inner}'` : inner;
  }

  #doubleQuote(): string {
    this.#in.at += 1;
    let text = this.#options.rawQuotes ? '"' : '';
    for (;;) {
      const code = this.#in.peek();
      if (code === EOF)
        throw new LexError('unexpected end of statement while looking for matching double-quote');
      if (code === 0x22) {
        this.#in.at += 1;
        return this.#options.rawQuotes ? `${text}"` : text;
      }
      if (code === 0x24) text += this.#substitution();
      else text += code === this.#escape ? this.#escapeInQuotes() : this.#in.quoted();
    }
  }

  /** In double quotes an escape only acts on `"`, `$` and itself. */
  #escapeInQuotes(): string {
    const char = this.#in.next();
    const code = this.#in.peek();
    if (code === EOF) return '';
    if (code === 0x22 || code === 0x24 || code === this.#escape)
      return (this.#rawEscapes ? char : '') + this.#in.next();
    const doubled = this.#rawEscapes && (this.#inPattern || this.#options.rawQuotes !== true);
    return doubled ? char + char : char;
  }

  /** A word may double a value that was doubled before: bounded. */
  #substitution(): string {
    const text = this.#dollar();
    this.#grown += text.length;
    if (this.#grown > MAX_GROWTH) throw new LexError('the value is too long for any program');
    return text;
  }

  #dollar(): string {
    this.#in.at += 1;
    if (this.#in.peek() !== 0x7b) {
      const name = this.#name();
      if (name === '') return '$';
      return this.#value(name) ?? (this.#options.keepUnset ? `$${name}` : '');
    }
    this.#in.at += 1;
    const code = this.#in.peek();
    if (code === EOF) throw new LexError("syntax error: missing '}'");
    if (code === 0x7b || code === 0x7d || code === 0x3a)
      throw new LexError('syntax error: bad substitution');
    const name = this.#name();
    const operator = this.#in.next();
    if (operator === '}')
      return this.#value(name) ?? (this.#options.keepUnset ? `\${${name}}` : '');
    if (operator === '/') return this.#replace(name);
    return this.#modified(name, operator);
  }

  #modified(name: string, operator: string): string {
    const nullIsUnset = operator === ':';
    const kind = nullIsUnset ? this.#in.next() : operator;
    const written = nullIsUnset
      ? `:${kind === '' ? '\ufffd' : kind}`
      : kind === ''
        ? '\ufffd'
        : kind;
    const trims = kind === '#' || kind === '%';
    // Made when it is thrown: an error notes its stack, which costs more than the substitution.
    const unsupported = (): LexError =>
      new LexError(`unsupported modifier (${written}) in substitution`);
    if (!nullIsUnset && !(kind !== '' && '+-?#%'.includes(kind))) throw unsupported();
    if (nullIsUnset && trims) throw unsupported();
    const word = this.#until('}', trims, trims, "syntax error: missing '}'");
    const value = this.#value(name);
    if (value === undefined && this.#options.keepUnset) return `\${${name}${written}${word}}`;
    const missing = value === undefined || (nullIsUnset && value === '');
    if (kind === '-') return missing ? word : value;
    if (kind === '+') return missing ? '' : word;
    if (kind === '?') {
      if (!missing) return value;
      const state = value === undefined ? 'unset' : 'empty';
      throw new LexError(`${name}: ${word === '' ? `is not allowed to be ${state}` : word}`);
    }
    if (!trims) throw unsupported();
    const greedy = word.startsWith(kind);
    const pattern = greedy ? word.slice(1) : word;
    const trim = kind === '%' ? trimSuffix : trimPrefix;
    return guarded(kind === '%' ? reversed(pattern) : pattern, () =>
      trim(pattern, value ?? '', greedy),
    );
  }

  #replace(name: string): string {
    const all = this.#in.peek() === 0x2f;
    if (all) this.#in.at += 1;
    const pattern = this.#until('/', true, true, "syntax error: missing '/' in ${}");
    const replacement = this.#until('}', true, false, "syntax error: missing '}'");
    const value = this.#value(name);
    if (value === undefined && this.#options.keepUnset)
      return `\${${name}/${pattern}/${replacement}}`;
    return guarded(pattern, () => replacePattern(pattern, value ?? '', replacement, all));
  }

  #until(stop: string, rawEscapes: boolean, inPattern: boolean, missing: string): string {
    try {
      return this.run(stop, rawEscapes, inPattern).text;
    } catch (error) {
      if (error instanceof LexError && this.#in.peek() === EOF) throw new LexError(missing);
      throw error;
    }
  }

  #name(): string {
    const name = variableNameAt(this.#in.text, this.#in.at);
    this.#in.at += name.length;
    return name;
  }

  #possibleHeredoc(): string {
    this.#in.at += 1;
    if (this.#in.peek() !== 0x3c) return '<';
    const start = this.#in.at;
    this.#in.at += 1;
    for (
      let code = this.#in.peek();
      code === 0x20 || code === 0x09 || code === 0x0d;
      code = this.#in.peek()
    )
      this.#in.at += 1;
    return `<${this.#in.text.slice(start, this.#in.at)}`;
  }

  #value(name: string): string | undefined {
    const value = this.#lookup(name);
    (value === undefined ? this.unset : this.used).add(name);
    return value;
  }
}

function guarded(pattern: string, match: () => string): string {
  try {
    return match();
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new LexError(`invalid pattern (${pattern}) in substitution: ${error.message}`);
  }
}

/** Lexes a text with the given variables. Never throws; on an error text and words are empty. */
export function lex(
  source: string,
  lookup: (name: string) => string | undefined,
  options: LexOptions,
): Lexed {
  const lexer = new WordLexer(source, lookup, options);
  try {
    const { text, words } = lexer.run('', options.rawEscapes ?? false, false);
    return { text, words, unset: [...lexer.unset], used: [...lexer.used] };
  } catch (error) {
    if (!(error instanceof LexError)) throw error;
    const message = `failed to process ${goQuote(source)}: ${error.message}`;
    return { text: '', words: [], unset: [...lexer.unset], used: [...lexer.used], error: message };
  }
}
