import { decodeText } from '../../src/text/bytes.ts';
import type { Trouble } from './client.ts';
import { type Case, type Comparer, isDockerfileName } from './comparer.ts';
import { type LintAnswer, type LintCase, holdLint, lintRequest } from './lint-compare.ts';
import { lintCases } from './lint-generate.ts';

/** A Dockerfile whose checks are held against BuildKit's linter. */
export function lintCase(given: LintCase, shown?: string): Case {
  return {
    request: lintRequest(given),
    judge: (answer, held) => holdLint(given, answer as LintAnswer | Trouble, held),
    ...(shown === undefined ? {} : { shown }),
  };
}

/** Compares BuildKit's checks: rule, lines and meaning, and whether it stops. */
export const checks: Comparer = {
  name: 'checks',
  about: 'what `docker build --check` says: rules, lines, meaning',
  takes: isDockerfileName,
  ofFile: ({ bytes }) => [lintCase({ text: decodeText(bytes) })],
  *generate(seed, count) {
    for (const given of lintCases(seed, count))
      yield lintCase(given, JSON.stringify(given).slice(0, 2000));
  },
};
