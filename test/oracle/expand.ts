import { type LexOptions, lex } from '../../src/dockerfile/lexer.ts';
import { expandWord } from '../../src/dockerfile/expand.ts';
import { type OracleRequest, type Trouble, isTrouble } from './client.ts';
import { base64, ofBase64 } from './compare.ts';

/** A word to expand, how, and with which variables. */
export interface ExpandCase {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
  readonly options: LexOptions;
}

/** What BuildKit's word lexer makes of it. All texts are base64. */
export interface ExpandAnswer {
  readonly result: string;
  readonly words: readonly string[];
  readonly unset: readonly string[];
  readonly failure?: string;
  readonly wordFailure?: string;
}

/** The question for a case. */
export function expandRequest({ text, env, options }: ExpandCase): OracleRequest {
  const request = {
    do: 'expand',
    text: base64(text),
    env,
    escape: options.escape,
    raw: options.skipQuotes ?? false,
    keepQuotes: options.rawQuotes ?? false,
    keepEscapes: options.rawEscapes ?? false,
    keepUnset: options.keepUnset ?? false,
  };
  return request;
}

/** How our expansion of a case differs from BuildKit's; empty when it does not. */
export function expandDifferences(
  { text, env, options }: ExpandCase,
  answer: ExpandAnswer | Trouble,
): string[] {
  if (isTrouble(answer)) return [answer.error];
  const found: string[] = [];
  const check = (what: string, ours: unknown, theirs: unknown): void => {
    const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (a !== b) found.push(`${what}: ours ${a}, BuildKit ${b}`);
  };
  const lookup = (name: string): string | undefined =>
    Object.hasOwn(env, name) ? env[name] : undefined;
  const ours = lex(text, lookup, options);
  const [failure, wordFailure] = [
    ofBase64(answer.failure ?? ''),
    ofBase64(answer.wordFailure ?? ''),
  ];
  check('text', ours.text, ofBase64(answer.result));
  check('error', ours.error ?? '', failure);
  check('unset', ours.unset.toSorted(), answer.unset.map(ofBase64).toSorted());
  check('words', ours.words, answer.words.map(ofBase64));
  check('error of words', ours.error ?? '', wordFailure);
  if (options.rawEscapes === true || options.keepUnset === true) return found;
  // The function that the rest of plimsoll calls has a short way for plain words.
  const one = expandWord(text, lookup, {
    escape: options.escape,
    rawText: options.skipQuotes ?? false,
    keepQuotes: options.rawQuotes ?? false,
  });
  check('expanded', one.text, ofBase64(answer.result));
  check('error of expanding', one.error ?? '', failure);
  return found;
}
