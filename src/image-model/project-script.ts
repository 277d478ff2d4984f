import type { CommandTrace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import { packageOfTool } from '../knowledge/node-tools.ts';
import type { Started } from '../programs/types.ts';
import { parseShellText } from '../shell/parse.ts';
import { placeAt } from '../shell/spans.ts';
import type { Span } from '../text/span.ts';
import { DEFAULT_PATH } from '../dockerfile/stages/scope.ts';
import { type Ends, type Machine, ends, withShell } from './machine.ts';
import { type Session, type Standing, variableIn } from './session.ts';
import { runSubshell } from './subshell.ts';

type ProjectLines = Extract<Started, { kind: 'project' }>;

/**
 * Runs lines of a file of the project. Their commands are no commands of the Dockerfile: what they need is
 * needed by the last command of the session, the one that starts them.
 */
export function runProjectLines(
  session: Session,
  lines: ProjectLines,
  machine: Machine,
  at: Standing,
  span: Span,
): Ends {
  const outer = session.commands.length - 1;
  const own: Session = { ...session, commands: [] };
  const start = machineFor(session, lines, machine);
  const shell = { shell: ['/bin/sh'] };
  let result: Ends = { ok: start };
  let bad: Machine | undefined;
  for (const text of lines.texts) {
    if (result.ok === undefined) break;
    const { nodes } = parseShellText(text, placeAt(span), shell);
    result = runSubshell(own, nodes, result.ok, { ...at, conditional: false });
    bad = result.bad ?? bad;
  }
  session.budget = own.budget;
  session.lastOutput = undefined;
  const trace = session.commands[outer];
  if (trace !== undefined)
    session.commands[outer] = withNeeds(trace, own.commands, result.ok === undefined, (need) =>
      leftOut(need, lines, bad ?? start, { ...need, at: span }),
    );
  const back = (one: Machine | undefined): Machine | undefined =>
    one && withShell(one, machine.shell);
  return ends(back(result.ok), back(result.ok === undefined ? (result.bad ?? bad) : bad));
}

function machineFor(session: Session, lines: ProjectLines, machine: Machine): Machine {
  const origin: Origin = { by: 'assumption', what: 'the script' };
  const path = variableIn(session, machine, 'PATH');
  const searched: Fact<string> =
    path?.known === false
      ? unknown(path.because)
      : known([...lines.path, path?.value ?? DEFAULT_PATH].join(':'), origin);
  const { positional: _, ...shell } = machine.shell;
  const variables = new Map(shell.variables).set('PATH', searched);
  for (const [name, value] of Object.entries(lines.set ?? {}))
    variables.set(name, known(value, origin));
  // The manager sets variables of its own (`npm_package_version`).
  return withShell(machine, {
    ...shell,
    variables,
    cwd: known(lines.cwd, origin),
    errexit: false,
    pipefail: false,
    open: true,
  });
}

/** A program of a package that an install left out: what is missing is the package. */
function leftOut(need: Need, lines: ProjectLines, machine: Machine, placed: Need): Need {
  if (need.what !== 'program' || need.met !== 'no' || need.arg.includes('/')) return placed;
  for (const dir of lines.path) {
    const { is, origin } = machine.files.get(`${dir}/${need.arg}`);
    if (is === 'no' && origin.by === 'command')
      return {
        ...placed,
        what: 'dependency',
        arg: packageOfTool(need.arg) ?? need.arg,
        detail: need.arg,
        origin,
      };
  }
  return placed;
}

/** The command that started others, with what these need; one need that is not met is what it fails of. */
function withNeeds(
  trace: CommandTrace,
  inner: readonly CommandTrace[],
  fails: boolean,
  place: (need: Need) => Need,
): CommandTrace {
  const { effect } = trace;
  const culprit = fails
    ? inner
        .findLast((one) => one.effect.succeeds === 'no')
        ?.effect.needs.find(({ met }) => met === 'no')
    : undefined;
  const needs = inner.flatMap((one) =>
    one.effect.needs.map((need): Need => {
      const placed: Need = { ...place(need), by: need.by ?? one.program ?? '' };
      return need === culprit || need.met !== 'no' ? placed : { ...placed, met: 'unknown' };
    }),
  );
  const doubts = inner.flatMap((one) => one.effect.strange ?? []);
  return {
    ...trace,
    effect: {
      ...effect,
      needs: [...effect.needs, ...needs],
      understood: effect.understood && inner.every((one) => one.effect.understood),
      ...(doubts.length === 0 ? {} : { strange: doubts }),
      ...(fails ? { succeeds: 'no' as const } : {}),
    },
  };
}
