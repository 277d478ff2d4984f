import { childrenOf, flatCommands, ownScripts } from '../shell/flat.ts';
import type {
  ShellNode,
  ShellRedirect,
  ShellScript,
  ShellWord,
  SimpleCommand,
  WordPart,
} from '../shell/types.ts';
import type { Span } from '../text/span.ts';

/** A place where a script takes the value of a variable and goes on without asking whether there is one. */
export interface VariableUse {
  readonly name: string;
  readonly span: Span;
}

/** Bring in or set variables that nobody reads here. */
const OPENING = new Set(['source', '.', 'eval', 'mapfile', 'readarray']);
/** Set the variables that their words name. */
const SETTING = /^(export|declare|typeset|local|readonly|read|getopts|unset|printf|let|env|wait)$/;
/** Ask whether something is there. */
const ASKING = /^(test|\[|\[\[)$/;
/** Print for who reads the log. */
const PRINTING = /^(echo|printf)$/;

/**
 * Variables that a script uses as they come from outside: neither set, nor tested, nor given a default in it,
 * and in a build not only printed. Nothing of a script that takes in other ones.
 * @param prints whether what it prints is its answer, or for who reads the log of a build
 */
export function outerVariables(
  script: ShellScript,
  prints: 'answers' | 'builds',
): readonly VariableUse[] {
  if (script.errors.length > 0) return [];
  const commands = flatCommands(script);
  if (commands.some(({ words }) => OPENING.has(words[0]?.value ?? ''))) return [];
  const own = new Set<string>();
  for (const command of commands) addSettled(command, own);
  const uses: VariableUse[] = [];
  const visit = (node: ShellNode, printed: boolean): void => {
    if (node.kind === 'opaque') return;
    if (node.kind === 'loop' && node.variable !== undefined) own.add(node.variable);
    if (node.kind === 'case') for (const { name } of variablesIn([node.word])) own.add(name);
    if (!(printed && isPrinting(node))) uses.push(...variablesIn(wordsOf(node)));
    for (const inner of ownScripts(node)) for (const one of inner.nodes) visit(one, false);
    // What a pipe hands on is used.
    const logged = printed && node.kind !== 'pipeline' && node.kind !== 'function';
    for (const child of childrenOf(node)) visit(child, logged && !isRedirected(node));
  };
  for (const node of script.nodes) visit(node, prints === 'builds');
  return uses.filter(({ name }) => !own.has(name));
}

function isRedirected(node: ShellNode): boolean {
  return 'redirects' in node && node.redirects.length > 0;
}

function isPrinting(node: ShellNode): boolean {
  if (node.kind !== 'command' || node.redirects.length > 0) return false;
  return PRINTING.test(node.words[0]?.value ?? '');
}

/** Names that a command sets, or asks about: who asks has thought of the empty one. */
function addSettled(command: SimpleCommand, own: Set<string>): void {
  for (const { name } of command.assignments) own.add(name);
  const program = command.words[0]?.value ?? '';
  const asks = ASKING.test(program);
  if (asks) for (const { name } of variablesIn(command.words)) own.add(name);
  if (SETTING.test(program))
    for (const word of command.words.slice(1)) {
      const name = /^([A-Za-z_]\w*)/.exec(word.text)?.[1];
      if (name !== undefined) own.add(name);
    }
  for (const part of command.words.flatMap(({ parts }) => parts))
    if (part.kind === 'variable' && part.operator !== undefined && /^:?[=?+]/.test(part.operator))
      own.add(part.name);
    else if (part.kind === 'other' && part.variable !== undefined) own.add(part.variable);
}

function wordsOf(node: ShellNode): readonly ShellWord[] {
  if (node.kind === 'command')
    return [
      ...node.words,
      ...node.assignments.flatMap(({ value, elements = [] }) => (value ? [value] : elements)),
      ...targetsOf(node.redirects),
    ];
  if (node.kind === 'loop') return [...node.words, ...targetsOf(node.redirects)];
  return 'redirects' in node ? targetsOf(node.redirects) : [];
}

function targetsOf(redirects: readonly ShellRedirect[]): ShellWord[] {
  return redirects.flatMap(({ target }) => target ?? []);
}

function variablesIn(words: readonly ShellWord[]): VariableUse[] {
  return words.flatMap(({ parts, span }) =>
    parts.flatMap((part): VariableUse[] => (takesAsIs(part) ? [{ name: part.name, span }] : [])),
  );
}

/** `${NAME:-default}` and its like know what to do without a value. */
function takesAsIs(part: WordPart): part is Extract<WordPart, { kind: 'variable' }> {
  return part.kind === 'variable' && !/^:?[-=?+]/.test(part.operator ?? '');
}
