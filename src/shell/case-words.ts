/** Stands for the `c` of a `case` that is no keyword; Unicode gives it no meaning. */
const HIDDEN = '\uE0CA';

/** How far back a command's beginning is looked for. */
const FAR = 400;

/** Words after which a command begins, where one began before them. */
const BEFORE_COMMANDS = /(?<=^|[\s;&|()`])(?:if|then|elif|else|while|until|do|time|!|\{)$/;

/**
 * The library takes every word `case` in `$(…)` for the keyword, so that `$(grep case x)` does not end.
 * Gives a text of the same length in which those that are arguments are not to be seen.
 */
export function hideCaseWords(text: string): string {
  if (text.includes(HIDDEN)) return text;
  return text.replaceAll(/(?<=[ \t]|\\\n)case(?=[\s;&|()<>`]|\\\n)/g, (word, at: number) =>
    startsCommand(text.slice(Math.max(0, at - FAR), at)) ? word : `${HIDDEN}ase`,
  );
}

/** Whether a command begins after this text. */
function startsCommand(before: string): boolean {
  const text = before.replace(/(?:[ \t]|\\\n)+$/, '');
  if (text.endsWith(')')) return !closesSubstitution(text);
  // A backtick that makes the number even closes what another one opened.
  if (text.endsWith('`')) return text.replaceAll(/[^`]/g, '').length % 2 === 1;
  const word = BEFORE_COMMANDS.exec(text);
  return word ? startsCommand(text.slice(0, word.index)) : /(?:^|[\n;&|(])$/.test(text);
}

/** Whether the last `)` belongs to `$(…)`, `$((…))`, `<(…)`: of a pattern it has no such beginning. */
function closesSubstitution(text: string): boolean {
  let open = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') open += 1;
    else if (text[at] === '(') open -= 1;
    if (open === 0) return /[$<>]$/.test(text.slice(0, at));
  }
  return false;
}

/** Takes back what `hideCaseWords` did. */
export function showCaseWords(text: string): string {
  return text.replaceAll(HIDDEN, 'c');
}
