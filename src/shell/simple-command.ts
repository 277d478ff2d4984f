import type { Assignment, Command } from 'unbash';
import { convertRedirect } from './redirects.ts';
import type {
  ShellAssignment,
  ShellError,
  ShellRedirect,
  ShellWord,
  SimpleCommand,
} from './types.ts';
import { type Conversion, convertWord, scriptsUnder } from './words.ts';

/** Conversion of a script: what is wrong with it is gathered on the way. */
export interface Context extends Conversion {
  readonly errors: ShellError[];
}

/** Converts a simple command; what the library passes over is added to the errors. */
export function convertSimple(node: Command, how: Context): SimpleCommand {
  const assignments: ShellAssignment[] = [];
  const words: ShellWord[] = [];
  const redirects: ShellRedirect[] = [];
  for (const one of node.prefix)
    if (one.type === 'Assignment') assignments.push(assignment(one, how));
    else redirects.push(convertRedirect(one, how));
  if (node.name) {
    words.push(convertWord(node.name, how));
    refuseParenthesis(node.name.end, how);
  }
  // `export A=1`: the library hands `A=1` on as an assignment; a program gets it as a word.
  for (const one of node.suffix)
    if (one.type === 'Word') words.push(convertWord(one, how));
    else if (one.type === 'Assignment') words.push(assignmentWord(one, how));
    else redirects.push(convertRedirect(one, how));
  return {
    kind: 'command',
    assignments,
    words,
    redirects,
    span: how.place(node.pos, node.end),
  };
}

/** `name (`: the library passes over a parenthesis that no shell takes there. */
function refuseParenthesis(end: number, { source, place, errors }: Context): void {
  let at = end;
  while (source[at] === ' ' || source[at] === '\t') at++;
  if (source[at] === '(') errors.push({ message: "unexpected token '('", span: place(at, at + 1) });
}

function assignment(one: Assignment, how: Context): ShellAssignment {
  const { value } = one;
  const plain = value.type === 'Word' && one.index === undefined;
  return {
    name: one.name,
    ...(plain ? { value: convertWord(value, how) } : {}),
    ...(value.type === 'Word'
      ? {}
      : { elements: value.elements.map((word) => convertWord(word, how)) }),
    append: one.append === true,
    span: how.place(one.pos, one.end),
  };
}

function assignmentWord(one: Assignment, how: Context): ShellWord {
  const span = how.place(one.pos, one.end);
  if (one.value.type !== 'Word' || one.index !== undefined) {
    const scripts = scriptsUnder(one, how);
    const part = {
      kind: 'other' as const,
      text: how.source.slice(one.pos, one.end),
      ...(scripts.length ? { scripts } : {}),
    };
    return { text: how.source.slice(one.pos, one.end), span, parts: [part] };
  }
  const value = convertWord(one.value, how);
  const head = `${one.name}${one.append === true ? '+' : ''}=`;
  return {
    text: how.source.slice(one.pos, one.end),
    span,
    parts: [{ kind: 'text', value: head, quoted: false }, ...value.parts],
    ...(value.value === undefined ? {} : { value: head + value.value }),
  };
}
