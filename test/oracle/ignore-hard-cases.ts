import type { IgnoreCase } from './ignore.ts';

const PATHS = [
  'a',
  'a2',
  'b/c',
  'd/e/f',
  'd/e/g/h',
  'dx/e',
  'node_modules/x/y',
  'src/node_modules/z',
  '#x',
  '!x',
  'é',
  'x y',
];

const TEXTS = [
  // What a build does not look into is lost to the exceptions in it.
  '*\n!d/*/**',
  '*\n!d/*/*',
  '*\n!d/**/*',
  'd\n!d/e/g',
  'd\n!d/e/g/*\n!d/e/g/**',
  '**\n!d/e/*/**\n!b',
  'd|x\n!d|x/*\n!d',
  // A pattern that changes nothing is not asked, and does not hold below.
  '*\n!/*/*\n*',
  'd\n!d/e\nd/e',
  '!*\n*\n!d',
  '*\n!*\n*\n!*',
  // Lines and space.
  '\ufeffa\n\ufeffb',
  '\ufeff#x\n #x\n#x',
  '\u00a0a\u00a0\n\u2003b\u3000',
  'a\r\nb\r\n\r\n',
  'a\rb',
  '!\n',
  'b\n! \n',
  '/\n!/',
  '!/!x\n/!x\n!!x',
  `${'x'.repeat(65_535)}\na`,
  `a\n${'x'.repeat(65_535)}`,
  `a\n${'x'.repeat(65_536)}`,
  `a\n${'é'.repeat(32_768)}`,
  `#${'x'.repeat(70_000)}\na`,
  // Go's expressions.
  'a{1,2}*\nd|e*',
  '*a{0}',
  '*{2}',
  'a{1001}*',
  'b\n!a{1001}*',
  '\\d*\n\\w?\n\\by\n*\\by',
  '\\Qa*\n\\Qd/\\E?',
  '\\pL*\n\\p{Greek}?\n[\\pN]*',
  '\\q*',
  'b\n!\\q*\n',
  '[[:alpha:]]\n[[:^alpha:]]x',
  '[a-\\d]*',
  '^a?\n?^',
  '*\n!|x*',
  '\ufeff**x\na\ufeff*',
  'a*[\n',
  '\udcff*\n[\udcff]',
  '[^\udcff]\n?',
  '\0*\n*\0',
];

/** Ignore files on which matchers differ, written for this test. */
export const HARD_IGNORES: readonly IgnoreCase[] = TEXTS.map((text) => ({ text, paths: PATHS }));
