import type { Fact } from '../facts/origin.ts';
import { known, unknown } from '../facts/origin.ts';
import type { ShellNode } from '../shell/types.ts';
import { applyEffect } from './apply-effect.ts';
import { runCommand } from './command.ts';
import { expandShellWord, expandText } from './expand-shell.ts';
import { type Ends, type Machine, either, ends, joinEnds, withShell } from './machine.ts';
import { redirected } from './redirections.ts';
import { type Session, type Standing, environmentOf } from './session.ts';
import { runSubshell } from './subshell.ts';
import { unknownEffect } from '../programs/effect.ts';
import { matches } from '../programs/tree-view.ts';

/** Rounds of a loop over known words that are followed one by one. */
const MOST_ROUNDS = 16;

/** Runs statements one after the other. A command of unknown outcome before `;` is taken to have worked. */
export function runList(
  session: Session,
  nodes: readonly ShellNode[],
  start: Machine,
  at: Standing,
): Ends {
  let machine: Machine | undefined = start;
  let result: Ends = { ok: start };
  let exits: Ends = {};
  for (const node of nodes) {
    if (machine === undefined || session.budget <= 0) break;
    result = run(session, node, machine, at);
    exits = ends(
      undefined,
      undefined,
      either(exits.exitOk, result.exitOk),
      either(exits.exitBad, result.exitBad),
    );
    machine = result.ok ?? result.bad;
  }
  return ends(result.ok, result.bad, exits.exitOk, exits.exitBad);
}

/** Runs one node; nothing any more when the budget is used up. */
export function run(session: Session, node: ShellNode, machine: Machine, at: Standing): Ends {
  if (session.budget <= 0) return { ok: machine };
  const result = runNode(session, node, machine, at);
  if (node.kind === 'command' || !('redirects' in node) || node.redirects.length === 0)
    return result;
  // What a group prints goes into files all the same; its text is not put together.
  const goes = (one: Machine | undefined): Machine | undefined =>
    one && redirected(session, node.redirects, one, undefined, node.span);
  return ends(goes(result.ok), goes(result.bad), goes(result.exitOk), goes(result.exitBad));
}

function runNode(session: Session, node: ShellNode, machine: Machine, at: Standing): Ends {
  switch (node.kind) {
    case 'command':
      return failing(runCommand(session, node, machine, at), at);
    case 'logic':
      return runLogic(session, node, machine, at);
    case 'pipeline':
      return failing(runPipeline(session, node, machine, at), at);
    case 'if':
      return runIf(session, node, machine, at);
    case 'loop':
      return runLoop(session, node, machine, at);
    case 'case':
      return runCase(session, node, machine, at);
    case 'function': {
      const functions = new Map(machine.shell.functions).set(node.name, node.body);
      return ends(withShell(machine, { ...machine.shell, functions }));
    }
    case 'group':
      return node.subshell
        ? runSubshell(session, node.body, machine, at)
        : runList(session, node.body, machine, at);
    case 'background':
      return ends(
        either(machine, run(session, node.node, machine, { ...at, conditional: true }).ok),
      );
    default:
      return runOpaque(session, node, machine);
  }
}

/** `set -e`: a failure that is not part of a condition ends the shell. */
function failing(result: Ends, at: Standing): Ends {
  const { bad } = result;
  if (at.conditional || bad === undefined || !bad.shell.errexit) return result;
  return ends(result.ok, undefined, result.exitOk, either(result.exitBad, bad));
}

function runLogic(
  session: Session,
  node: Extract<ShellNode, { kind: 'logic' }>,
  machine: Machine,
  at: Standing,
): Ends {
  let result = run(session, node.first, machine, { ...at, conditional: true });
  for (const [index, { operator, node: next }] of node.rest.entries()) {
    if (session.budget <= 0) break;
    const from = operator === '&&' ? result.ok : result.bad;
    if (from === undefined) continue;
    const last = index === node.rest.length - 1;
    const then = run(session, next, from, last ? at : { ...at, conditional: true });
    const passed = operator === '&&' ? { ...result, ok: undefined } : { ...result, bad: undefined };
    result = joinEnds(ends(passed.ok, passed.bad, passed.exitOk, passed.exitBad), then);
  }
  return result;
}

function runPipeline(
  session: Session,
  node: Extract<ShellNode, { kind: 'pipeline' }>,
  machine: Machine,
  at: Standing,
): Ends {
  const inner = { ...at, conditional: true };
  let current: Machine = machine;
  let result: Ends = { ok: machine };
  let canFail = false;
  for (const [index, part] of node.nodes.entries()) {
    if (session.budget <= 0) break;
    const input = index === 0 ? {} : printed(session, node.nodes[index - 1]);
    result = run(session, part, current, { ...inner, ...input });
    if (index < node.nodes.length - 1 && result.ok === undefined) canFail = true;
    const next = result.ok ?? result.bad ?? result.exitOk ?? result.exitBad;
    if (next === undefined) break;
    // Each part of a pipe is a shell of its own: what it sets is gone afterwards.
    current = node.nodes.length > 1 ? withShell(next, machine.shell) : next;
  }
  const back = (one: Machine | undefined): Machine | undefined =>
    one && node.nodes.length > 1 ? withShell(one, machine.shell) : one;
  let [ok, bad] = [
    back(either(result.ok, result.exitOk)),
    back(either(result.bad, result.exitBad)),
  ];
  if (machine.shell.pipefail && canFail) [ok, bad] = [undefined, either(ok, bad)];
  if (node.nodes.length === 1)
    return node.negated ? ends(result.bad, result.ok, result.exitOk, result.exitBad) : result;
  return node.negated ? ends(bad, ok) : ends(ok, bad);
}

/** What the command before a pipe prints. */
function printed(
  session: Session,
  before: ShellNode | undefined,
): Pick<Standing, 'input' | 'piped'> {
  // A group prints what all of its commands print.
  const text = before?.kind === 'command' ? session.lastOutput : undefined;
  return text === undefined ? { piped: true } : { input: text, piped: true };
}

function runIf(
  session: Session,
  node: Extract<ShellNode, { kind: 'if' }>,
  machine: Machine,
  at: Standing,
): Ends {
  let result: Ends = {};
  let current: Machine | undefined = machine;
  for (const branch of node.branches) {
    if (current === undefined) return result;
    const test: Ends = runList(session, branch.test, current, { ...at, conditional: true });
    result = joinEnds(result, ends(undefined, undefined, test.exitOk, test.exitBad));
    if (test.ok) result = joinEnds(result, runList(session, branch.body, test.ok, at));
    current = test.bad;
  }
  if (current === undefined) return result;
  return joinEnds(
    result,
    node.otherwise ? runList(session, node.otherwise, current, at) : { ok: current },
  );
}

function runLoop(
  session: Session,
  node: Extract<ShellNode, { kind: 'loop' }>,
  machine: Machine,
  at: Standing,
): Ends {
  const words = node.words.flatMap((word) => expandShellWord(session, machine, word));
  const sure =
    node.loop === 'for' &&
    words.length <= MOST_ROUNDS &&
    words.every((word) => word.value !== undefined && word.glob !== true);
  if (!sure) return runPerhaps(session, node, machine, at);
  let current: Machine | undefined = machine;
  let result: Ends = { ok: machine };
  let exits: Ends = {};
  for (const word of words) {
    if (current === undefined || session.budget <= 0) break;
    const value = known(word.value ?? '', { by: 'command', at: word.span });
    result = runList(session, node.body, setVariable(current, node.variable, value), at);
    exits = joinEnds(exits, ends(undefined, undefined, result.exitOk, result.exitBad));
    current = result.ok ?? result.bad;
  }
  return ends(result.ok, result.bad, exits.exitOk, exits.exitBad);
}

/** A loop whose rounds are not known: its body has run, or it has not. */
function runPerhaps(
  session: Session,
  node: Extract<ShellNode, { kind: 'loop' }>,
  machine: Machine,
  at: Standing,
): Ends {
  const test = runList(session, node.test, machine, { ...at, conditional: true });
  const inside = setVariable(
    test.ok ?? machine,
    node.variable,
    unknown({ by: 'command', at: node.span }),
  );
  const body = runList(session, node.body, inside, at);
  return joinEnds({ ok: machine }, ends(body.ok ?? body.bad, undefined, body.exitOk, body.exitBad));
}

function setVariable(machine: Machine, name: string | undefined, value: Fact<string>): Machine {
  if (name === undefined) return machine;
  const variables = new Map(machine.shell.variables).set(name, value);
  return withShell(machine, { ...machine.shell, variables });
}

function runCase(
  session: Session,
  node: Extract<ShellNode, { kind: 'case' }>,
  machine: Machine,
  at: Standing,
): Ends {
  const value = expandText(session, machine, node.word.parts);
  let result: Ends | undefined;
  let open = true;
  for (const item of node.items) {
    const patterns = item.patterns.map((word) => expandText(session, machine, word.parts));
    const hit = patterns.some(
      (one) => one !== undefined && value !== undefined && matches(one, value),
    );
    const unsure = value === undefined || patterns.some((one) => one === undefined);
    if (!open || (!hit && !unsure)) continue;
    const body = runList(session, item.body, machine, at);
    result = result ? joinEnds(result, body) : body;
    // A known word takes the first pattern that fits; `*` takes everything.
    if ((hit && !unsure) || patterns.includes('*')) open = false;
  }
  if (result === undefined) return { ok: machine };
  return open ? joinEnds(result, { ok: machine }) : result;
}

function runOpaque(
  session: Session,
  node: Extract<ShellNode, { kind: 'opaque' }>,
  machine: Machine,
): Ends {
  const command = { name: 'script', path: 'script', args: [], at: node.span };
  const env = environmentOf(session, machine);
  const effect = unknownEffect(command, env);
  session.commands.push({ words: [], at: node.span, wordSpans: [], effect });
  const after = applyEffect(session, machine, effect);
  return { ok: after, bad: machine };
}
