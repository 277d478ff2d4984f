const UNITS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5 };
const SUFFIX = /^(?:b|([kmgtp])(?:b|ib)?)?$/;

/** A size such as `64m` or `1.5GiB` in bytes; undefined when it is none. Source: docker/go-units. */
export function ramBytes(text: string): number | undefined {
  const last = text.search(/[0-9. ][^0-9. ]*$/);
  if (last < 0) return undefined;
  const number = text.slice(0, text[last] === ' ' ? last : last + 1);
  const unit = SUFFIX.exec(text.slice(last + 1).toLowerCase());
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(number) || unit === null) return undefined;
  const size = Number(number);
  if (size < 0) return undefined;
  return Math.trunc(size * 1024 ** (unit[1] === undefined ? 0 : (UNITS[unit[1]] ?? 0)));
}
