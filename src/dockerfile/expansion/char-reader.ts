/** What `peek` gives at the end of the text. */
export const EOF = -1;

/** Goes through a text for the word lexer. */
export class CharReader {
  readonly text: string;
  readonly #escape: number;
  readonly #quotes: boolean;
  at: number;

  /**
   * @param escape unit of the escape character.
   * @param quotes whether quotes have a meaning.
   */
  constructor(text: string, escape: number, quotes: boolean) {
    this.text = text;
    this.#escape = escape;
    this.#quotes = quotes;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** The next unit, `EOF` at the end. */
  peek(): number {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : EOF;
  }

  /** Takes the next character; empty at the end. */
  next(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) return '';
    const char = String.fromCodePoint(code);
    this.at += char.length;
    return char;
  }

  /** Takes the characters up to the next one that has a meaning outside quotes, or `stop`. */
  plain(stop: number): string {
    const start = this.at;
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === stop || code === this.#escape || code === 0x24 || code === 0x3c) break;
      if (this.#quotes && (code === 0x22 || code === 0x27)) break;
    }
    return this.text.slice(start, this.at);
  }

  /** Takes the characters up to the next one that has a meaning inside double quotes. */
  quoted(): string {
    const start = this.at;
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x22 || code === 0x24 || code === this.#escape) break;
    }
    return this.text.slice(start, this.at);
  }
}
