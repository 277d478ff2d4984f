import type { Need } from '../../facts/need.ts';
import type { Command, Environment } from '../types.ts';

/** The need to be root, said as the file that only root may write. */
export function root(command: Command, env: Environment): Need {
  const met = env.uid.known ? (env.uid.value === 0 ? 'yes' : 'no') : 'unknown';
  return {
    what: 'writable',
    arg: '/etc/passwd',
    at: command.at,
    met,
    origin: env.uid.known ? env.uid.origin : env.uid.because,
  };
}

/** The needs for a name and an id that nobody has; `arg` says `free user app`, `free uid 1000`. */
export function needFree(
  command: Command,
  env: Environment,
  kind: 'user' | 'group',
  name: string,
  id: number | undefined,
): Need[] {
  const accounts = env.accounts();
  const all = kind === 'user' ? accounts.users : accounts.groups;
  const ids = all.map((one) => (kind === 'user' ? one.uid : one.gid));
  const { origin } = env.files.get(kind === 'user' ? '/etc/passwd' : '/etc/group');
  const free = accounts.complete ? 'yes' : 'unknown';
  const needs: Need[] = [
    {
      what: 'user',
      arg: `free ${kind} ${name}`,
      at: command.at,
      met: all.some((one) => one.name === name) ? 'no' : free,
      origin,
    },
  ];
  if (id !== undefined)
    needs.push({
      what: 'user',
      arg: `free ${kind === 'user' ? 'uid' : 'gid'} ${id}`,
      at: command.at,
      met: ids.includes(id) ? 'no' : free,
      origin,
    });
  return needs;
}

/** The need for a user of that name. */
export function needAccount(command: Command, env: Environment, what: 'user', name: string): Need {
  const { users, complete } = env.accounts();
  const met = users.some((one) => one.name === name) ? 'yes' : complete ? 'no' : 'unknown';
  return { what, arg: name, at: command.at, met, origin: env.files.get('/etc/passwd').origin };
}

/** The need for a group of that name. */
export function needGroup(command: Command, env: Environment, name: string): Need {
  const { groups, complete } = env.accounts();
  const met = groups.some((one) => one.name === name) ? 'yes' : complete ? 'no' : 'unknown';
  return {
    what: 'user',
    arg: `group ${name}`,
    at: command.at,
    met,
    origin: env.files.get('/etc/group').origin,
  };
}
