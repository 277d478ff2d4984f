import { type Body, bodyOf } from '../../src/shell/body.ts';
import { flatCommands } from '../../src/shell/flat.ts';
import { shellsInForce } from '../../src/shell/in-force.ts';
import { innerBody } from '../../src/shell/inner.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { ShellScript, ShellWord, SimpleCommand } from '../../src/shell/types.ts';
import type { Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import type { Span } from '../../src/text/span.ts';

/** A shell's body with the instruction it belongs to. */
export interface ShellCase {
  readonly instruction: Instruction;
  readonly body: Extract<Body, { kind: 'shell' }>;
}

/** The bodies of a file that a shell reads. */
export function shellCases(file: Dockerfile): ShellCase[] {
  const shells = shellsInForce(file);
  return file.instructions.flatMap((instruction) => {
    const body = bodyOf(instruction, shells.get(instruction), file.text);
    return body?.kind === 'shell'
      ? [{ instruction: instruction.onbuild ?? instruction, body }]
      : [];
  });
}

/**
 * What is wrong with the places in a script: each command, word, assignment, redirection and comment,
 * read back from the file with continuations taken out, must be itself.
 */
export function misplaced(file: Dockerfile, { instruction, body }: ShellCase): string[] {
  const wrong: string[] = [];
  const escape = file.escape === '`' && instruction.heredocs.length === 0 ? '`' : '\\\\';
  const comments = instruction.heredocs.length === 0 ? '(?:[ \\t]*(?:#.*)?\\r?\\n)*' : '';
  const continuation = new RegExp(`${escape}[ \\t]*\\r?\\n${comments}`, 'g');
  // Only `<<-` takes the tabs from its lines: in a word over several lines they are the word's.
  const tabs = instruction.heredocs.some(({ chomp }) => chomp) ? /\n\t+/g : /\n/g;
  const plain = (text: string): string =>
    text.replaceAll(tabs, '\n').replaceAll(continuation, '').replaceAll('\\\n', '').trimEnd();
  const read = ({ start, end }: Span): string => plain(file.text.slice(start, end));
  const expect = (what: string, span: Span, fits: (text: string) => boolean): void => {
    const text = read(span);
    if (!fits(text)) wrong.push(`${what}: ${JSON.stringify(text)}`);
  };
  const word = (one: ShellWord): void => {
    const known = plain(one.text);
    expect(`word ${one.text}`, one.span, (text) => text === known || unescaped(text, known));
  };
  for (const command of flatCommands(body.script)) {
    for (const one of wordsOf(command)) word(one);
    for (const one of command.assignments)
      expect(
        'assignment',
        one.span,
        (text) => text.startsWith(one.name) || unescaped(text, one.name),
      );
    for (const one of command.redirects)
      expect(
        'redirection',
        one.span,
        (text) => /^(\d*|\{\w+\})[<>&]/.test(text) || unescaped(text, one.operator),
      );
    if (command.redirects.every((one) => one.heredoc === undefined))
      expect(
        'command',
        command.span,
        (text) => isCommand(text, command, plain) || unescaped(text, command.words[0]?.text ?? ''),
      );
    touch(command);
  }
  for (const one of body.script.comments)
    expect('comment', one.span, (text) => text.startsWith('#') || unescaped(text, '#'));
  return wrong;
}

/**
 * Whether a text is a whole substitution in backticks with backslashes to be taken off, and a piece is
 * in it: its pieces have no place but this one.
 */
function unescaped(text: string, piece: string): boolean {
  if (!/^`[^]*\\[$`"\\\n][^]*`$/.test(text)) return false;
  // Backticks in backticks are escaped once more at each level.
  for (let [inner, last] = [text, '']; inner !== last;) {
    last = inner;
    inner = inner.replaceAll(/\\([$`"\\])/g, '$1');
    if (inner.includes(piece)) return true;
  }
  return false;
}

function wordsOf({ words, assignments, redirects }: SimpleCommand): ShellWord[] {
  const values = assignments.flatMap((one) => [one.value ?? [], ...(one.elements ?? [])].flat());
  return [...words, ...values, ...redirects.flatMap((one) => one.target ?? [])];
}

/** Whether a text, parsed alone, is this one command again. */
function isCommand(text: string, command: SimpleCommand, plain: (text: string) => string): boolean {
  const { nodes, errors } = parseShell({ text, runs: [0, 0] }, { shell: ['bash'] });
  const [again] = nodes;
  if (errors.length > 0 || nodes.length !== 1 || again?.kind !== 'command') return false;
  const view = (one: SimpleCommand): string =>
    JSON.stringify([
      one.words.map((word) => plain(word.text)),
      one.assignments.map(({ name }) => name),
      one.redirects.map(({ operator, fd }) => [operator, fd]),
    ]);
  return view(again) === view(command);
}

/** Asks for everything that is worked out on demand. */
export function touch(command: SimpleCommand): void {
  for (const one of wordsOf(command)) JSON.stringify([one.value, one.parts, one.mapped, one.span]);
  JSON.stringify(command.redirects);
  const inner: Body | undefined = innerBody(command);
  if (inner?.kind === 'shell') scan(inner.script);
}

/** The same for a whole script. */
export function scan(script: ShellScript): void {
  JSON.stringify(script.comments);
  for (const command of flatCommands(script)) touch(command);
}
