import type { Change } from '../../facts/image.ts';
import { type Fact, known, unknown } from '../../facts/origin.ts';
import { accountsUnknown, appended } from './account-files.ts';
import { needAccount, needFree, needGroup, root } from './account-needs.ts';
import { effectBy, effectOf, newEntry, originOf } from '../effect.ts';
import {
  type Options,
  doubtsOf,
  has,
  optionSpec,
  splitOptions,
  valueOfOption,
  valuesOf,
} from '../options.ts';
import type { Account, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** shadow 4.17 (useradd, groupadd, usermod, …) and Debian's adduser and addgroup. */
const OPTIONS = optionSpec(
  `-u= --uid= -g= --gid= -G= --groups= -d= --home= --home-dir= -s= --shell= -c= --comment= --gecos= --ingroup= -K= --key= -k= --skel= -e= --expiredate= -f= --inactive= -p= --password= --firstuid= --lastuid= --firstgid= --lastgid= -b= --base-dir= --conf= --comment= -R= --root= -P= --prefix= -Z= --selinux-user=
  -m --create-home -M --no-create-home -N --no-user-group -U --user-group -r --system -o --non-unique -l --no-log-init -D --defaults --badname --badnames --force-badname --allow-badname --allow-all-names --allow-bad-names --disabled-password --disabled-login --group --add-extra-groups --encrypt-home --debug -q --quiet --verbose -v -h --help -H -F --add-subids-for-system --btrfs-subvolume-home --force --stdoutmsglevel= --stderrmsglevel= --logmsglevel= --user`,
);
/** BusyBox spells home and group differently. */
const BUSYBOX = optionSpec(
  '-h= -g= -s= -G= -k= -u= -S -D -H --home= --gecos= --shell= --ingroup= --uid= --skel= --system --disabled-password --empty-password --no-create-home',
);
const GROUP = optionSpec(
  '-g= --gid= -K= --key= -p= --password= -r --system -S -f --force -o --non-unique -U= --users= -q --quiet --debug --verbose --firstgid= --lastgid= --conf= --force-badname --allow-bad-names --allow-badname --group -R= --root= -P= --prefix= -h --help',
);

/** shadow's useradd, Debian's and BusyBox's adduser. */
export const addUser: Program = {
  names: ['useradd', 'adduser'],
  effect(command, env) {
    const busybox = command.name === 'adduser' && env.base?.packageManager === 'apk';
    const options = splitOptions(command.args, busybox ? BUSYBOX : OPTIONS);
    const [name, group] = valuesOf(options.operands);
    if (name === undefined)
      return effectBy(command, env, doubtsOf(options), {
        changes: [accountsUnknown(command, env, 'passwd')],
      });
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
  return effectBy(command, env, doubtsOf(options), {
    needs: [root(command, env), ...needFree(command, env, 'user', name, given), ...groupNeed],
    changes,
  });
}

/** groupadd, addgroup. `addgroup user group` adds a member. */
export const addGroup: Program = {
  names: ['groupadd', 'addgroup'],
  effect(command, env) {
    const options = splitOptions(command.args, GROUP);
    const [name, group] = valuesOf(options.operands);
    if (name === undefined)
      return effectBy(command, env, doubtsOf(options), {
        changes: [accountsUnknown(command, env, 'group')],
      });
    if (command.name === 'addgroup' && group !== undefined)
      return effectOf({
        needs: [needAccount(command, env, 'user', name), needGroup(command, env, group)],
      });
    const { groups, complete } = env.accounts();
    const asked = numberOf(valueOfOption(options, '-g', '--gid'));
    const system = has(options, '-r', '--system', '-S');
    const gid = asked ?? nextId(groups, complete, system);
    const lenient = has(options, '-f', '--force');
    return effectBy(command, env, doubtsOf(options), {
      needs: [
        root(command, env),
        ...(lenient
          ? []
          : needFree(command, env, 'group', name, has(options, '-o') ? undefined : asked)),
      ],
      changes: [appended(command, env, 'group', `${name}:x:${gid ?? '?'}:`)],
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
