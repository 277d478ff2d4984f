/** Names of one sign. */
const SPECIAL = '@*#?-$!0';

const digits = /\p{Nd}+/uy;
const letters = /[\p{L}\p{Nd}_]*/uy;

function isDigit(code: number): boolean {
  if (code < 0x80) return code >= 0x30 && code <= 0x39;
  return /^\p{Nd}$/u.test(String.fromCodePoint(code));
}

/** The name of a variable that stands at an offset; empty when none does. Digits, letters and the underscore are Unicode's. */
export function variableNameAt(source: string, at: number): string {
  const first = source.codePointAt(at);
  if (first === undefined) return '';
  const pattern = isDigit(first) ? digits : letters;
  if (pattern === letters && SPECIAL.includes(String.fromCodePoint(first)))
    return source.charAt(at);
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}
