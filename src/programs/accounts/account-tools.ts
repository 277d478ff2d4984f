import type { Need } from '../../facts/need.ts';
import { type OptionSpec, type Options, optionSpec } from '../options.ts';
import type { Argument, Command, Environment } from '../types.ts';

/** Whose useradd, adduser, groupadd or addgroup it is: each takes options of its own. */
export type Tool = 'shadow' | 'debian' | 'busybox';

/** Manuals of shadow 4.17. */
const USERADD = optionSpec(
  `-b= --base-dir= --badname --badnames -c= --comment= -d= --home= --home-dir= -D --defaults -e= --expiredate= -f= --inactive= -F --add-subids-for-system
  -g= --gid= -G= --groups= -h --help -k= --skel= -K= --key= -l --no-log-init -m --create-home -M --no-create-home -N --no-user-group -o --non-unique
  -p= --password= -P= --prefix= -r --system -R= --root= -s= --shell= -u= --uid= -U --user-group -Z= --selinux-user= --selinux-range= --btrfs-subvolume-home --extrausers`,
);
const GROUPADD = optionSpec(
  '-f --force -g= --gid= -h --help -K= --key= -o --non-unique -p= --password= -r --system -R= --root= -P= --prefix= -U= --users= --extrausers',
);
/** Manual of Debian's adduser 3.134. */
const ADDUSER = optionSpec(
  `-c= --conf= -q --quiet -v --version --verbose -h --help --debug --add_extra_groups --add-extra-groups --allow-all-names --allow-badname --allow-bad-names --force-badname
  --comment= --gecos= --disabled-login --disabled-password --encrypt-home --extra_groups= --firstuid= --lastuid= --firstgid= --lastgid= --gid= --group --home= --ingroup=
  --no-create-home --shell= --system --uid= -u= --user --add-subids --stdoutmsglevel= --stderrmsglevel= --logmsglevel=`,
);
/** BusyBox 1.37 spells home and group differently. */
const BUSYBOX_USER = optionSpec(
  '-h= -g= -s= -G= -k= -u= -S -D -H --home= --gecos= --shell= --ingroup= --uid= --skel= --system --disabled-password --empty-password --no-create-home',
);
const BUSYBOX_GROUP = optionSpec('-g= --gid= -S --system');

/** Whose tool a command is; undefined where nobody knows the base. */
export function toolOf({ name }: Command, env: Environment): Tool | undefined {
  if (name === 'useradd' || name === 'groupadd') return 'shadow';
  switch (env.base?.os.id) {
    case 'alpine':
    case 'busybox':
      return 'busybox';
    case 'debian':
    case 'ubuntu':
      return 'debian';
    case 'rhel':
      return name === 'adduser' ? 'shadow' : undefined;
    default:
      return undefined;
  }
}

/** The options of the tool; Debian's where it is not known which one it is. */
export function optionsFor(command: Command, tool: Tool | undefined): OptionSpec {
  const isUser = command.name.startsWith('user') || command.name === 'adduser';
  if (tool === 'shadow') return isUser ? USERADD : GROUPADD;
  if (tool === 'busybox') return isUser ? BUSYBOX_USER : BUSYBOX_GROUP;
  return ADDUSER;
}

/** Releases whose adduser is the one its options were read from. */
const ADDUSER_3 = /^(9|10|11|12|18\.04|20\.04|22\.04|23\.\d+|24\.04)$/;
/** Options of the other flavours, by name: what none of them has may be new. */
const ELSEWHERE: Readonly<Record<Tool, RegExp>> = {
  shadow: /^(-S|-H|--disabled-(password|login)|--gecos|--ingroup|--group|--empty-password)$/,
  debian: /^-[DSGgsrmMdkpNlbKfFeoRPZ]$/,
  busybox: /^(-[rmMdcUNolbKfFeRPZ]|--group|--gid|--home-dir|--create-home|--user-group|--groups)$/,
};

/** The need for options that this flavour of the tool takes, where one is another's; none where all are known. */
export function needOptions(
  command: Command,
  env: Environment,
  tool: Tool | undefined,
  options: Options,
): Need[] {
  if (tool === undefined || options.strange.length === 0) return [];
  if (tool === 'debian' && !ADDUSER_3.test(env.base?.os.release ?? '')) return [];
  const found = env.find(command.path);
  for (const arg of options.strange)
    for (const name of namesIn(arg))
      if (options.flags.has(name) && ELSEWHERE[tool].test(name))
        return [
          {
            what: 'option',
            arg: name,
            at: arg.span,
            met: found.origin.by === 'base' ? 'no' : 'unknown',
            origin: found.origin,
            by: command.name,
            detail: tool,
          },
        ];
  return [];
}

/** The options of a word: `-DH` has two. */
function namesIn({ value = '' }: Argument): string[] {
  return value.startsWith('--')
    ? [value.replace(/=.*/s, '')]
    : value.startsWith('-')
      ? Array.from(value.slice(1), (letter) => `-${letter}`)
      : [];
}

/** `adduser -h …` on Debian prints help and ends well: nothing is made. Options are read without their case. */
export function asksForHelp(tool: Tool | undefined, args: readonly Argument[]): boolean {
  return tool === 'debian' && args.some(({ value }) => /^-(h|H|-help)$/.test(value ?? ''));
}
