/** An option of the shell that `set` or the shell's own arguments turn on or off. */
export interface ShellOption {
  /** As `set -o` names it, e.g. `errexit`, `pipefail`. */
  readonly name: string;
  readonly on: boolean;
}

/** Letters of `set` and what `set -o` calls them (POSIX; `B`, `E`, `H`, `P`, `T` and `k` are bash's). */
const LETTERS: Readonly<Record<string, string>> = {
  a: 'allexport',
  b: 'notify',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  k: 'keyword',
  m: 'monitor',
  n: 'noexec',
  p: 'privileged',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  P: 'physical',
  T: 'functrace',
};

/**
 * Options in the words after `set`, or after the shell's name: `-eux -o pipefail`, `-eo pipefail -c`.
 * Stops at the first word that is no option, and at words nobody knows.
 */
export function optionsIn(words: readonly (string | undefined)[]): readonly ShellOption[] {
  const found: ShellOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || !/^[-+]./.test(word) || word.startsWith('--')) break;
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      const name = letter === 'o' ? words[(at += 1)] : LETTERS[letter];
      if (name !== undefined) found.push({ name, on });
    }
  }
  return found;
}
