/** Edits beyond which two words have nothing to do with each other. */
const FAR = 3;

/** One row of the table of distances, used again for each pair of words. */
const row = new Uint8Array(128);

/** Edits (insert, delete, replace a character) from one word of at most 100 characters to another; `FAR` for more. */
function distance(a: string, b: string): number {
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    let diagonal = i - 1;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] ?? 0;
      const replaced = diagonal + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const edits = Math.min(replaced, above + 1, (row[j - 1] ?? 0) + 1);
      diagonal = above;
      row[j] = edits;
      if (edits < least) least = edits;
    }
    // What follows only adds edits.
    if (least >= FAR) return FAR;
  }
  return Math.min(row[b.length] ?? 0, FAR);
}

/** The option nearest to a word, at most two edits away; undefined when none is or the word is one of them. */
export function nearest(word: string, options: readonly string[]): string | undefined {
  if (word.length > 100 || options.includes(word)) return undefined;
  // Distances are counted in characters; which character it is does not matter beside ASCII options.
  const counted = word.replace(/[\u{10000}-\u{10ffff}]/gu, '\uffff');
  let best: string | undefined;
  let least = FAR;
  for (const option of options) {
    if (Math.abs(option.length - counted.length) >= least) continue;
    const edits = distance(counted, option);
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
