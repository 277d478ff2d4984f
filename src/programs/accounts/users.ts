import type { Change, Need } from '../../facts/image.ts';
import { type Fact, known, unknown } from '../../facts/origin.ts';
import { accountsUnknown, appended, without } from './account-files.ts';
import { effectOf, newEntry, originOf } from '../effect.ts';
import { type Options, has, splitOptions, valueOfOption, valuesOf } from '../options.ts';
import type { Account, Command, Environment, Program, ProgramEffect } from '../types.ts';

const VALUES = [
  '-u',
  '--uid',
  '-g',
  '--gid',
  '-G',
  '--groups',
  '-d',
  '--home',
  '--home-dir',
  '-s',
  '--shell',
  '-c',
  '--comment',
  '--gecos',
  '--ingroup',
  '-K',
  '-k',
  '-e',
  '-f',
  '-p',
  '--password',
  '--firstuid',
  '--lastuid',
  '-b',
];
/** BusyBox spells home and group differently. */
const BUSYBOX_VALUES = ['-u', '-h', '-g', '-s', '-G', '-k'];

/** shadow's useradd, Debian's and BusyBox's adduser. */
export const addUser: Program = {
  names: ['useradd', 'adduser'],
  effect(command, env) {
    const busybox = command.name === 'adduser' && env.base?.packageManager === 'apk';
    const options = splitOptions(command.args, { values: busybox ? BUSYBOX_VALUES : VALUES });
    const [name, group] = valuesOf(options.operands);
    if (name === undefined)
      return effectOf({ understood: false, changes: [accountsUnknown(command, env, 'passwd')] });
    if (command.name === 'adduser' && group !== undefined)
      return effectOf({ needs: [needAccount(command, env, 'user', name)] });
    return add(command, env, options, name, busybox);
  },
};

/** What an option line of useradd or adduser asks for. */
interface Asked {
  readonly name: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Primary group by name or number; undefined: one of its own. */
  readonly group: string | undefined;
  readonly home: string;
  readonly shell: string;
  readonly makesHome: boolean;
}

function askedFor(
  command: Command,
  env: Environment,
  options: Options,
  name: string,
  busybox: boolean,
): Asked {
  const { users, groups, complete } = env.accounts();
  const system = has(options, '-r', '--system') || (busybox && has(options, '-S'));
  const uid = numberOf(valueOfOption(options, '-u', '--uid')) ?? nextId(users, complete, system);
  const names = busybox
    ? ['-G']
    : command.name === 'adduser'
      ? ['--ingroup', '--gid', '-g']
      : ['-g', '--gid'];
  const group = valueOfOption(options, ...names);
  const gid =
    group === undefined ? uid : (numberOf(group) ?? groups.find((one) => one.name === group)?.gid);
  const home = valueOfOption(options, ...(busybox ? ['-h'] : ['-d', '--home', '--home-dir']));
  return {
    name,
    uid,
    gid,
    group,
    home: home ?? `/home/${name}`,
    shell: valueOfOption(options, '-s', '--shell') ?? (system ? '/sbin/nologin' : '/bin/sh'),
    makesHome:
      command.name === 'useradd'
        ? has(options, '-m', '--create-home')
        : !has(options, '-H', '--no-create-home', '-M'),
  };
}

function add(
  command: Command,
  env: Environment,
  options: Options,
  name: string,
  busybox: boolean,
): ProgramEffect {
  const asked = askedFor(command, env, options, name, busybox);
  const { uid, gid, group, home, shell } = asked;
  const origin = originOf(command);
  const id = (value: number | undefined): Fact<number> =>
    value === undefined ? unknown(origin) : known(value, origin);
  const owner = { uid: id(uid), gid: id(gid) };
  const changes: Change[] = [
    appended(command, env, 'passwd', `${name}:x:${uid ?? '?'}:${gid ?? '?'}::${home}:${shell}`),
    ...(group === undefined ? [appended(command, env, 'group', `${name}:x:${gid ?? '?'}:`)] : []),
    ...(asked.makesHome
      ? [{ do: 'put' as const, path: home, entry: newEntry(command, env, 'dir', 0o755, owner) }]
      : []),
  ];
  const groupNeed =
    group !== undefined && numberOf(group) === undefined ? [needGroup(command, env, group)] : [];
  const given = has(options, '-o', '--non-unique')
    ? undefined
    : numberOf(valueOfOption(options, '-u', '--uid'));
  return effectOf({
    needs: [root(command, env), ...needFree(command, env, 'user', name, given), ...groupNeed],
    changes,
    understood: !options.doubtful,
  });
}

/** groupadd, addgroup. `addgroup user group` adds a member. */
export const addGroup: Program = {
  names: ['groupadd', 'addgroup'],
  effect(command, env) {
    const options = splitOptions(command.args, { values: ['-g', '--gid', '-K', '-p'] });
    const [name, group] = valuesOf(options.operands);
    if (name === undefined)
      return effectOf({ understood: false, changes: [accountsUnknown(command, env, 'group')] });
    if (command.name === 'addgroup' && group !== undefined)
      return effectOf({
        needs: [needAccount(command, env, 'user', name), needGroup(command, env, group)],
      });
    const { groups, complete } = env.accounts();
    const asked = numberOf(valueOfOption(options, '-g', '--gid'));
    const system = has(options, '-r', '--system', '-S');
    const gid = asked ?? nextId(groups, complete, system);
    const lenient = has(options, '-f', '--force');
    return effectOf({
      needs: [
        root(command, env),
        ...(lenient
          ? []
          : needFree(command, env, 'group', name, has(options, '-o') ? undefined : asked)),
      ],
      changes: [appended(command, env, 'group', `${name}:x:${gid ?? '?'}:`)],
      understood: !options.doubtful,
    });
  },
};

/** What changes or removes accounts in ways that are not followed in detail. */
export const changeUser: Program = {
  names: [
    'usermod',
    'groupmod',
    'passwd',
    'chpasswd',
    'chsh',
    'gpasswd',
    'userdel',
    'deluser',
    'groupdel',
    'delgroup',
  ],
  effect(command, env) {
    const name = valuesOf(splitOptions(command.args, { values: VALUES }).operands).at(-1);
    const kind =
      command.name.startsWith('group') || command.name === 'delgroup' ? 'group' : 'passwd';
    if (name === undefined || ['passwd', 'chpasswd', 'chsh', 'gpasswd'].includes(command.name))
      return effectOf({ needs: [root(command, env)] });
    const need =
      kind === 'group' ? needGroup(command, env, name) : needAccount(command, env, 'user', name);
    if (/del/.test(command.name))
      return effectOf({
        needs: [root(command, env), need],
        changes: [without(command, env, kind, name)],
      });
    const moves = command.args.some((arg) =>
      /^(-u|-g|-l|-n|-d|--uid|--gid|--login|--new-name|--home)$/.test(arg.value ?? ''),
    );
    return effectOf({
      needs: [root(command, env), need],
      changes: moves ? [accountsUnknown(command, env, kind)] : [],
    });
  },
};

function root(command: Command, env: Environment): Need {
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
function needFree(
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

function needAccount(command: Command, env: Environment, what: 'user', name: string): Need {
  const { users, complete } = env.accounts();
  const met = users.some((one) => one.name === name) ? 'yes' : complete ? 'no' : 'unknown';
  return { what, arg: name, at: command.at, met, origin: env.files.get('/etc/passwd').origin };
}

function needGroup(command: Command, env: Environment, name: string): Need {
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

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The id a tool takes by itself: the first free one from 1000; system accounts depend on the distribution. */
function nextId(all: readonly Account[], complete: boolean, system: boolean): number | undefined {
  if (system || !complete) return undefined;
  const taken = all.map((one) => one.uid ?? one.gid ?? 0).filter((id) => id >= 1000 && id < 60_000);
  return taken.length === 0 ? 1000 : Math.max(...taken) + 1;
}
