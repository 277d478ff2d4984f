import type { Package } from '../facts/image.ts';
import type { ProgramEffect } from '../programs/types.ts';
import { clearLeftovers } from './leftovers.ts';
import { type Machine, writing } from './machine.ts';
import type { Session } from './session.ts';

/** The machine after an effect. */
export function applyEffect(session: Session, machine: Machine, effect: ProgramEffect): Machine {
  const files =
    effect.changes.length > 0 || effect.havoc.length > 0
      ? machine.files.apply(effect.changes, effect.havoc)
      : machine.files;
  const gone = new Set(effect.uninstalls);
  const packages =
    gone.size === 0 && effect.packages.length === 0
      ? machine.packages
      : [...machine.packages.filter((one) => !gone.has(one.name)), ...effect.packages];
  const leftovers = clearLeftovers(machine.leftovers, effect, session.layer, gone);
  return writing(
    {
      ...machine,
      files,
      packages: packages as readonly Package[],
      leftovers,
      shell: shellAfter(machine, effect),
    },
    effect.spread,
  );
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
