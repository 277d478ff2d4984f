import { isSpace } from '../chars.ts';

/** The word begun so far. The lexer has one for all depths of substitution, as BuildKit's has. */
export interface WordBuffer {
  text: string;
}

/** Collects the words into which a text falls apart. */
export class WordList {
  readonly #words: string[] = [];
  readonly #buffer: WordBuffer;
  #inWord = false;

  constructor(buffer: WordBuffer) {
    this.#buffer = buffer;
    buffer.text = '';
  }

  /** Text that stood outside quotes: spaces in it end words. */
  addLoose(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      if (!isSpace(text.charCodeAt(i))) continue;
      if (i > from) this.addRaw(text.slice(from, i));
      from = i + 1;
      this.#endWord();
    }
    if (from < text.length) this.addRaw(from === 0 ? text : text.slice(from));
  }

  /** Text that belongs to the word, spaces too. Even the empty text begins one. */
  addRaw(text: string): void {
    this.#buffer.text += text;
    this.#inWord = true;
  }

  #endWord(): void {
    if (!this.#inWord || this.#buffer.text === '') return;
    this.#words.push(this.#buffer.text);
    this.#buffer.text = '';
    this.#inWord = false;
  }

  /** All words, the begun one included. */
  finish(): string[] {
    if (this.#buffer.text !== '') this.#words.push(this.#buffer.text);
    this.#buffer.text = '';
    return this.#words;
  }
}
