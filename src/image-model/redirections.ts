import { written } from '../programs/files/tee.ts';
import type { Command } from '../programs/types.ts';
import type { ShellRedirect } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import { expandText } from './expand-shell.ts';
import type { Machine } from './machine.ts';
import { type Session, environmentOf } from './session.ts';
import { resolvePath } from './tree/paths.ts';

/** Text on standard input, where redirections give one that is known. */
export function inputOf(
  session: Session,
  redirects: readonly ShellRedirect[],
  machine: Machine,
): string | undefined {
  const last = redirects.findLast((one) => one.operator.startsWith('<'));
  if (last?.heredoc)
    return last.heredoc.expand
      ? expandText(session, machine, last.heredoc.parts)
      : last.heredoc.text;
  if (last?.operator === '<<<' && last.target)
    return expandText(session, machine, last.target.parts);
  return undefined;
}

/** Whether standard output goes into a file. */
export function writesFile(one: ShellRedirect): boolean {
  return ['>', '>>', '>|', '&>', '&>>'].includes(one.operator) && one.fd !== 2;
}

/** Files that redirections write; errors (`2>`) leave an empty file, or one of unknown size. */
export function redirected(
  session: Session,
  redirects: readonly ShellRedirect[],
  machine: Machine,
  output: string | undefined,
  span: Span,
): Machine {
  let current = machine;
  for (const one of redirects) {
    session.budget -= 1;
    if (session.budget <= 0) break;
    if (!/^(&?>>?|>\|)$/.test(one.operator) || !one.target) continue;
    const target = expandText(session, current, one.target.parts);
    const cwd = current.shell.cwd;
    if (
      target === undefined ||
      target.startsWith('/dev/') ||
      (!target.startsWith('/') && !cwd.known)
    )
      continue;
    const path = resolvePath(cwd.known ? cwd.value : '/', target);
    const command: Command = { name: '>', path: '>', args: [], at: span };
    const text = writesFile(one) ? output : undefined;
    const change = written(
      command,
      environmentOf(session, current),
      path,
      text,
      one.operator.endsWith('>>'),
    );
    current = { ...current, files: current.files.apply([change]) };
  }
  return current;
}
