/** Stands for the `c` of a `case` that is no keyword; Unicode gives it no meaning. */
const HIDDEN = '\uE0CA';

/** Words after which a command begins. */
const BEFORE_COMMANDS = /(?:^|[\s;&|()`])(?:if|then|elif|else|while|until|do|time|!|\{)$/;

/**
 * The library takes every word `case` in `$(…)` for the keyword, so that `$(grep case x)` does not end.
 * Gives a text of the same length in which those that are arguments are not to be seen.
 */
export function hideCaseWords(text: string): string {
  if (text.includes(HIDDEN)) return text;
  return text.replaceAll(/(?<=[ \t])case(?=[\s;&|()`])/g, (word, at: number) => {
    const before = text.slice(Math.max(0, at - 200), at).replace(/(?:[ \t]|\\\n)+$/, '');
    const commandStart = /(?:^|[\n;&|()`])$/.test(before) || BEFORE_COMMANDS.test(before);
    return commandStart ? word : `${HIDDEN}ase`;
  });
}

/** Takes back what `hideCaseWords` did. */
export function showCaseWords(text: string): string {
  return text.replaceAll(HIDDEN, 'c');
}
