import type { Change } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { type Fact, known, unknown } from '../../facts/origin.ts';
import { effectBy, effectOf, everywhere, newEntry, originOf } from '../effect.ts';
import { type Options, doubtsOf, has, splitOptions, valueOfOption, valuesOf } from '../options.ts';
import type { Account, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { accountsUnknown, appended } from './account-files.ts';
import { needFree, needFreeName, needGroup, needUser, root } from './account-needs.ts';
import { type Tool, asksForHelp, needOptions, optionsFor, toolOf } from './account-tools.ts';

/** shadow's useradd, Debian's and BusyBox's adduser. */
export const addUser: Program = {
  names: ['useradd', 'adduser'],
  effect(command, env) {
    const tool = toolOf(command, env);
    if (command.name === 'adduser' && asksForHelp(tool, command.args)) return effectOf();
    const options = splitOptions(command.args, optionsFor(command, tool));
    const wrong = needOptions(command, env, tool, options);
    const [name, group] = valuesOf(options.operands);
    if (wrong.length > 0)
      return effectOf({
        needs: [root(command, env), ...wrong],
        changes: [accountsUnknown(command, env, 'passwd')],
      });
    if (name === undefined || options.strange.length > 0) return unfollowed(command, env, options);
    if (command.name === 'adduser' && group !== undefined)
      return effectOf({
        needs: [root(command, env), needUser(command, env, name), needGroup(command, env, group)],
      });
    return add(command, env, options, name, tool);
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
  readonly system: boolean;
  /** A group of the user's own name is made. */
  readonly ownGroup: boolean;
}

function askedFor(
  command: Command,
  env: Environment,
  options: Options,
  name: string,
  tool: Tool | undefined,
): Asked {
  const { users, groups, complete } = env.accounts();
  const busybox = tool === 'busybox';
  const system = has(options, '-r', '--system') || (busybox && has(options, '-S'));
  const uid = numberOf(valueOfOption(options, '-u', '--uid')) ?? nextId(users, complete, system);
  const given = valueOfOption(
    options,
    ...(busybox
      ? ['-G', '--ingroup']
      : tool === 'shadow'
        ? ['-g', '--gid']
        : ['--ingroup', '--gid']),
  );
  const ownGroup = given === undefined && makesGroup(options, tool, system);
  // Without a group of their own BusyBox's and Debian's system users are of `nogroup`.
  const group = given ?? (ownGroup || tool === 'shadow' ? undefined : 'nogroup');
  const gid =
    group === undefined
      ? ownGroup && !groups.some((one) => one.gid === uid)
        ? uid
        : undefined
      : (numberOf(group) ?? groups.find((one) => one.name === group)?.gid);
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
    system,
    ownGroup,
  };
}

/** useradd and adduser make a group of the user's name unless they are told not to, or for a system user. */
function makesGroup(options: Options, tool: Tool | undefined, system: boolean): boolean {
  if (tool === 'shadow') return !has(options, '-N', '--no-user-group');
  return tool === 'debian' ? !system || has(options, '--group') : !system;
}

function add(
  command: Command,
  env: Environment,
  options: Options,
  name: string,
  tool: Tool | undefined,
): ProgramEffect {
  const asked = askedFor(command, env, options, name, tool);
  const { uid, gid, home, shell, ownGroup } = asked;
  const origin = originOf(command);
  const id = (value: number | undefined): Fact<number> =>
    value === undefined ? unknown(origin) : known(value, origin);
  const owner = { uid: id(uid), gid: id(gid) };
  const changes: Change[] = [
    appended(command, env, 'passwd', `${name}:x:${uid ?? '?'}:${gid ?? '?'}::${home}:${shell}`),
    ...(ownGroup ? [appended(command, env, 'group', `${name}:x:${gid ?? '?'}:`)] : []),
    ...(asked.makesHome
      ? [{ do: 'put' as const, path: home, entry: newEntry(command, env, 'dir', 0o755, owner) }]
      : []),
  ];
  return effectBy(command, env, doubtsOf(options), {
    needs: [root(command, env), ...needsOf(command, env, options, asked, tool)],
    changes,
  });
}

function needsOf(
  command: Command,
  env: Environment,
  options: Options,
  { name, group, ownGroup, system }: Asked,
  tool: Tool | undefined,
): Need[] {
  const given = has(options, '-o', '--non-unique')
    ? undefined
    : numberOf(valueOfOption(options, '-u', '--uid'));
  const free = needFree(command, env, 'user', name, given);
  const more = valueOfOption(options, '-G', '--groups')?.split(',') ?? [];
  const groups = [...(group === undefined ? [] : [group]), ...(tool === 'shadow' ? more : [])];
  return [
    // Debian's adduser is content with a system user that is there.
    ...(tool === 'debian' && system ? free.map((one) => lenient(env, 'user', one)) : free),
    ...(ownGroup && !(tool === 'debian' && system)
      ? [needFreeName(command, env, 'group', name)]
      : []),
    ...groups
      .filter((one) => one !== '' && numberOf(one) === undefined)
      .map((one) => needGroup(command, env, one)),
    ...needPassword(command, options, tool),
  ];
}

/** Debian's tools take an account of an id from 100 to 999 for the one that is asked for. */
function lenient(env: Environment, kind: 'user' | 'group', need: Need): Need {
  if (need.met !== 'no') return need;
  const { users, groups } = env.accounts();
  const all = kind === 'user' ? users : groups;
  const id = all.find(({ name }) => name === need.detail)?.[kind === 'user' ? 'uid' : 'gid'];
  return id !== undefined && id < 100 ? need : { ...need, met: 'unknown' };
}

/** BusyBox's adduser asks for a password, and ends with 1 when nobody types one. */
function needPassword(command: Command, options: Options, tool: Tool | undefined): Need[] {
  if (tool !== 'busybox') return [];
  const answered = has(options, '-D', '-S', '--system', '--disabled-password', '--empty-password');
  const given = command.piped === true || command.input !== undefined;
  const met = answered ? 'yes' : given ? 'unknown' : 'no';
  return [
    { what: 'answer', arg: '-D', at: command.at, met, origin: originOf(command), by: 'adduser' },
  ];
}

/** Nothing is known of the accounts any more. */
function unfollowed(command: Command, env: Environment, options: Options): ProgramEffect {
  const strange = doubtsOf(options).map((one) => one.text);
  return effectOf({
    needs: [root(command, env)],
    changes: [accountsUnknown(command, env, 'passwd'), accountsUnknown(command, env, 'group')],
    havoc: [everywhere(command, env)],
    understood: strange.length === 0,
    ...(strange.length > 0 ? { strange } : {}),
  });
}

/** groupadd, addgroup. `addgroup user group` adds a member. */
export const addGroup: Program = {
  names: ['groupadd', 'addgroup'],
  effect(command, env) {
    const tool = toolOf(command, env);
    if (command.name === 'addgroup' && asksForHelp(tool, command.args)) return effectOf();
    const options = splitOptions(command.args, optionsFor(command, tool));
    const wrong = needOptions(command, env, tool, options);
    const [name, group] = valuesOf(options.operands);
    if (wrong.length > 0)
      return effectOf({
        needs: [root(command, env), ...wrong],
        changes: [accountsUnknown(command, env, 'group')],
      });
    if (name === undefined || options.strange.length > 0) return unfollowed(command, env, options);
    if (command.name === 'addgroup' && group !== undefined)
      return effectOf({
        needs: [root(command, env), needUser(command, env, name), needGroup(command, env, group)],
      });
    const { groups, complete } = env.accounts();
    const asked = numberOf(valueOfOption(options, '-g', '--gid'));
    const system = has(options, '-r', '--system', '-S');
    const gid = asked ?? nextId(groups, complete, system);
    const forgiven = tool === 'shadow' && has(options, '-f', '--force');
    const unique = has(options, '-o', '--non-unique') ? undefined : asked;
    const free = needFree(command, env, 'group', name, unique);
    return effectBy(command, env, doubtsOf(options), {
      needs: [
        root(command, env),
        ...(forgiven
          ? []
          : tool === 'debian' && system
            ? free.map((one) => lenient(env, 'group', one))
            : free),
      ],
      changes:
        forgiven && groups.some((one) => one.name === name)
          ? []
          : [appended(command, env, 'group', `${name}:x:${gid ?? '?'}:`)],
    });
  },
};

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The id a tool takes by itself: the first free one from 1000; system accounts depend on the distribution. */
function nextId(all: readonly Account[], complete: boolean, system: boolean): number | undefined {
  if (system || !complete) return undefined;
  const taken = all.map((one) => one.uid ?? one.gid ?? 0).filter((id) => id >= 1000 && id < 60_000);
  return taken.length === 0 ? 1000 : Math.max(...taken) + 1;
}
