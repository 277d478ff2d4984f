/**
 * Words that differ from one moment or one container to the next whatever the
 * program is: they are put aside before two answers are compared.
 */
const VOLATILE: readonly (readonly [string, RegExp])[] = [
  ['<time>', /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g],
  [
    '<time>',
    /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? \d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d(?: \w+)?/g,
  ],
  [
    '<time>',
    /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d[^<"\n]{0,60}/g,
  ],
  // Seconds or milliseconds since 1970, from 2017 to 2049.
  ['<time>', /\b(?:1[5-9]|2[0-4])\d{8}(?:\d{3})?(?:\.\d+)?\b/g],
  ['<id>', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
];

/** Takes times, UUIDs and the container's own names and addresses out of a text. */
export function withoutVolatile(text: string, own: readonly string[]): string {
  let result = text;
  for (const name of own) if (name.length >= 7) result = result.replaceAll(name, '<container>');
  for (const [word, pattern] of VOLATILE) result = result.replace(pattern, word);
  return result;
}
