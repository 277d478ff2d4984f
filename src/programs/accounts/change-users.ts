import { effectBy, effectOf, originOf } from '../effect.ts';
import type { Need } from '../../facts/need.ts';
import {
  type Options,
  doubtsOf,
  has,
  optionSpec,
  splitOptions,
  valueOfOption,
  valuesOf,
} from '../options.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { accountsUnknown, without } from './account-files.ts';
import { needFreeId, needFreeName, needGroup, needUser, root } from './account-needs.ts';

/** usermod and groupmod, gpasswd, userdel, deluser, chsh, passwd of shadow 4.17 and BusyBox. */
const OPTIONS = optionSpec(
  `-u= --uid= -g= --gid= -G= --groups= -a --append -d= --home= -s= --shell= -c= --comment= -e= --expiredate= -f? --inactive= -p= --password= -l= --login= -n= --new-name= -L --lock -U --unlock -m --move-home -o --non-unique -v= -V= -w= -W= -R= --root= -P= --prefix= -Z=
  -r --remove --remove-home --remove-all-files --backup --backup-to= --only-if-empty --system --quiet -q -h --help -S --status -M= --members= -A= --force --stdin -x= -i= -D --group --add= -E -I= --mindays= --maxdays= --warndays= --delete= --badname`,
);

/** What changes or removes accounts; what that leaves is followed only in part. */
export const changeUser: Program = {
  names: ['usermod', 'groupmod', 'userdel', 'deluser', 'groupdel', 'delgroup'],
  effect(command, env) {
    const options = splitOptions(command.args, OPTIONS);
    const kind = command.name.includes('group') ? 'group' : 'passwd';
    const doubts = doubtsOf(options);
    const values = valuesOf(options.operands);
    const [name] = command.name.startsWith('del') ? values : values.slice(-1);
    const needs = [root(command, env)];
    if (name === undefined)
      return effectBy(command, env, doubts, {
        needs,
        changes: [accountsUnknown(command, env, kind)],
      });
    const need = kind === 'group' ? needGroup(command, env, name) : needUser(command, env, name);
    if (command.name.includes('del')) return deleted(command, env, { name, kind }, doubts, values);
    const moves = [...options.flags.keys()].some((one) =>
      /^(-u|-g|-l|-n|-d|--uid|--gid|--login|--new-name|--home)$/.test(one),
    );
    return effectBy(command, env, doubts, {
      needs: [...needs, need, ...needsOfChange(command, env, kind, options, name)],
      changes: moves ? [accountsUnknown(command, env, kind)] : [],
    });
  },
};

/** What a change asks for: names and ids that are free, groups that are there. */
function needsOfChange(
  command: Command,
  env: Environment,
  file: 'passwd' | 'group',
  options: Options,
  name: string,
): Need[] {
  const kind = file === 'passwd' ? 'user' : 'group';
  const { users, groups } = env.accounts();
  const own = (kind === 'user' ? users : groups).find((one) => one.name === name);
  const renamed = valueOfOption(options, '-l', '--login', '-n', '--new-name');
  const text = valueOfOption(options, ...(kind === 'user' ? ['-u', '--uid'] : ['-g', '--gid']));
  const id = text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  const keeps = id === undefined || id === (kind === 'user' ? own?.uid : own?.gid);
  const wanted =
    kind === 'user'
      ? [
          valueOfOption(options, '-g', '--gid'),
          ...(valueOfOption(options, '-G', '--groups')?.split(',') ?? []),
        ]
      : [];
  return [
    ...(renamed === undefined || renamed === name
      ? []
      : [needFreeName(command, env, kind, renamed)]),
    ...(keeps || has(options, '-o', '--non-unique') ? [] : [needFreeId(command, env, kind, id)]),
    ...wanted.flatMap((one) =>
      one === undefined || one === '' || /^\d+$/.test(one) ? [] : [needGroup(command, env, one)],
    ),
  ];
}

/** `deluser user group` takes the user out of the group only. */
function deleted(
  command: Command,
  env: Environment,
  { name, kind }: { readonly name: string; readonly kind: 'passwd' | 'group' },
  doubts: readonly Argument[],
  operands: readonly string[],
): ProgramEffect {
  const member = command.name.startsWith('del') && operands.length > 1;
  const need = kind === 'group' ? needGroup(command, env, name) : needUser(command, env, name);
  const home = env.accounts().users.find((one) => one.name === name)?.home;
  const removes = command.args.some((one) =>
    /^(-[a-z]*r[a-z]*|--remove|--remove-home|--remove-all-files)$/.test(one.value ?? ''),
  );
  return effectBy(command, env, doubts, {
    needs: [root(command, env), need],
    changes: member
      ? []
      : [
          without(command, env, kind, name),
          // The user's own group of the same name goes, too.
          ...(kind === 'passwd' ? [without(command, env, 'group', name)] : []),
          ...(removes && kind === 'passwd' && home !== undefined && home !== '/'
            ? [{ do: 'remove' as const, path: home, origin: originOf(command) }]
            : []),
        ],
  });
}

/** Passwords, shells and memberships: of accounts only these change. */
export const passwords: Program = {
  names: [
    'passwd',
    'chpasswd',
    'chsh',
    'chfn',
    'gpasswd',
    'chage',
    'pwconv',
    'grpconv',
    'vipw',
    'newusers',
  ],
  effect(command, env) {
    // The others let people change what is their own.
    const needs = /^(chpasswd|newusers|pwconv|grpconv)$/.test(command.name)
      ? [root(command, env)]
      : [];
    if (command.name === 'newusers')
      return effectOf({ needs, changes: [accountsUnknown(command, env, 'passwd')] });
    const because = originOf(command);
    return effectOf({ needs, havoc: [{ path: '/etc', because }] });
  },
};
