/** Three-valued truth (Kleene). */
export type Tri = 'yes' | 'no' | 'unknown';

export function and(a: Tri, b: Tri): Tri {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'yes' && b === 'yes' ? 'yes' : 'unknown';
}

export function or(a: Tri, b: Tri): Tri {
  if (a === 'yes' || b === 'yes') return 'yes';
  return a === 'no' && b === 'no' ? 'no' : 'unknown';
}

/** Joins two branches: equal stays, else unknown. */
export function join(a: Tri, b: Tri): Tri {
  return a === b ? a : 'unknown';
}
