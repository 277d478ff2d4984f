import { encodeText } from '../../text/bytes.ts';
import { goQuote } from '../chars.ts';

/** Nanoseconds of each unit. */
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
/** Go holds a duration in a signed number of 64 bits. */
const LIMIT = 1n << 63n;

/** A number, or Go's message. */
export type Parsed = { readonly value: number } | { readonly error: string };

/** Quotes as Go's package `time` does: bytes of other characters than printable ASCII in hexadecimal. */
function timeQuote(text: string): string {
  let out = '';
  for (const byte of encodeText(text)) {
    if (byte >= 0x80 || byte < 0x20) out += `\\x${byte.toString(16).padStart(2, '0')}`;
    else out += (byte === 0x22 || byte === 0x5c ? '\\' : '') + String.fromCharCode(byte);
  }
  return `"${out}"`;
}

/** `digits[.digits]` units of `unit` nanoseconds; undefined when that is too much. */
function nanoseconds(number: string, unit: bigint): bigint | undefined {
  const [whole = '', fraction = ''] = number.split('.');
  const units = BigInt(whole === '' ? '0' : whole);
  if (units > LIMIT / unit) return undefined;
  const part = fraction === '' ? 0 : Number(`0.${fraction}`) * Number(unit);
  return units * unit + BigInt(Math.trunc(part));
}

/** Go's `time.ParseDuration`, in seconds. */
export function parseDuration(text: string): Parsed {
  const invalid: Parsed = { error: `time: invalid duration ${timeQuote(text)}` };
  const negative = text.startsWith('-');
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return { value: 0 };
  if (rest === '') return invalid;
  let sum = 0n;
  while (rest !== '') {
    const number = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)/.exec(rest)?.[0];
    if (number === undefined || Number.parseInt(number, 10) > Number(LIMIT)) return invalid;
    rest = rest.slice(number.length);
    const name = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (name === '') return { error: `time: missing unit in duration ${timeQuote(text)}` };
    const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
    if (unit === undefined)
      return { error: `time: unknown unit ${timeQuote(name)} in duration ${timeQuote(text)}` };
    rest = rest.slice(name.length);
    const part = nanoseconds(number, unit);
    if (part === undefined) return invalid;
    sum += part;
    if (sum > LIMIT) return invalid;
  }
  if (!negative && sum === LIMIT) return invalid;
  return { value: (negative ? -1 : 1) * (Number(sum) / 1e9) };
}

/** Go's `strconv.ParseInt(text, 10, 32)`. */
export function parseInt32(text: string): Parsed {
  const refused = (why: string): Parsed => ({
    error: `strconv.ParseInt: parsing ${goQuote(text)}: ${why}`,
  });
  const digits = /^[+-]?([0-9]+)/.exec(text);
  let seen = 0;
  for (const digit of digits?.[1] ?? '') {
    seen = seen * 10 + Number(digit);
    // Go stops at the digit with which 32 bits without a sign are too few, whatever follows.
    if (seen > 4_294_967_295) return refused('value out of range');
  }
  if (digits?.[0] !== text) return refused('invalid syntax');
  const value = Number(text);
  if (value > 2_147_483_647 || value < -2_147_483_648) return refused('value out of range');
  return { value };
}

/** Go's `strconv.ParseBool`; undefined when it refuses. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}
