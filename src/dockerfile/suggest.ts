/** Edits (insert, delete, replace a character) from one word to another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The option nearest to a word, at most two edits away; undefined when none is or the word is one of them. */
export function nearest(word: string, options: readonly string[]): string | undefined {
  if (word.length > 100 || options.includes(word)) return undefined;
  let best: string | undefined;
  let least = 3;
  for (const option of options) {
    if (Math.abs(option.length - word.length) >= least) continue;
    const edits = distance(word, option);
    if (edits < least) {
      best = option;
      least = edits;
    }
  }
  return best;
}

/** A message with BuildKit's "did you mean" where an option is near. */
export function withSuggestion(message: string, word: string, options: readonly string[]): string {
  const option = nearest(word, options);
  return option === undefined ? message : `${message} (did you mean ${option}?)`;
}
