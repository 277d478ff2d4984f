import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { decodeText } from '../../src/text/bytes.ts';
import { type LexOptions, lex } from '../../src/dockerfile/expansion/lexer.ts';
import { expandWord } from '../../src/dockerfile/expansion/expand.ts';
import { type OracleRequest, type Trouble, isTrouble } from './client.ts';
import {
  type Case,
  type Comparer,
  type GivenFile,
  type Held,
  base64,
  isDockerfileName,
  ofBase64,
} from './comparer.ts';
import { expansionCase } from './generate-expansion.ts';
import { seeded } from './generate.ts';

/** A word to expand, how, and with which variables. */
export interface ExpandCase {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: LexOptions;
}

/** What BuildKit's word lexer makes of it. All texts are base64. */
interface ExpandAnswer {
  readonly result: string;
  readonly words: readonly string[];
  readonly unset: readonly string[];
  readonly failure?: string;
  readonly wordFailure?: string;
}

/** The question for a case. */
function expandRequest({ text, env, options }: ExpandCase): OracleRequest {
  const request = {
    do: 'expand',
    text: base64(text),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, base64(value)])),
    escape: options.escape,
    raw: options.skipQuotes ?? false,
    keepQuotes: options.rawQuotes ?? false,
    keepEscapes: options.rawEscapes ?? false,
    keepUnset: options.keepUnset ?? false,
  };
  return request;
}

/** Holds our expansion of a case against BuildKit's. */
function holdExpansion(one: ExpandCase, answer: ExpandAnswer | Trouble, held: Held): void {
  if (isTrouble(answer)) return held.same('answer', 'answer', answer.error);
  const { text, env, options } = one;
  const lookup = (name: string): string | undefined =>
    Object.hasOwn(env, name) ? env[name] : undefined;
  const ours = lex(text, lookup, options);
  const result = ofBase64(answer.result);
  const failure = ofBase64(answer.failure ?? '');
  held.same('text', ours.text, result);
  held.same('error', ours.error ?? '', failure);
  held.same('unset', ours.unset.toSorted(), answer.unset.map(ofBase64).toSorted());
  held.same('words', ours.words, answer.words.map(ofBase64));
  held.same('error of words', ours.error ?? '', ofBase64(answer.wordFailure ?? ''));
  if (options.rawEscapes === true || options.keepUnset === true) return;
  // The function that the rest of plimsoll calls has a short way for plain words.
  const short = expandWord(text, lookup, {
    escape: options.escape,
    rawText: options.skipQuotes ?? false,
    keepQuotes: options.rawQuotes ?? false,
  });
  held.same('expanded', short.text, result);
  held.same('error of expanding', short.error ?? '', failure);
}

/** A word held against BuildKit's lexer. */
export function expandCase(one: ExpandCase): Case {
  return {
    request: expandRequest(one),
    judge: (answer, held) => holdExpansion(one, answer as ExpandAnswer, held),
    shown: JSON.stringify(one),
  };
}

/** Values that real words are expanded with; the other variables have none. */
const VALUES: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/bin',
  VERSION: '1.2.3-rc.1',
  TARGETARCH: 'amd64',
  HOME: '/root',
};

/** The words of a Dockerfile in which expansion has something to do. */
function* wordsOf(file: GivenFile): Generator<ExpandCase> {
  const { instructions, escape } = parseDockerfile(decodeText(file.bytes));
  for (const { args, pairs, flags, heredocs } of instructions) {
    const words = [args.map((one) => one.text), flags.map((one) => one.value ?? '')];
    const halves = [pairs.map((one) => one.name), pairs.map((one) => one.value ?? '')];
    for (const text of [...words, ...halves].flat()) {
      if (/[$'"\\`]/.test(text)) yield { text, env: VALUES, options: { escape } };
    }
    for (const { content, expand: expanded } of heredocs) {
      if (expanded) yield { text: content, env: VALUES, options: { escape, skipQuotes: true } };
    }
  }
}

export const expand: Comparer = {
  name: 'expand',
  about: 'words with substitutions, quotes and escapes',
  takes: isDockerfileName,
  *ofFile(file) {
    for (const one of wordsOf(file)) yield expandCase(one);
  },
  *generate(seed, count) {
    for (const one of seeded(expansionCase(), seed, count)) yield expandCase(one);
  },
};
