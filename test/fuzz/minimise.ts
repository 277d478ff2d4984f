/**
 * A shorter text that still fails: pieces are left out, halves first, single units last.
 * @param until `performance.now()` at which the best text so far is taken.
 */
export async function minimise(
  text: string,
  fails: (text: string) => Promise<boolean>,
  until: number,
): Promise<string> {
  let best = text;
  for (let size = best.length >> 1; size >= 1; size = size === 1 ? 0 : (size + 1) >> 1) {
    for (let at = 0; at < best.length;) {
      if (performance.now() > until) return best;
      const shorter = best.slice(0, at) + best.slice(at + size);
      if (await fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
