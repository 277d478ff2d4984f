import type { Need } from '../../facts/need.ts';
import type { Tri } from '../../facts/tri.ts';
import { needRoot } from '../effect.ts';
import type { Account, Argument, Command, Environment } from '../types.ts';

/** The need to be root, said as the file that only root may write. */
export function root(command: Command, env: Environment): Need {
  return needRoot(command, env, '/etc/passwd');
}

type Kind = 'user' | 'group';

function accountsOf(
  env: Environment,
  kind: Kind,
): { readonly all: readonly Account[]; readonly complete: boolean } {
  const { users, groups, complete } = env.accounts();
  return { all: kind === 'user' ? users : groups, complete };
}

function fileOf(kind: Kind): string {
  return kind === 'user' ? '/etc/passwd' : '/etc/group';
}

/** The needs for a name and an id that nobody has; `arg` says `user app`, `uid 1000`. */
export function needFree(
  command: Command,
  env: Environment,
  kind: Kind,
  name: string,
  id: number | undefined,
): Need[] {
  const needs = [needFreeName(command, env, kind, name)];
  if (id !== undefined) needs.push(needFreeId(command, env, kind, id));
  return needs;
}

/** The need for a name that nobody has. */
export function needFreeName(command: Command, env: Environment, kind: Kind, name: string): Need {
  const { all } = accountsOf(env, kind);
  const holder = all.find((one) => one.name === name);
  return free(command, env, kind, `${kind} ${name}`, holder);
}

/** The need for an id that nobody has. */
export function needFreeId(command: Command, env: Environment, kind: Kind, id: number): Need {
  const { all } = accountsOf(env, kind);
  const holder = all.find((one) => (kind === 'user' ? one.uid : one.gid) === id);
  return free(command, env, kind, `${kind === 'user' ? 'uid' : 'gid'} ${id}`, holder);
}

function free(
  command: Command,
  env: Environment,
  kind: Kind,
  arg: string,
  holder: Account | undefined,
): Need {
  const { complete } = accountsOf(env, kind);
  const met: Tri = holder ? 'no' : complete ? 'yes' : 'unknown';
  const origin =
    holder && isOfBase(env, kind, holder.name)
      ? { by: 'base' as const, what: env.base?.ref ?? 'the base image' }
      : env.files.get(fileOf(kind)).origin;
  return {
    what: 'free',
    arg,
    at: command.at,
    met,
    origin,
    ...(holder ? { detail: holder.name } : {}),
  };
}

/** Whether the account came with the base; else the last command that wrote the file made it. */
function isOfBase({ base }: Environment, kind: Kind, name: string): boolean {
  const groups = kind === 'group' ? (base?.groups ?? []) : [];
  return [...groups, ...(base?.users ?? [])].some((one) => one.name === name);
}

/** The need for a user of that name. */
export function needUser(command: Command, env: Environment, name: string): Need {
  return needNamed(command, env, 'user', name);
}

/** The need for a group of that name. */
export function needGroup(command: Command, env: Environment, name: string): Need {
  return needNamed(command, env, 'group', name);
}

function needNamed(command: Command, env: Environment, kind: Kind, name: string): Need {
  const { all, complete } = accountsOf(env, kind);
  const met = all.some((one) => one.name === name) ? 'yes' : complete ? 'no' : 'unknown';
  return { what: kind, arg: name, at: command.at, met, origin: env.files.get(fileOf(kind)).origin };
}

/** The needs of `user`, `user:group`, `:group` and `user.group` as chown and its kin take them. */
export function needOwner(
  command: Command,
  env: Environment,
  { value, span }: Argument,
  alone: Kind = 'user',
): Need[] {
  if (value === undefined || value === '') return [];
  const at = { ...command, at: span };
  const { all } = accountsOf(env, 'user');
  // A dot parts user and group only where no user is named so.
  const parts =
    value.includes(':') || all.some((one) => one.name === value)
      ? value.split(':')
      : value.split('.');
  const [first = '', second = ''] = alone === 'group' ? ['', value] : parts;
  return [
    ...(isName(first) ? [needUser(at, env, first)] : []),
    ...(isName(second) ? [needGroup(at, env, second)] : []),
  ];
}

/** Names as accounts have them; a number is an id, anything else is not told apart from a mistake. */
function isName(text: string): boolean {
  return /^[A-Za-z_][\w-]*\$?$/.test(text) && text !== 'root';
}
