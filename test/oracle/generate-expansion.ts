import * as fc from 'fast-check';
import { settled } from './comparer.ts';
import type { ExpandCase } from './expand.ts';

// Generated words with substitutions: nested ones of every operator, and signs thrown together.

const VALUES: readonly string[] = [
  '',
  'abcabc',
  'a b  c',
  'x.y.z é',
  'a*b?c\\d',
  '/usr/local/bin',
  'a\nb\tc',
  '$X',
  '"q" \'r\'',
  '{}[]()+^|.',
  '\u{1f600}é\u00a0ſ',
  'aaa',
  '\udcff\udc80',
  '\\`$',
];

const NAMES: readonly string[] = ['X', 'Y', 'E', 'U', 'Z', '_', '1', '0', 'é', 'a1', 'XY', 'U_2'];

const TEXTS: readonly string[] = [
  ...'a b ab abc x . / // * ** ? \\* \\? \\\\ \\} \\/ \\a `* `} `` ` \\ " \' "" \'\' $ $$ $@ ${ ${} } { [a] (b) + ^ | é \u00a0 \u2028 ſ 😀 << <'.split(
    ' ',
  ),
  ' ',
  '  ',
  '\t',
  '\n',
  '\ufeff',
  '\0',
  '\udcff',
  '<< ',
  '"a b"',
  "'a b'",
  '\\"',
  "\\'",
  '"\\x"',
  '"\\$X"',
  "'\\'",
  '"\\\\"',
  '"`x"',
];

const OPERATORS = ':- - :+ + :? ? # ## % %% / // :# : :: = , ^ @ ! - -- ### %%%'.split(' ');

interface Texts {
  readonly word: string;
  readonly substitution: string;
}

/** Words of texts and substitutions, whose operands are such words. */
function nested(): fc.Arbitrary<string> {
  const { word } = fc.letrec<Texts>((tie) => {
    const text = fc.constantFrom(...TEXTS);
    const name = fc.constantFrom(...NAMES);
    const operand = fc.oneof({ maxDepth: 4, withCrossShrink: true }, text, tie('word'));
    const operator = fc.constantFrom(...OPERATORS);
    const shaped = fc.oneof(
      name.map((one) => `$${one}`),
      name.map((one) => `\${${one}}`),
      fc.tuple(name, operator, operand).map(([one, sign, rest]) => `\${${one}${sign}${rest}}`),
      fc
        .tuple(name, fc.constantFrom('/', '//'), operand, operand)
        .map(([one, sign, from, to]) => `\${${one}${sign}${from}/${to}}`),
    );
    const quoted = tie('word').map((one) => `"${one}"`);
    return {
      substitution: shaped,
      word: fc
        .array(fc.oneof({ maxDepth: 4 }, text, tie('substitution'), quoted), {
          minLength: 1,
          maxLength: 4,
        })
        .map((parts) => parts.join('')),
    };
  });
  return word;
}

const SIGNS: readonly string[] = [
  ...TEXTS,
  ...OPERATORS,
  ...NAMES,
  ...'$ ${ } ${X} $Y ${U:-d} ${X#a} ${X%*b} ${X/a/b} ${X//a/\\$0}'.split(' '),
];

/** Signs thrown together. */
function pieced(): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 9 })
    .map((pieces) => pieces.join(''));
}

/** Some variables have a value, the others none. */
function variables(): fc.Arbitrary<Record<string, string>> {
  const value = fc.constantFrom(...VALUES).map(settled);
  return fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 6 });
}

/** Words to expand under all options, with random variables. */
export function expansionCase(): fc.Arbitrary<ExpandCase> {
  const text = fc.oneof(nested(), pieced()).map(settled);
  const rare = fc.integer({ min: 0, max: 4 }).map((n) => n === 0);
  const options = fc.record({
    escape: fc.constantFrom('\\', '\\', '`'),
    skipQuotes: rare,
    rawQuotes: rare,
    rawEscapes: rare,
    keepUnset: rare,
  });
  return fc.record({ text, env: variables(), options });
}
