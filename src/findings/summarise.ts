import { type Bytes, addBytes } from '../facts/bytes.ts';
import type { Area, Finding } from '../rules/types.ts';

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings with edits that only remove waste or help the cache. */
  readonly safeFixes: number;
  readonly unsafeFixes: number;
  /** Findings of each area that has some. */
  readonly areas: Readonly<Partial<Record<Area, number>>>;
  /** What mending the size findings would save; undefined when none carries bytes. */
  readonly bytes?: Bytes;
}

/** Counts findings. */
export function summarise(findings: readonly Finding[]): Summary {
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const areas: Partial<Record<Area, number>> = {};
  for (const { category } of findings) areas[category] = (areas[category] ?? 0) + 1;
  const costs = findings.flatMap(({ category, cost }) =>
    category === 'size' && cost?.bytes !== undefined ? [cost.bytes] : [],
  );
  return {
    errors: count(({ severity }) => severity === 'error'),
    warnings: count(({ severity }) => severity === 'warning'),
    infos: count(({ severity }) => severity === 'info'),
    safeFixes: count(({ fix }) => fix?.safety === 'safe'),
    unsafeFixes: count(({ fix }) => fix?.safety === 'unsafe'),
    areas,
    ...(costs.length === 0 ? {} : { bytes: together(costs) }),
  };
}

/** Findings may overlap (a smaller base brings fewer tools): at least the largest, at most the sum. */
function together(costs: readonly Bytes[]): Bytes {
  return { ...addBytes(...costs), low: Math.max(...costs.map(({ low }) => low)) };
}
