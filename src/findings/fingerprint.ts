const HALF = 2 ** 32;

/**
 * FNV-1a, 64 bits, over UTF-16 units: 16 hexadecimal digits. Tells findings apart; guards nothing.
 * In two halves, each product of which is an exact number: the prime is 2^40 + 435.
 */
export function hash(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index += 1) {
    low = (low ^ text.charCodeAt(index)) >>> 0;
    const product = low * 435;
    high = (high * 435 + ((low << 8) >>> 0) + Math.floor(product / HALF)) % HALF;
    low = product % HALF;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
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
