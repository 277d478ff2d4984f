import { addBytes } from '../facts/bytes.ts';
import type { ProgramEffect } from '../programs/types.ts';
import { clearLeftovers } from './leftovers.ts';
import type { Machine } from './machine.ts';
import type { Session } from './session.ts';

const NONE: ReadonlySet<string> = new Set();

/** The machine after an effect. */
export function applyEffect(session: Session, machine: Machine, effect: ProgramEffect): Machine {
  const files =
    effect.changes.length > 0 || effect.havoc.length > 0
      ? machine.files.apply(effect.changes, effect.havoc)
      : machine.files;
  const gone = effect.uninstalls === undefined ? NONE : new Set(effect.uninstalls);
  const { leftovers, packages } = machine;
  return {
    files,
    packages:
      gone.size === 0 && effect.packages.length === 0
        ? packages
        : [...packages.filter((one) => !gone.has(one.name)), ...effect.packages],
    leftovers: clearLeftovers(leftovers, effect, session.layer, gone),
    spread: effect.spread.high === 0 ? machine.spread : addBytes(machine.spread, effect.spread),
    shell: shellAfter(machine, effect),
  };
}

function shellAfter(machine: Machine, effect: ProgramEffect): Machine['shell'] {
  const { shell } = effect;
  if (!shell) return machine.shell;
  const variables = shell.set ? new Map(machine.shell.variables) : machine.shell.variables;
  if (variables instanceof Map)
    for (const { name, value } of shell.set ?? []) variables.set(name, value);
  return {
    ...machine.shell,
    variables,
    ...(shell.cwd ? { cwd: shell.cwd } : {}),
    ...(shell.errexit === undefined ? {} : { errexit: shell.errexit }),
    ...(shell.pipefail === undefined ? {} : { pipefail: shell.pipefail }),
    ...(shell.open === true ? { open: true as const } : {}),
    ...(shell.positional ? { positional: shell.positional } : {}),
    ...(shell.shift === undefined || !machine.shell.positional
      ? {}
      : { positional: machine.shell.positional.slice(shell.shift) }),
  };
}
