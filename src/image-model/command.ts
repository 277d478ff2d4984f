import { type Fact, known, unknown } from '../facts/origin.ts';
import type { Argument, Command, ProgramEffect, Started } from '../programs/types.ts';
import { parseShellText } from '../shell/parse.ts';
import { placeAt } from '../shell/spans.ts';
import type { ShellNode, ShellWord, SimpleCommand, WordPart } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import { applyEffect } from './apply-effect.ts';
import { type Starting, commandEffect, startedBy } from './command-effect.ts';
import { expandText, expandWords } from './expand-shell.ts';
import { type Ends, type Machine, ends, withShell } from './machine.ts';
import { runProjectLines } from './project-script.ts';
import { inputOf, isBlocked, redirected, writesFile } from './redirections.ts';
import { cannotExpand } from './run-shell.ts';
import { type Session, type Standing, environmentOf, variableIn } from './session.ts';
import { runSubshell } from './subshell.ts';
import { baseName } from './tree/paths.ts';

/** Words of one command that are followed. */
const MOST_WORDS = 4_000;
const NOTHING_SET: ReadonlyMap<string, Fact<string>> = new Map();

/** Scripts in scripts that are followed. */
const DEEPEST = 8;
/** Variables longer than this are not followed: each assignment can double one. */
const LONGEST_VALUE = 1 << 16;

/** Runs a simple command: expansion, assignments, the program, redirections. */
export function runCommand(
  session: Session,
  node: SimpleCommand,
  start: Machine,
  at: Standing,
): Ends {
  session.budget -= node.words.length > MOST_WORDS ? session.budget : 1;
  if (session.budget <= 0) return { ok: start };
  const machine = runSubstitutions(session, node, start, at);
  const assigned = assignments(session, node, machine);
  if (node.words.length === 0)
    return {
      ok: redirected(session, node.redirects, setAll(machine, assigned), undefined, node.span),
    };
  if (isBlocked(session, node.redirects, machine) || cannotExpand(session, node))
    return { bad: machine };
  const words = expandWords(session, machine, node.words);
  session.budget -= words.length > MOST_WORDS ? session.budget : words.length >> 5;
  if (node.redirects.length === 0)
    return runWords(session, words, node.span, machine, at, assigned);
  const input = inputOf(session, node.redirects, machine) ?? at.input;
  const piped = at.piped === true || node.redirects.some((one) => one.operator.startsWith('<'));
  const result = runWords(
    session,
    words,
    node.span,
    machine,
    { ...at, ...(input === undefined ? {} : { input }), piped },
    assigned,
  );
  const output = session.lastOutput;
  const goes = (one: Machine | undefined): Machine | undefined =>
    one && redirected(session, node.redirects, one, output, node.span);
  if (node.redirects.some((one) => writesFile(one))) session.lastOutput = undefined;
  return ends(goes(result.ok), result.bad, goes(result.exitOk), result.exitBad);
}

/** Whether what the last command printed is all that was printed: one command, or a pipe that ends in one. */
function printsAll(nodes: readonly ShellNode[]): boolean {
  const [only] = nodes;
  if (only === undefined || nodes.length > 1) return false;
  const last = only.kind === 'pipeline' && !only.negated ? only.nodes.at(-1) : only;
  return last?.kind === 'command' && last.redirects.every((one) => one.fd === 2);
}

/** What the last command printed. */
function outputOf(session: Session): string | undefined {
  return session.lastOutput;
}

/** Commands in `$(…)` run first; what they print is known where it is one command's known output. */
function runSubstitutions(
  session: Session,
  node: SimpleCommand,
  machine: Machine,
  at: Standing,
): Machine {
  let current = machine;
  for (const part of substitutionsIn(node)) {
    session.substituted.delete(part);
    if (at.depth >= DEEPEST) continue;
    session.lastOutput = undefined;
    const inner = runSubshell(session, part.script.nodes, current, {
      conditional: true,
      depth: at.depth + 1,
    });
    current = inner.ok ?? inner.bad ?? current;
    const text = printsAll(part.script.nodes) ? outputOf(session) : undefined;
    if (text !== undefined) session.substituted.set(part, text.replace(/\n+$/, ''));
  }
  session.lastOutput = undefined;
  return current;
}

type Substitution = Extract<WordPart, { kind: 'command' }>;

const NO_SUBSTITUTIONS: readonly Substitution[] = [];

/** `$(…)` in the words and assignments of a command; a word whose value is plain has none. */
function substitutionsIn(node: SimpleCommand): readonly Substitution[] {
  let found: Substitution[] | undefined;
  const look = (word: ShellWord): void => {
    if (word.value !== undefined) return;
    for (const part of word.parts) if (part.kind === 'command') (found ??= []).push(part);
  };
  for (const word of node.words) look(word);
  for (const { value } of node.assignments) if (value) look(value);
  return found ?? NO_SUBSTITUTIONS;
}

function assignments(
  session: Session,
  node: SimpleCommand,
  machine: Machine,
): ReadonlyMap<string, Fact<string>> {
  if (node.assignments.length === 0) return NOTHING_SET;
  const values = new Map<string, Fact<string>>();
  for (const one of node.assignments) {
    const origin = { by: 'command' as const, at: one.span };
    const text = one.value && expandText(session, machine, one.value.parts);
    const before = one.append ? variableIn(session, machine, one.name) : undefined;
    const head = before === undefined ? '' : before.known ? before.value : undefined;
    const long = (text?.length ?? 0) + (head?.length ?? 0) > LONGEST_VALUE;
    values.set(
      one.name,
      text === undefined || head === undefined || long
        ? unknown(origin)
        : known(head + text, origin),
    );
  }
  return values;
}

function setAll(machine: Machine, values: ReadonlyMap<string, Fact<string>>): Machine {
  if (values.size === 0) return machine;
  const variables = new Map(machine.shell.variables);
  for (const [name, value] of values) variables.set(name, value);
  return withShell(machine, { ...machine.shell, variables });
}

/** Runs a command whose words are expanded. */
export function runWords(
  session: Session,
  words: readonly Argument[],
  span: Span,
  machine: Machine,
  at: Starting,
  extra?: ReadonlyMap<string, Fact<string>>,
): Ends {
  const [first] = words;
  session.lastOutput = undefined;
  if (first === undefined) return { ok: machine };
  const args = words.slice(1);
  session.budget -= 1;
  if (session.budget <= 0) return { ok: machine };
  const body = first.value === undefined ? undefined : machine.shell.functions.get(first.value);
  if (body && at.depth < DEEPEST && session.budget > 0)
    return runFunction(session, body, args, machine, at);
  const path = first.value ?? '';
  const command: { -readonly [part in keyof Command]: Command[part] } = {
    // `.` is a command, not a directory.
    name: path.includes('/') ? baseName(path) : path === '..' ? '' : path,
    path,
    args,
    at: span,
  };
  if (at.input !== undefined) command.input = at.input;
  if (at.piped === true) command.piped = true;
  const env = environmentOf(session, machine, extra);
  const effect = commandEffect(session, command, first, env, at);
  const texts = words.map((word) => word.value);
  const wordSpans = words.map((word) => word.span);
  session.commands.push(
    first.value === undefined
      ? { words: texts, at: span, wordSpans, effect }
      : { program: command.name, words: texts, at: span, wordSpans, effect },
  );
  for (const one of effect.reads) session.inputs.push(one);
  return finish(session, effect, machine, at, span, extra);
}

/** Runs a function: it has words of its own, everything else is the shell's. */
function runFunction(
  session: Session,
  body: readonly ShellNode[],
  args: readonly Argument[],
  machine: Machine,
  at: Standing,
): Ends {
  const inside = withShell(machine, { ...machine.shell, positional: args });
  const result = session.runList(session, body, inside, { ...at, depth: at.depth + 1 });
  session.lastOutput = undefined;
  const { positional: before } = machine.shell;
  const back = (one: Machine | undefined): Machine | undefined => {
    if (!one) return undefined;
    const { positional: _, ...shell } = one.shell;
    return withShell(one, before ? { ...shell, positional: before } : shell);
  };
  return ends(back(result.ok), back(result.bad), back(result.exitOk), back(result.exitBad));
}

function withShellOf({ ok, bad, exitOk, exitBad }: Ends, { shell }: Machine): Ends {
  const back = (one: Machine | undefined): Machine | undefined => one && withShell(one, shell);
  return ends(back(ok), back(bad), exitOk, exitBad);
}

function finish(
  session: Session,
  effect: ProgramEffect,
  machine: Machine,
  at: Starting,
  span: Span,
  extra: ReadonlyMap<string, Fact<string>> = NOTHING_SET,
): Ends {
  const after = applyEffect(session, machine, effect);
  session.lastOutput = effect.output;
  if (effect.shell?.exit === true) {
    const [ok, bad] = [
      effect.succeeds === 'no' ? undefined : after,
      effect.succeeds === 'yes' ? undefined : after,
    ];
    return ends(undefined, undefined, ok, bad);
  }
  if (effect.starts && effect.starts.length > 0 && at.depth < DEEPEST && effect.succeeds !== 'no')
    return extra.size === 0
      ? runStarted(session, effect.starts, after, startedBy(at), span)
      : withShellOf(
          runStarted(session, effect.starts, setAll(after, extra), startedBy(at), span),
          after,
        );
  return ends(
    effect.succeeds === 'no' ? undefined : after,
    effect.succeeds === 'yes' ? undefined : machine,
  );
}

/** Runs something as another user; an empty name is one that is not known. */
function runAs(session: Session, user: string, run: (own: Session) => Ends): Ends {
  const origin = { by: 'command' as const, what: 'another user' };
  const own: Session = {
    ...session,
    config: { ...session.config, user: user === '' ? unknown(origin) : known(user, origin) },
  };
  const result = run(own);
  session.budget = own.budget;
  session.lastOutput = own.lastOutput;
  return result;
}

function runStarted(
  session: Session,
  all: readonly Started[],
  machine: Machine,
  at: Standing,
  span: Span,
): Ends {
  let result: Ends = { ok: machine };
  for (const one of all) {
    const from: Machine | undefined = result.ok ?? result.bad;
    if (from === undefined) break;
    if (one.kind === 'project') result = runProjectLines(session, one, from, at, span);
    else if (one.as !== undefined) {
      const { as, ...rest } = one;
      result = runAs(session, as, (own) => runStarted(own, [rest], from, at, span));
    } else if (one.kind === 'command') result = runWords(session, one.words, span, from, at);
    else {
      const script = parseShellText(one.text, placeAt(one.span), { shell: ['/bin/bash'] });
      const { positional: _, ...own } = from.shell;
      const positional = one.args ? { positional: one.args } : {};
      // Another shell reads it.
      const { plain } = session;
      session.plain = undefined;
      const fresh = withShell(from, { ...own, ...positional, errexit: false, pipefail: false });
      const inner = runSubshell(session, script.nodes, fresh, { ...at, conditional: false });
      session.plain = plain;
      const back = (m: Machine | undefined): Machine | undefined => m && withShell(m, from.shell);
      result = ends(back(inner.ok), back(inner.bad));
    }
  }
  return result;
}
