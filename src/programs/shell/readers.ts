import type { Tri } from '../../facts/tri.ts';
import { effectBy, effectOf, putFile, underCwd, unreadCode } from '../effect.ts';
import { optionSpec, splitOptions, valueOfOption } from '../options.ts';
import type { Program } from '../types.ts';

/** Programs that read, print or compare, whatever they are told: nothing of it stays in the image. */
const READERS = `
  base32 base64 blkid bc cal cksum clear cmp column comm cut date dc df diff dig dir dmesg du
  egrep expand expr factor fgrep file fmt fold free fuser getcap getconf getent getfacl grep groups head hexdump host
  hostid hostname hostnamectl htop iconv id ifconfig ip ipcs jobs join jq kill killall last ldd less locale locate logger
  logname look lsb_release ls lsattr lsblk lscpu lsmod lsns lsof lspci lsusb man md5sum more nc ncat netstat nl nm nproc
  nslookup ntpdate numfmt objdump od paste pgrep pidof ping ping6 pkg-config pkgconf pkill pmap printenv ps pwdx readelf readlink
  realpath rev rpmkeys scanelf seq sha1sum sha224sum sha256sum sha384sum sha512sum shasum b2sum size sleep ss stat strings stty
  sum sync sysctl tac tail time top tput tr traceroute tsort tty unexpand uptime users vdir vmstat w wc
  whatis whereis who whoami xmllint xmlstarlet yes xx-info xx-verify zdump zgrep zipinfo zless curl-config php-config
  pg_isready dpkg-query apt-cache apt-config
  ffprobe identify nvidia-smi rpmquery rpmspec shellcheck yamllint flake8 pylint
  true : false umask ulimit trap wait hash alias unalias shopt return getopts let break continue ssh-keyscan
  diffstat filterdiff lsdiff interdiff llvm-config fg bg disown suspend history bind complete enable help dirs caller times logout
`;

/** Readers with an option that names a file they write. */
const OUTPUTS: Readonly<Record<string, string>> = {
  sort: '-o= --output= -k= --key= -t= --field-separator= -S= -T=',
  shuf: '-o= --output= -n= -i= -e',
  tree: '-o= -L= -I= -P=',
  uniq: '-f= -s= -w=',
  xxd: '-c= -g= -l= -o= -s= -r -p -u -i -e -b -E',
};
/** Of these the second operand is what they write. */
const SECOND = ['uniq', 'xxd'];

/** Always end well. */
const SURE = new Set(
  'true : umask trap wait pwd sleep date whoami nproc sync clear seq yes'.split(' '),
);

export const readers: Program = {
  names: READERS.trim().split(/\s+/),
  effect(command) {
    const succeeds: Tri =
      command.name === 'false' ? 'no' : SURE.has(command.name) ? 'yes' : 'unknown';
    return effectOf({ succeeds });
  },
};

export const filters: Program = {
  names: Object.keys(OUTPUTS),
  effect(command, env) {
    const options = splitOptions(command.args, optionsOf(command.name));
    const second = SECOND.includes(command.name) ? options.operands[1] : undefined;
    const output = second ?? options.flags.get('-o') ?? options.flags.get('--output');
    if (output === undefined) return effectOf();
    const given = valueOfOption(options, '-o', '--output') ?? second?.value;
    const path = given === undefined ? undefined : underCwd(env, given);
    return effectBy(command, env, path === undefined ? [output] : [], {
      changes: path === undefined ? [] : [putFile(command, env, path)],
    });
  },
};

const specs = new Map<string, ReturnType<typeof optionSpec>>();

function optionsOf(name: string): ReturnType<typeof optionSpec> {
  let spec = specs.get(name);
  if (!spec) specs.set(name, (spec = optionSpec(OUTPUTS[name] ?? '')));
  return spec;
}

/** yq: prints, unless it edits in place. */
export const yq: Program = {
  names: ['yq', 'crudini', 'jaq'],
  effect(command, env) {
    const edits =
      command.name === 'crudini' ||
      command.args.some((arg) => /^(-[a-zA-Z]*i|--inplace|--in-place)$/.test(arg.value ?? ''));
    if (!edits) return effectOf();
    const changes = command.args.flatMap(({ value }) => {
      const path = value === undefined || /^[-.]/.test(value) ? undefined : underCwd(env, value);
      const entry = path === undefined ? undefined : env.files.get(path).entry;
      return path !== undefined && entry?.kind === 'file' ? [putFile(command, env, path)] : [];
    });
    return effectOf({ changes });
  },
};

const AWK = optionSpec('-F= -v= -f= -i= -b -c -e= -E= -l= -n -N -o? -O -P -r -s -S --version');

/** awk: prints, unless its program writes files or runs something. */
export const awk: Program = {
  names: ['awk', 'gawk', 'mawk', 'nawk'],
  effect(command, env) {
    const options = splitOptions(command.args, AWK);
    if (valueOfOption(options, '-i') === 'inplace')
      return unreadCode(command, env, { network: 'no' });
    const text = options.flags.has('-f') ? undefined : options.operands[0];
    // `print > "file"`, `print | "command"`, `system(…)`.
    const writes = /[>|]\s*["(]|system\s*\(/.test(text?.value ?? text?.text ?? '');
    if (writes || options.flags.has('-f')) return unreadCode(command, env, { network: 'no' });
    return effectBy(command, env, options.strange);
  },
};
