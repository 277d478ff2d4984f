import * as fc from 'fast-check';
import type { ExpandCase } from './expand.ts';

/** Pieces of which files are thrown together: every instruction, flag and oddity of the grammar. */
const INSTRUCTIONS =
  'FROM RUN COPY ADD ENV LABEL ARG CMD ENTRYPOINT HEALTHCHECK ONBUILD SHELL STOPSIGNAL USER VOLUME WORKDIR EXPOSE MAINTAINER from Run FOO';

const FLAGS = [
  '--',
  '--from=b ',
  '--chown=é:à ',
  '--mount=type=cache,target=/x ',
  '--mount=from=$X ',
  '--mount="a,b" ',
  '--link ',
  '--link=false ',
  '--link= ',
  '--platform=linux ',
  '--interval=5s ',
  '--interval=5 ',
  '--retries=3 ',
  '--retries=-1 ',
  '--exclude=a ',
  '--network=none ',
  '--network=x ',
  '--security=insecure ',
  '--device=a ',
  '--flag ',
];

const HEREDOCS = [
  '<<EOF',
  '<<-EOF',
  '<<"EOF"',
  "<<'E O'",
  '3<<X',
  '<< EOF',
  'EOF\n',
  '\tEOF\n',
  'E O\n',
  'X\n',
];

const JSON_FORMS = [
  '["a","b"]',
  '["a", 1]',
  '[]',
  '[',
  '["a"',
  '["\\u00e9"]',
  '["\\ud800"]',
  '["a\tb"]',
  '[1e999]',
];

const DIRECTIVES = [
  '# syntax=x\n',
  '#escape=`\n',
  '# escape = \\\n',
  '# check=skip=all\n',
  '# escape=x\n',
  '#syntax=\n',
  '#syntax= \n',
];

const BLANKS = [
  '\n',
  '\n',
  '\n',
  '\n',
  ' ',
  '\t',
  '\r\n',
  '\r',
  '\u00a0',
  '\u0085',
  '\u3000',
  '\u2028',
  '\v',
  '\f',
];

const OTHERS = [
  'as ',
  'AS ',
  'a',
  'b',
  'x=1',
  '=',
  '"',
  "'",
  '\\',
  '`',
  '\\\n',
  '`\n',
  '# ',
  '#',
  '{',
  '.',
  '/',
  '\0',
];

const WORDS = [
  'NONE',
  'CMD ',
  'CMD ["x"]',
  '$X',
  '${X}',
  '${X:-<<EOF}',
  'foo',
  'node:22',
  'scratch',
  'ſ',
  'İ',
  'K',
];

const BYTES = ['é', 'à', '\udcff', '\udca0', '\udc85', '\ufeff'];

const PIECES: readonly string[] = [
  ...INSTRUCTIONS.split(' ').map((name) => `${name} `),
  ...[FLAGS, HEREDOCS, JSON_FORMS, DIRECTIVES, BLANKS, OTHERS, WORDS, BYTES].flat(),
];

/** Files of random pieces, half of them with a first stage. */
export function dockerfileText(): fc.Arbitrary<string> {
  const body = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 24 })
    .map((pieces) => pieces.join(''));
  return fc.tuple(fc.constantFrom('', 'FROM a\n'), body).map(([head, rest]) => head + rest);
}

/** Given files with some places cut out or filled with a piece. */
export function mutated(sources: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(6),
    piece: fc.constantFrom('', ...PIECES),
  });
  return fc
    .tuple(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([source, changes]) => {
      let text = source;
      for (const { at, cut, piece } of changes) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + piece + text.slice(start + cut);
      }
      return text;
    });
}

/** The variables that expansion cases see. */
const VARIABLES: Readonly<Record<string, string>> = {
  X: 'abcabc',
  Y: 'a b c',
  E: '',
  '1': 'one',
  _: 'under',
  Z: 'x.y.z é',
};

const SIGNS =
  '$ ${ } X Y E U :- - :+ + :? ? # ## % %% / // * \\ " \' ` a b ab . é < << { : 1 $1 $$ $@ _ \\} \\/ [ ] ( )';

const SUBSTITUTIONS = [
  '${X}',
  '$Y',
  '${U:-d}',
  '${X#a}',
  '${X%*b}',
  '${X/a/b}',
  '${X//a/\\$0}',
  ' ',
  '\ufeff',
  '\n',
];

const EXPANSION_PIECES: readonly string[] = [...SIGNS.split(' '), ...SUBSTITUTIONS];

function expansionText(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...EXPANSION_PIECES), { minLength: 1, maxLength: 9 })
    .map((pieces) => pieces.join(''));
}

/** Words with substitutions, whole and broken, under all options of expansion. */
export function expansionCase(): fc.Arbitrary<ExpandCase> {
  const options = fc.record({
    escape: fc.constantFrom('\\', '`'),
    skipQuotes: fc.boolean(),
    rawQuotes: fc.boolean(),
    rawEscapes: fc.boolean(),
    keepUnset: fc.boolean(),
  });
  return fc.record({ text: expansionText(), env: fc.constant(VARIABLES), options });
}

/** `count` values of a generator, made in small batches; the same for the same seed. */
export function* seeded<T>(values: fc.Arbitrary<T>, seed: number, count: number): Generator<T> {
  const batch = 500;
  for (let done = 0; done < count; done += batch) {
    const numRuns = Math.min(batch, count - done);
    yield* fc.sample(values, { numRuns, seed: seed + done });
  }
}
