import { createHash } from 'node:crypto';

// Operations of a build, in the form in which both sides are compared.

/** Points to an operation's output; null is an empty file system. */
export type Ref = string | null;

/** An operation without what it builds on, and with it. */
export interface Operation {
  readonly own: unknown;
  readonly refs: readonly Ref[];
}

/** The same value with all keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** Operations by their content. */
export class Operations {
  readonly all: Map<string, Operation> = new Map();

  /** Adds an operation; equal ones are one. */
  add(own: unknown, refs: readonly Ref[]): string {
    const same = sorted(own);
    const key = createHash('sha1')
      .update(JSON.stringify([same, refs]))
      .digest('hex');
    this.all.set(key, { own: same, refs });
    return key;
  }

  /** What stands for everything that a result is made of: each operation as text, sorted. */
  below(root: Ref): string[] {
    const seen = new Set<string>();
    const open = [root];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      const key = ref?.split(':')[0];
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      open.push(...(this.all.get(key)?.refs ?? []));
    }
    return [...seen].map((key) => JSON.stringify(this.all.get(key)?.own)).toSorted();
  }
}

/** An output of an operation. */
export const out = (key: string, index = 0): string => `${key}:${index}`;
