import { needPlace } from '../programs/access.ts';
import { effectOf, needFile } from '../programs/effect.ts';
import { written } from '../programs/files/tee.ts';
import { underCwd } from '../programs/paths.ts';
import type { Command } from '../programs/types.ts';
import type { ShellRedirect } from '../shell/types.ts';
import type { Span } from '../text/span.ts';
import { expandText } from './expand-shell.ts';
import { type Machine, withParts } from './machine.ts';
import { mountedNeed } from './mounted-files.ts';
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
      target === '' ||
      target.startsWith('/dev/') ||
      (!target.startsWith('/') && !cwd.known)
    )
      continue;
    const path = resolvePath(cwd.known ? cwd.value : '/', target);
    // A directory stays one: the shell refuses to write it.
    if (current.files.get(path).entry?.kind === 'dir') continue;
    const command: Command = { name: '>', path: '>', args: [], at: span };
    const text = writesFile(one) ? output : undefined;
    const change = written(
      command,
      environmentOf(session, current),
      path,
      text,
      one.operator.endsWith('>>'),
    );
    current = withParts(current, { files: current.files.apply([change]) });
  }
  return current;
}

/** What stands for a redirection among the commands of a script. */
const REDIRECTION: Omit<Command, 'at'> = { name: 'redirection', path: 'redirection', args: [] };

/**
 * Whether a redirection certainly fails, so that the shell does not even start the command: a file that is not there,
 * or that the user may not write. It is then remembered among the commands, with what it needs.
 */
export function isBlocked(
  session: Session,
  redirects: readonly ShellRedirect[],
  machine: Machine,
): boolean {
  for (const { operator, target, span } of redirects) {
    if (target === undefined || !/^(<|&?>>?|>\|)$/.test(operator)) continue;
    const text = expandText(session, machine, target.parts);
    if (text === undefined || text === '' || text.startsWith('/dev/')) continue;
    const env = environmentOf(session, machine);
    const path = underCwd(env, text);
    if (path === undefined) continue;
    const command: Command = { ...REDIRECTION, at: target.span };
    const mounted = session.builds ? mountedNeed(path, target.span) : undefined;
    if (mounted === undefined && path.startsWith('/proc/')) continue;
    const needs =
      operator === '<'
        ? [needFile(command, env, path)]
        : mounted
          ? [mounted]
          : needPlace(env, path, target.span);
    if (!needs.some(({ met }) => met === 'no')) continue;
    const effect = effectOf({ needs });
    session.commands.push({ words: [], at: span, wordSpans: [], effect });
    return true;
  }
  return false;
}
