import type { Confidence, Evidence, Found } from '../facts/project.ts';

type Conflicts<T> = NonNullable<Found<T>['conflicts']>;

/** A detected value with where it was read. */
export function found<T>(
  value: T,
  confidence: Confidence,
  from: Evidence | readonly Evidence[],
  conflicts: Conflicts<T> = [],
): Found<T> {
  const list = 'file' in from ? [from] : from;
  return { value, confidence, evidence: list, ...(conflicts.length > 0 && { conflicts }) };
}

/** Where something was read. */
export function evidence(file: string, line?: number, key?: string): Evidence {
  return { file, ...(line !== undefined && { line }), ...(key !== undefined && { key }) };
}

/**
 * One answer from several in order of precedence: the first wins, later ones with another value
 * are its conflicts, with the same value its further evidence.
 */
export function firstOf<T>(
  candidates: readonly Found<T>[],
  same: (a: T, b: T) => boolean = Object.is,
): Found<T> | undefined {
  const [first, ...rest] = candidates;
  if (first === undefined) return undefined;
  const agreeing = rest.filter((one) => same(one.value, first.value));
  const conflicts = rest
    .filter((one) => !same(one.value, first.value))
    .map(({ value, evidence: from }) => ({ value, evidence: from }));
  const all = [first, ...agreeing].flatMap((one) => one.evidence);
  return found(first.value, first.confidence, all, [...(first.conflicts ?? []), ...conflicts]);
}

const ORDER: readonly Confidence[] = ['certain', 'likely', 'guess'];

/**
 * One entry for each distinct value, evidence gathered, the strongest confidence kept,
 * in order of first appearance.
 */
export function distinct<T>(
  all: readonly Found<T>[],
  keyOf: (value: T) => string = String,
): readonly Found<T>[] {
  const byKey = new Map<string, Found<T>>();
  for (const one of all) {
    const known = byKey.get(keyOf(one.value));
    if (known === undefined) byKey.set(keyOf(one.value), one);
    else byKey.set(keyOf(one.value), merge(known, one));
  }
  return [...byKey.values()];
}

function merge<T>(a: Found<T>, b: Found<T>): Found<T> {
  const stronger = ORDER.indexOf(a.confidence) <= ORDER.indexOf(b.confidence) ? a : b;
  return { ...stronger, evidence: [...a.evidence, ...b.evidence].slice(0, 10) };
}
