import { decodeText } from '../../src/text/bytes.ts';
import { holdParse } from './compare.ts';
import { type Case, type Comparer, base64, isDockerfileName } from './comparer.ts';
import { dockerfileText } from './generate-dockerfile.ts';
import { seeded } from './generate.ts';
import type { ParseAnswer } from './parse-answer.ts';

/** A text held against BuildKit's parser and its typed instructions. */
export function parseCase(text: string, shown?: string): Case {
  return {
    request: { do: 'parse', text: base64(text) } as Case['request'],
    judge: (answer, held) => holdParse(text, answer as ParseAnswer, held),
    ...(shown === undefined ? {} : { shown }),
  };
}

export const parse: Comparer = {
  name: 'parse',
  about: 'instructions, arguments, flags, heredocs, comments, line ranges, directives, errors',
  takes: isDockerfileName,
  ofFile: ({ bytes }) => [parseCase(decodeText(bytes))],
  *generate(seed, count) {
    for (const text of seeded(dockerfileText(), seed, count))
      yield parseCase(text, JSON.stringify(text));
  },
};
