const PRIME = 0x100000001b3n;
const OFFSET = 0xcbf29ce484222325n;

/** FNV-1a, 64 bits, over UTF-16 units: 16 hexadecimal digits. Tells findings apart; guards nothing. */
export function hash(text: string): string {
  let value = OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(index))) * PRIME);
  }
  return value.toString(16).padStart(16, '0');
}

export interface FingerprintParts {
  readonly rule: string;
  readonly file: string;
  /** The words pointed at and the instruction around them, secrets masked. */
  readonly words: string;
  readonly instruction: string;
  /** How many findings with the same parts came before it. */
  readonly nth: number;
}

/** How far a text counts: long enough to tell instructions apart, short enough for huge ones. */
const COUNTED = 2000;

function unindented(text: string): string {
  return text
    .slice(0, COUNTED)
    .replaceAll(/[\s\\`]+/g, ' ')
    .trim();
}

/** A name for a finding that stays while lines are added above it or its instruction is indented anew. */
export function fingerprint(parts: FingerprintParts): string {
  return hash(
    [
      parts.rule,
      parts.file,
      unindented(parts.words),
      unindented(parts.instruction),
      String(parts.nth),
    ].join('\0'),
  );
}
