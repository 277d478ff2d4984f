import { heredocMark } from '../dockerfile/syntax/heredoc.ts';
import type { Heredoc, Instruction } from '../dockerfile/types.ts';
import { fileSpan, movedRuns } from '../text/mapped.ts';
import type { MappedText, Span } from '../text/span.ts';
import { dialectOf, shebangOf } from './dialect.ts';
import { execCommand } from './exec-words.ts';
import { opaqueScript, parseShell, parseShellText } from './parse.ts';
import { placeAt } from './spans.ts';
import type { ShellScript, SimpleCommand } from './types.ts';

/** What an instruction runs, or what a command hands to an interpreter. */
export type Body = ShellBody | ForeignBody | ExecBody;

export interface ShellBody {
  readonly kind: 'shell';
  /** The shell and its arguments, e.g. `/bin/bash -eo pipefail -c`. */
  readonly interpreter: readonly string[];
  readonly text: string;
  readonly span: Span;
  readonly script: ShellScript;
  /** Expansions of the shell around it stand in the text as they are written. */
  readonly computed?: true;
}

/** Code that is left alone. */
export interface ForeignBody {
  readonly kind: 'powershell' | 'cmd' | 'other';
  /** e.g. `pwsh -Command`, `python3`. */
  readonly interpreter: readonly string[];
  readonly text: string;
  readonly span: Span;
  readonly computed?: true;
}

/** A JSON array: no shell reads it. */
export interface ExecBody {
  readonly kind: 'exec';
  readonly command: SimpleCommand;
}

/** Where no SHELL says otherwise, as BuildKit has it. */
export const LINUX_SHELL: readonly string[] = ['/bin/sh', '-c'];

const RUNNING: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/**
 * What a RUN, CMD, ENTRYPOINT or HEALTHCHECK runs, also behind ONBUILD; undefined for every other
 * instruction and for `HEALTHCHECK NONE`.
 * @param shell the SHELL in force
 * @param source the file's text: places in JSON strings and `<<-` documents are exact only with it
 */
export function bodyOf(
  instruction: Instruction,
  shell: readonly string[] = LINUX_SHELL,
  source?: string,
): Body | undefined {
  if (instruction.onbuild) return bodyOf(instruction.onbuild, shell, source);
  if (!RUNNING.has(instruction.name)) return undefined;
  if (instruction.form === 'json') {
    const skip = instruction.name === 'HEALTHCHECK' ? 1 : 0;
    return { kind: 'exec', command: execCommand(instruction.args.slice(skip), source) };
  }
  const { body, heredocs } = instruction;
  if (!body) return undefined;
  const [first] = heredocs;
  if (!first) return codeBody(body, shell);
  // A document that is all there is is the script itself, and its `#!` line says who reads it.
  if (heredocMark(body.text.trim()).mark) {
    const content = contentOf(first, source);
    const windows = dialectOf(shell) === 'cmd';
    return codeBody(content, (windows ? undefined : shebangOf(content.text)) ?? shell);
  }
  return codeBody(withDocuments(body, heredocs, source), shell);
}

/** A text that an interpreter reads. */
export function codeBody(code: MappedText, interpreter: readonly string[]): Body {
  const { text } = code;
  const span = fileSpan(code, 0, text.length);
  const kind = dialectOf(interpreter);
  return kind === 'sh' || kind === 'bash'
    ? { kind: 'shell', interpreter, text, span, script: parseShell(code, { shell: interpreter }) }
    : { kind, interpreter, text, span };
}

/** The same for a text without a way back into the file. */
export function codeBodyAt(text: string, span: Span, interpreter: readonly string[]): Body {
  const kind = dialectOf(interpreter);
  if (kind !== 'sh' && kind !== 'bash') return { kind, interpreter, text, span };
  const script = parseShellText(text, placeAt(span), { shell: interpreter });
  return { kind: 'shell', interpreter, text, span, script };
}

/** A body as a script: a JSON array is one command, foreign code one opaque node. */
export function scriptOfBody(body: Body): ShellScript {
  if (body.kind === 'shell') return body.script;
  if (body.kind !== 'exec') return opaqueScript(body.text, body.kind, body.span);
  const { command } = body;
  return { dialect: 'sh', nodes: [command], comments: [], errors: [], span: command.span };
}

/** The command line with the documents after it, as BuildKit hands both to the shell. */
function withDocuments(
  body: MappedText,
  heredocs: readonly Heredoc[],
  source: string | undefined,
): MappedText {
  let { text } = body;
  const runs = [...body.runs];
  for (const one of heredocs) {
    const content = contentOf(one, source);
    text += '\n';
    for (const number of movedRuns(content.runs, text.length)) runs.push(number);
    const gap = content.text === '' || content.text.endsWith('\n') ? '' : '\n';
    text += content.text + gap;
    // The line that ends a document has no place in the content; it stands behind it.
    runs.push(text.length, one.span.end);
    text += one.name;
  }
  return { text, runs };
}

/** A heredoc's content with its way back into the file; `<<-` has taken tabs from the lines. */
function contentOf(one: Heredoc, source: string | undefined): MappedText {
  const { content: text, span } = one;
  const whole = { text, runs: [0, span.start] };
  if (!one.chomp || source === undefined) return whole;
  const runs: number[] = [];
  let [at, from] = [0, span.start];
  while (at < text.length) {
    while (source[from] === '\t') from++;
    runs.push(at, from);
    const line = text.indexOf('\n', at);
    const length = (line < 0 ? text.length : line + 1) - at;
    at += length;
    from += length;
  }
  return runs.length > 0 ? { text, runs } : whole;
}
