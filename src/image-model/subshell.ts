import type { ShellNode } from '../shell/types.ts';
import { type Ends, type Machine, either, ends, withShell } from './machine.ts';
import type { Session, Standing } from './session.ts';

/** Runs statements in a shell of their own: what they set, and where they went, is gone afterwards. */
export function runSubshell(
  session: Session,
  nodes: readonly ShellNode[],
  machine: Machine,
  at: Standing,
): Ends {
  const inner = session.runList(session, nodes, machine, at);
  const back = (one: Machine | undefined): Machine | undefined =>
    one && withShell(one, machine.shell);
  return ends(back(either(inner.ok, inner.exitOk)), back(either(inner.bad, inner.exitBad)));
}
