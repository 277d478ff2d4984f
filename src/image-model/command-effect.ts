import { NO_BYTES } from '../facts/bytes.ts';
import type { Need } from '../facts/need.ts';
import { effectOf, unknownEffect } from '../programs/effect.ts';
import { isBuiltin, programNamed } from '../programs/index.ts';
import type { Argument, Command, Environment, ProgramEffect } from '../programs/types.ts';
import { execFile } from './exec-file.ts';
import { withoutMounted } from './mounted-files.ts';
import { dialectNeed } from './run-shell.ts';
import type { Session, Standing } from './session.ts';

/** How a command stands that may be the container's first. */
export interface Starting extends Standing {
  /** The engine starts it: no shell is around. */
  readonly direct?: true;
}

/** What a command does, once it is known whether its program is there and can be started. */
export function commandEffect(
  session: Session,
  command: Command,
  first: Argument,
  env: Environment,
  at: Starting,
): ProgramEffect {
  if (first.value === undefined || session.budget <= 0) return unknownEffect(command, env);
  const program = programNamed(command.name);
  const effect = program
    ? program.effect(command, env)
    : asksAboutItself(command)
      ? effectOf()
      : unknownEffect(command, env);
  const foreign = session.plain && dialectNeed(session.plain, first, command.args);
  if (foreign) {
    const absent = absentProgram(effect, foreign);
    // What a special builtin refuses ends the shell (POSIX, 2.8.1).
    return command.name === 'set' ? { ...absent, shell: { exit: true } } : absent;
  }
  if (isBuiltin(command.path) && at.direct !== true) return effect;
  const found = env.find(command.path);
  const need: Need = {
    what: 'program',
    arg: command.path,
    at: first.span,
    met: found.is,
    origin: found.origin,
  };
  // A program that is not there does nothing at all.
  if (found.is === 'no') return absentProgram(effect, need);
  if (found.path === undefined) return { ...effect, needs: [need, ...effect.needs] };
  const exec = execFile(command, env, found.path, at.direct === true);
  const failed = exec.needs.find(({ met }) => met === 'no');
  if (failed) return absentProgram(effect, need, { ...failed, at: first.span });
  // A script whose text is known is followed; what a table says of a program's name comes first.
  const own =
    program === undefined && exec.script
      ? effectOf({ starts: [exec.script], succeeds: 'unknown' })
      : effect;
  const whole = { ...own, needs: [need, ...exec.needs, ...own.needs] };
  return session.builds ? withoutMounted(whole, command) : whole;
}

/** The one question that every program answers without doing anything else: GNU's coding standards ask for it. */
function asksAboutItself({ args }: Command): boolean {
  const [only, ...more] = args;
  return more.length === 0 && /^--?(?:version|help)$|^(?:-h|version|help)$/.test(only?.value ?? '');
}

/** The effect of what cannot be started: none. */
function absentProgram(effect: ProgramEffect, ...needs: readonly Need[]): ProgramEffect {
  const { shell: _, output: __, starts: ___, uninstalls: ____, clears: _____, ...rest } = effect;
  return {
    ...rest,
    needs,
    changes: [],
    havoc: [],
    packages: [],
    leftovers: [],
    spread: NO_BYTES,
    writes: NO_BYTES,
    network: 'no',
    reads: [],
    succeeds: 'no',
  };
}

/** How what a command starts stands: no engine starts it. */
export function startedBy(at: Starting): Standing {
  const { direct: _, ...rest } = at;
  return { ...rest, depth: at.depth + 1 };
}
