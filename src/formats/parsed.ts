/** Why a foreign file could not be read, for people. */
export interface Problem {
  readonly message: string;
  /** From 1. */
  readonly line?: number;
}

/** A foreign file as plain data. A file that cannot be parsed has a `problem` and as much of `value` as could be read. */
export interface Parsed {
  readonly value: unknown;
  /** Line (from 1) of a key or an array element; undefined when it is not there. */
  lineOf(path: readonly (string | number)[]): number | undefined;
  readonly problem?: Problem;
}

/** The value as an object with string keys, or undefined when it is anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

/** The value at a path of own keys and indexes; undefined when a part of the way is missing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** The value at a path when it is a string. */
export function stringAt(
  value: unknown,
  ...path: readonly (string | number)[]
): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The strings of the array at a path; a single string counts as an array of one; else empty. */
export function stringsAt(
  value: unknown,
  ...path: readonly (string | number)[]
): readonly string[] {
  const found = at(value, ...path);
  if (typeof found === 'string') return [found];
  if (!Array.isArray(found)) return [];
  return found.filter((one): one is string => typeof one === 'string');
}
