import * as fc from 'fast-check';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import type { IgnoreCase } from './ignore.ts';

/** Words between blanks, and then the others as they are. */
function words(text: string, ...others: readonly string[]): string[] {
  return [...text.split(' '), ...others];
}

const PLAIN_NAMES = 'a b ab a.b .env src node_modules x.log é 1';
const ODD_NAMES =
  'ü😀 A a1 _ a|b {a} a{2} [x] aab $ (a) a+ ^a \\ * ** ? ! !a #a \u00a0 \u0085 \ufeff \ufeffa a\nb a\r \t \udcff a\udcbf \udcc3b ...';
const GLOBS = '* ** ? *.b *.log a* *b ?b a** **b *a* **a** *** [ab] [a-b]* [^a] [!a]';
const CLASSES =
  '[ ] [a [] []a] [^] [a- [a-] [-a] [b-a] [a-b-c] [[:alpha:]] [[:^digit:]] [[:x:]] [[: [:a:] [*] [**] [?] [a.b] [\\] [\\]] [\\d] [^/]';
const ESCAPES =
  '\\ \\a \\b \\B \\d \\D \\w \\W \\s \\S \\n \\t \\A \\z \\Q \\E \\C \\1 \\12 \\0 \\101 \\x41 \\x{61} \\x \\x{} \\xg \\pL \\pl \\PL \\pN \\pq \\p{L} \\p{^L} \\p{Greek} \\p{Lu \\p{Any} \\* \\** \\? \\[ \\] \\! \\# \\- \\é \\_ \\/';
const SIGNS =
  '{2} {1,2} {0} {0,} {1,} {,2} {02} {2,1} {1001} {1000} { } {a,b} {a} | || ^ $ ( ) + . .. ... .* (.*/)? ! # - , = ~ & %';
const RARE = '\t \u00a0 \u0085 \u2003 \ufeff \ufeff** \ufffd \udcff \udcbf \0 \r \v 😀 ſ K';

const TAME = words(PLAIN_NAMES);
const NAMES = words(`${PLAIN_NAMES} ${ODD_NAMES}`, 'a b', ' a', 'a ', 'x'.repeat(100));
const WILD = words(GLOBS);
const ODD = words(`${CLASSES} ${ESCAPES} ${SIGNS} ${RARE}`, ' ');
const JOINTS = words('/ / / / // /./ /../', '');
const STARTS = words(
  '! ! / !/ # ./ ../ !! /! \\! \\# **/ !**/ \ufeff',
  ' ',
  '! ',
  ' #',
  '',
  '',
  '',
  '',
);
const ENDS = words(
  '/ /* /** /*/** /**/* \t \r /. /.. \u00a0 \\',
  ' ',
  ...Array<string>(20).fill(''),
);

/** One line of an ignore file: most are what people write, some are what nobody would. */
function lineText(): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...TAME) },
    { weight: 10, arbitrary: fc.constantFrom(...WILD) },
    { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  );
  const oddPart = fc
    .array(fc.oneof(part, fc.constantFrom(...ODD)), { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.join(''));
  const body = fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 12, arbitrary: part }, { weight: 1, arbitrary: oddPart }),
        fc.constantFrom(...JOINTS),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((parts) =>
      parts.map(([text, joint], at) => (at === parts.length - 1 ? text : text + joint)).join(''),
    );
  const whole = fc
    .tuple(fc.constantFrom(...STARTS), body, fc.constantFrom(...ENDS))
    .map((parts) => parts.join(''));
  return fc.oneof(
    { weight: 20, arbitrary: whole },
    {
      weight: 2,
      arbitrary: fc.constantFrom('', '*', '**', '!*', '!**', '# a', ' ', '!a/*', '!a/**'),
    },
    { weight: 1, arbitrary: fc.constantFrom('!', '/', '!/', '.', '..') },
  );
}

/** A path of a file in a context. */
function pathText(): fc.Arbitrary<string> {
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...TAME) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
  );
  return fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
}

/** Ignore files with the files of a context. */
function ignoreCase(): fc.Arbitrary<IgnoreCase> {
  const lines = fc.array(lineText(), { minLength: 1, maxLength: 6 });
  return fc
    .record({
      lines,
      head: fc.oneof(
        { weight: 9, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.constantFrom('\ufeff', '\ufeff\ufeff', '\n') },
      ),
      end: fc.oneof(
        { weight: 4, arbitrary: fc.constant('\n') },
        { weight: 1, arbitrary: fc.constant('\r\n') },
      ),
      last: fc.boolean(),
      paths: fc.array(pathText(), { minLength: 1, maxLength: 9 }),
    })
    .map(({ lines: written, head, end, last, paths }) => {
      const text = settled(head + written.join(end) + (last ? end : ''));
      return { text, paths: [...new Set(paths.map(settled))] };
    });
}

/** As it is read again from its bytes: pieces of a character that came together are one. */
function settled(text: string): string {
  return decodeText(encodeText(text));
}

const BATCH = 1000;

/** `count` cases, the same for the same seed. */
export function* ignoreCases(seed: number, count: number): Generator<IgnoreCase> {
  for (let done = 0; done < count; done += BATCH) {
    const numRuns = Math.min(BATCH, count - done);
    yield* fc.sample(ignoreCase(), { seed: seed + done, numRuns });
  }
}

const COMMON =
  'package.json README.md src/index.js src/a/b/c.test.ts node_modules/x/index.js .git/config .env docs/a.md a/node_modules/b a/b/c.log Dockerfile'.split(
    ' ',
  );

/** Paths by which the patterns of an ignore file can be told apart: what they may name, beside it and below it. */
export function pathsFor(text: string): string[] {
  const paths = new Set(COMMON);
  for (const line of text.split('\n').slice(0, 500)) {
    const bare = line
      .trim()
      .replace(/^!/, '')
      .replace(/^\/+|\/+$/g, '')
      .slice(0, 200);
    const filled = bare
      .replaceAll('**', 'p/q')
      .replace(/[*?]/g, 'w')
      .replace(/\[(.)[^\]]*\]/g, '$1');
    const parts = filled.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    if (parts.length === 0 || filled.includes('\0')) continue;
    const path = parts.join('/');
    for (const other of [
      path,
      `${path}/below/x`,
      `deep/${path}`,
      `${path}2`,
      `x${path}`,
      `deep/er/${path}/x`,
    ])
      paths.add(settled(other));
    paths.add(settled(parts.slice(0, -1).concat('beside').join('/')));
  }
  return [...paths];
}
