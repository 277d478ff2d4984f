/** Linux starts no program with a longer argument, and a script is one argument of its shell. */
const LONGEST = 1 << 17;
/** Expansions open at once; people stay below ten. */
const DEEPEST = 64;
/** Characters times the expansions open around them: each is read once for every one. */
const MOST_WORK = 1 << 20;
/** Shorter scripts are soon read, whatever is in them. */
const SHORT = 1 << 11;
/** Here-documents that wait for their lines at once; bash itself takes sixteen. */
const MOST_WAITING = 16;

/** Says why a script is not looked into; undefined for all that people write. */
export function tooMuch(text: string): string | undefined {
  if (text.length > LONGEST) return 'longer than 128 KiB';
  if (text.length < SHORT) return undefined;
  if (nestedTooMuch(text)) return 'nested too deeply';
  return waitingTooMuch(text) ? 'too many here-documents in a line' : undefined;
}

/** An upper bound that looks at brackets only: quotes hide some, and close none. */
function nestedTooMuch(text: string): boolean {
  let [open, work, from] = [0, 0, 0];
  const brackets = /[$<>([][({[]|[)}\]]/g;
  for (let match = brackets.exec(text); match; match = brackets.exec(text)) {
    work += open * (match.index - from);
    from = match.index;
    if (match[0].length === 2) open += 1;
    else if (open > 0) open -= 1;
    if (open > DEEPEST || work > MOST_WORK) return true;
  }
  return work + open * (text.length - from) > MOST_WORK;
}

function waitingTooMuch(text: string): boolean {
  let [line, waiting] = [-1, 0];
  for (let at = text.indexOf('<<'); at >= 0; at = text.indexOf('<<', at + 2)) {
    if (at > line) {
      const end = text.indexOf('\n', at);
      [line, waiting] = [end < 0 ? text.length : end, 0];
    }
    waiting += 1;
    // A shift in arithmetic looks the same.
    if (waiting > 4 * MOST_WAITING) return true;
  }
  return false;
}
