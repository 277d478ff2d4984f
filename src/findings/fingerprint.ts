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

/** A name for a finding that stays while lines are added above it or its instruction is indented anew. */
export function fingerprint(parts: FingerprintParts): string {
  const same = (text: string): string =>
    text
      .slice(0, 2000)
      .replaceAll(/[\s\\`]+/g, ' ')
      .trim();
  return hash(
    [parts.rule, parts.file, same(parts.words), same(parts.instruction), String(parts.nth)].join(
      '\0',
    ),
  );
}
