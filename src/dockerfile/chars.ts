// Character classes as the Go standard library has them: BuildKit's grammar is built on these.

/** Go's `unicode.IsSpace` for one UTF-16 unit (all such characters are in the basic plane). */
export function isSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0x1680) return unit === 0x85 || unit === 0xa0;
  return (
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x1680 ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/**
 * A space where BuildKit looks at bytes one by one: of the bytes beyond ASCII only stray 0x85 and 0xA0,
 * which are lone surrogates here.
 */
export function isByteSpace(unit: number): boolean {
  return unit < 0x80 ? isSpace(unit) : unit === 0xdc85 || unit === 0xdca0;
}

/** The blanks that separate arguments: tab, vertical tab, form feed, carriage return, space. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || (unit >= 0x0b && unit <= 0x0d);
}

/** First offset in `[start, end)` that is no space, else `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let i = start;
  while (i < end && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** End of `text.slice(start, end)` without its trailing spaces. */
export function trimEnd(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && isSpace(text.charCodeAt(i - 1))) i--;
  return i;
}

function mapCase(text: string, change: (char: string) => string): string {
  let out = '';
  for (const char of wellFormed(text)) {
    const changed = change(char);
    out += [...changed].length === 1 ? changed : char;
  }
  return out;
}

const ascii = /^[\0-\x7f]*$/;

/** Go's `strings.ToLower`: character by character, without context. */
export function goLower(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return mapCase(text, (char) => (char === 'İ' ? 'i' : char.toLowerCase()));
}

/** Go's `strings.ToUpper`: character by character, without expansions such as ß → SS. */
export function goUpper(text: string): string {
  return ascii.test(text) ? text.toUpperCase() : mapCase(text, (char) => char.toUpperCase());
}

const surrogate = /\p{Surrogate}/gu;

/** Replaces lone surrogates (bytes that are not UTF-8) with U+FFFD, as Go does when it goes by characters. */
export function wellFormed(text: string): string {
  return text.replace(surrogate, '\ufffd');
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Letters, marks, numbers, punctuation, symbols, and the plain blank. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function quoteChar(char: string): string {
  const known = named[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  // Most text is ASCII, and the table of all classes is long.
  const shown = code < 0x7f ? code >= 0x20 : printable.test(char);
  if (shown) return char;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Go's `%q`. */
export function goQuote(text: string): string {
  let out = '"';
  for (const char of text) out += quoteChar(char);
  return `${out}"`;
}
