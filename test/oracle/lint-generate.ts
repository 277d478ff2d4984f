import * as fc from 'fast-check';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import { dockerfileText } from './generate-dockerfile.ts';
import { seeded } from './generate.ts';
import type { LintCase } from './lint-compare.ts';
import { HEADS, LINES, PARTS } from './lint-pieces.ts';

// Cases for the checks: files in which stages, variables and flags refer to each other, right and wrong.

function oneOf<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** A line with a part in the place of each `<name>`. */
function line(): fc.Arbitrary<string> {
  const fill = fc.infiniteStream(fc.nat(1000));
  return fc.tuple(oneOf(LINES), fill).map(([template, numbers]) =>
    template.replaceAll(/<([a-z]+)>/g, (whole, name: string) => {
      const parts = PARTS[name] ?? [whole];
      const { value = 0 } = numbers.next() as IteratorResult<number, number>;
      return parts[value % parts.length] ?? whole;
    }),
  );
}

/** One keyword in another case. */
function recased(text: string, which: number): string {
  const change = which % 3 === 0 ? 'lower' : which % 3 === 1 ? 'mixed' : 'none';
  return text.replace(/^[A-Z]+/, (word) => {
    if (change === 'none') return word;
    return change === 'lower' ? word.toLowerCase() : word.slice(0, 1) + word.slice(1).toLowerCase();
  });
}

function file(): fc.Arbitrary<string> {
  const lines = fc.array(
    fc.tuple(line(), fc.nat(40)).map(([text, which]) => (which < 6 ? recased(text, which) : text)),
    { minLength: 1, maxLength: 12 },
  );
  const first = fc.constantFrom(
    'FROM debian\n',
    'FROM debian AS a\n',
    'ARG X=1\nFROM debian AS b\n',
    '',
  );
  return fc
    .tuple(oneOf(HEADS), first, lines, oneOf(['\n', '\r\n']))
    .map(([head, from, rest, end]) =>
      (head + from + rest.map((text) => `${text}\n`).join('')).replaceAll('\n', end),
    );
}

const IGNORE_FILES: readonly string[] = [
  'secret\n',
  '*\n',
  '**/*.txt\n',
  'dir\n!dir/a.txt\n',
  '/dir\n#x\n',
  '**\n',
  'dir/*\n',
];

const ARGUMENTS: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  oneOf(['X', 'Y', 'TAG', 'TARGETPLATFORM', 'BUILDKIT_DOCKERFILE_CHECK', 'SOURCE_DATE_EPOCH']),
  oneOf(['', '1', 'debian', 'linux/arm64', 'skip=all', 'error=true', 'experimental=all', 'a b']),
  { maxKeys: 2 },
);

/** How the build is asked for: mostly as by default. */
function asked(): fc.Arbitrary<Omit<LintCase, 'text'>> {
  const plain = fc.constant({});
  const ignore = oneOf(IGNORE_FILES).map((text) => ({ ignore: text }));
  const options = fc
    .record(
      {
        buildArgs: ARGUMENTS,
        target: oneOf(['a', 'B', '0', 'nosuch']),
        platform: oneOf(['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64']),
      },
      { requiredKeys: [] },
    )
    .map((given) => ({ options: given }));
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 2, arbitrary: ignore },
    { weight: 2, arbitrary: options },
  );
}

/** Generated cases, the same for the same seed. */
export function* lintCases(seed: number, count: number): Generator<LintCase> {
  const text = fc.oneof(
    { weight: 4, arbitrary: file() },
    { weight: 1, arbitrary: dockerfileText() },
  );
  const cases = fc.tuple(text, asked()).map(([written, rest]) => ({
    text: decodeText(encodeText(written)),
    ...rest,
  }));
  yield* seeded(cases, seed, count);
}
