import { goQuote } from './chars.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const MAX_SECONDS = 9_223_372_036.854;

/** A number, or Go's message. */
export type Parsed = { readonly value: number } | { readonly error: string };

/** Go's `time.ParseDuration`, in seconds. */
export function parseDuration(text: string): Parsed {
  const invalid = (): Parsed => ({ error: `time: invalid duration ${goQuote(text)}` });
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return { value: 0 };
  if (rest === '') return invalid();
  let seconds = 0;
  while (rest !== '') {
    const number = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)/.exec(rest)?.[0];
    if (number === undefined) return invalid();
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${goQuote(text)}` };
    const scale = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (scale === undefined)
      return { error: `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}` };
    rest = rest.slice(unit.length);
    seconds += Number(number) * scale;
    if (seconds > MAX_SECONDS) return invalid();
  }
  return { value: sign * seconds };
}

/** Go's `strconv.ParseInt(text, 10, 32)`. */
export function parseInt32(text: string): Parsed {
  if (!/^[+-]?[0-9]+$/.test(text))
    return { error: `strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax` };
  const value = Number(text);
  if (value > 2_147_483_647 || value < -2_147_483_648) {
    return { error: `strconv.ParseInt: parsing ${goQuote(text)}: value out of range` };
  }
  return { value };
}

/** Go's `strconv.ParseBool`; undefined when it refuses. */
export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}
