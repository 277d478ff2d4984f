import type { Bytes } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { needWritable } from '../access.ts';
import {
  childPath,
  effectBy,
  effectOf,
  exists,
  needFile,
  originOf,
  putDirectory,
  putFile,
  underCwd,
} from '../effect.ts';
import {
  type Options,
  doubtsOf,
  has,
  optionSpec,
  splitOptions,
  valueOfOption,
} from '../options.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** What comes out of an archive nobody has opened. */
const CONTENT: Bytes = { low: 0, high: 2e9, basis: 'unknown' };

/** From the manuals of GNU tar 1.35, bsdtar and BusyBox. */
const TAR = optionSpec(
  `-A --catenate --concatenate -c --create -d --diff --compare --delete -r --append -t --list -u --update -x --extract --get
  -f= --file= -C= --directory= -z --gzip --gunzip --ungzip -j --bzip2 -J --xz -Z --compress -a --auto-compress --zstd --lzma --lzip --lzop
  -I= --use-compress-program= -v --verbose -p --preserve-permissions --same-permissions --no-same-permissions -o --no-same-owner
  --same-owner --numeric-owner --owner= --group= --mode= -m --touch --mtime= --strip-components= --strip= --exclude= -X=
  --exclude-from= --exclude-vcs --exclude-caches -T= --files-from= --wildcards --no-wildcards --wildcards-match-slash --anchored --no-anchored
  -k --keep-old-files --keep-newer-files --skip-old-files --overwrite --overwrite-dir --no-overwrite-dir -U --unlink-first
  --recursive-unlink -h --dereference -l --hard-dereference --one-file-system -P --absolute-names --transform= --xform= -s
  --no-recursion --recursion -O --to-stdout -S --sparse -w --interactive --warning= --checkpoint? --checkpoint-action= --totals? -W
  --verify -b= --blocking-factor= -i --ignore-zeros --format= -H= --posix --pax-option= --sort= --delay-directory-restore --show-transformed-names
  --no-xattrs --xattrs --acls --no-acls --selinux --no-selinux -n --seek --ignore-failed-read --remove-files --no-auto-compress --quoting-style= -N=
  --newer= --no-mac-metadata --version --help --null --occurrence? --backup?`,
);

/** tar, also with its options in a first word without a dash. */
export const tar: Program = {
  names: ['tar', 'bsdtar', 'gtar'],
  effect(command, env) {
    const options = splitOptions(oldStyle(command.args), TAR);
    if (has(options, '-t', '--list', '-d', '--diff', '--version', '--help', '-O', '--to-stdout'))
      return effectBy(command, env, options.strange);
    const file = options.flags.get('-f') ?? options.flags.get('--file');
    const place = options.flags.get('-C') ?? options.flags.get('--directory');
    if (has(options, '-c', '--create', '-r', '--append', '-u', '--update', '-A'))
      return packed(command, env, file, options.strange, packedNeeds(command, env, options));
    const dir = place ? place.value && underCwd(env, place.value) : env.cwd;
    const computed = dir === undefined && place ? [place] : [];
    const archive =
      file?.value !== undefined && file.value !== '-'
        ? [needFile({ ...command, at: file.span }, env, file.value)]
        : [];
    // tar makes directories of its archive only, not the one it goes to.
    const goal =
      place?.value !== undefined && place.glob !== true
        ? [needFile({ ...command, at: place.span }, env, place.value)]
        : [];
    return unpacked(command, env, dir, [...options.strange, ...computed], [...archive, ...goal]);
  },
};

/** `tar xzf a b` is `tar -x -z -f a b`: letters that take a value take the words behind, in their order. */
function oldStyle(args: readonly Argument[]): Argument[] {
  const [first, ...rest] = args;
  if (first?.value === undefined || !/^[a-zA-Z]+$/.test(first.value)) return [...args];
  const words: Argument[] = [];
  let next = 0;
  for (const letter of first.value) {
    words.push({ ...first, value: `-${letter}` });
    const value = 'fCTXIHNb'.includes(letter) ? rest[next] : undefined;
    if (value) {
      words.push(value);
      next += 1;
    }
  }
  return [...words, ...rest.slice(next)];
}

function packed(
  command: Command,
  env: Environment,
  file: Argument | undefined,
  strange: readonly Argument[],
  needs: readonly Need[] = [],
): ProgramEffect {
  if (file === undefined || file.value === '-') return effectBy(command, env, strange, { needs });
  const path = file.value === undefined ? undefined : underCwd(env, file.value);
  return effectBy(command, env, path === undefined ? [...strange, file] : strange, {
    changes: path === undefined ? [] : [putFile(command, env, path, { size: CONTENT })],
    needs,
  });
}

/** What tar packs, seen from the directory that `-C` names. */
function packedNeeds(command: Command, env: Environment, options: Options): Need[] {
  const place = options.flags.get('-C') ?? options.flags.get('--directory');
  const dir = place ? place.value && underCwd(env, place.value) : env.cwd;
  if (dir === undefined || has(options, '-T', '--files-from', '--ignore-failed-read')) return [];
  const one = (arg: Argument, path: string): Need =>
    needFile({ ...command, at: arg.span }, env, path);
  return [
    ...(place ? [one(place, dir)] : []),
    ...options.operands.flatMap((arg) =>
      arg.value === undefined || arg.glob === true || arg.value === ''
        ? []
        : [one(arg, arg.value.startsWith('/') ? arg.value : childPath(dir, arg.value))],
    ),
  ];
}

/** An archive says what it holds only when it is opened: anything may be new below the directory. */
function unpacked(
  command: Command,
  env: Environment,
  dir: string | undefined,
  doubts: readonly Argument[],
  needs: readonly Need[],
): ProgramEffect {
  const empty: Bytes = { low: 0, high: 0, basis: 'unknown' };
  const changes: Change[] =
    dir === undefined || exists(env, dir) === 'yes'
      ? []
      : [putDirectory(command, env, dir, empty, true)];
  // What comes out is put beside what is there.
  const place = dir === undefined ? [] : needWritable(env, childPath(dir, 'x'), command.at);
  return effectBy(command, env, doubts, {
    needs: [...needs, ...place],
    changes,
    spread: CONTENT,
    havoc: [{ path: dir ?? '/', because: originOf(command) }],
  });
}

const UNZIP = optionSpec(
  '-Z -l -v -t -z -p -f -u -x -d= -n -o -q -qq -j -a -b -C -L -X -V -K -P= -W -h -M -O= -I= -D -UU -:',
);

export const unzip: Program = {
  names: ['unzip'],
  effect(command, env) {
    const options = splitOptions(withoutExcluded(command.args), UNZIP);
    if (has(options, '-l', '-t', '-p', '-Z', '-z', '-v', '-h'))
      return effectBy(command, env, options.strange);
    const place = options.flags.get('-d');
    const dir = place ? place.value && underCwd(env, place.value) : env.cwd;
    const computed = dir === undefined && place ? [place] : [];
    const [file] = options.operands;
    const archive =
      file?.value !== undefined && file.glob !== true ? [needFile(command, env, file.value)] : [];
    return unpacked(command, env, dir, [...options.strange, ...computed], archive);
  },
};

/** `-x a b` names what is left out, up to the next option. */
function withoutExcluded(args: readonly Argument[]): Argument[] {
  let skipping = false;
  return args.filter((arg) => {
    const isOption = arg.value?.startsWith('-') === true;
    if (isOption) skipping = arg.value === '-x';
    return isOption || !skipping;
  });
}

const ZIP = optionSpec(
  `-# -r --recurse-paths -q --quiet -j --junk-paths -m --move -y --symlinks -u --update -f --freshen -d --delete -9 -e -P= --password= -x --exclude -i
  --include -D --no-dir-entries -X --no-extra -T --test -v --verbose -l -n= -o -g -R -s= -b= -FS -t= -A -@`,
);

export const zip: Program = {
  names: ['zip'],
  effect(command, env) {
    const options = splitOptions(command.args, ZIP);
    const [file] = options.operands;
    const named =
      file?.value === undefined || /\.[^/]+$/.test(file.value)
        ? file
        : { ...file, value: `${file.value}.zip` };
    return packed(command, env, named, options.strange);
  },
};

/** Compressors: what they append, or take away. */
const SUFFIXES: Readonly<Record<string, string>> = {
  gzip: '.gz',
  gunzip: '.gz',
  pigz: '.gz',
  unpigz: '.gz',
  xz: '.xz',
  unxz: '.xz',
  lzma: '.lzma',
  unlzma: '.lzma',
  bzip2: '.bz2',
  bunzip2: '.bz2',
  zstd: '.zst',
  unzstd: '.zst',
  lz4: '.lz4',
  brotli: '.br',
};
const COMPRESS = optionSpec(
  `-# -c --stdout --to-stdout -d --decompress --uncompress -f --force -h --help -k --keep -l --list -n --no-name -N --name -q --quiet -r
  --recursive -S= --suffix= -t --test -v --verbose -V --version --fast --best -z --compress -e --extreme -T= --threads= -M= --memlimit= -F= --format= -C= --check=
  --rm --ultra --output-dir-flat= --output-dir-mirror= --patch-from= -o= --no-progress --long? -p= --processes= -i --rsyncable -9e`,
);
const KEEPS = ['zstd', 'unzstd', 'lz4', 'brotli'];

/** gzip, xz and their kin: a file takes the place of another one. */
export const compressors: Program = {
  names: [...Object.keys(SUFFIXES), 'zcat', 'xzcat', 'bzcat', 'zstdcat'],
  effect(command, env) {
    const options = splitOptions(command.args, COMPRESS);
    const printing = [
      '-c',
      '--stdout',
      '--to-stdout',
      '-t',
      '--test',
      '-l',
      '--list',
      '-V',
      '--version',
    ];
    if (command.name.endsWith('cat') || has(options, ...printing) || options.operands.length === 0)
      return effectBy(command, env, options.strange);
    const suffix = valueOfOption(options, '-S', '--suffix') ?? SUFFIXES[command.name] ?? '';
    const changes = options.operands.flatMap((arg) => replaced(command, env, options, arg, suffix));
    const needs = options.operands.flatMap((arg) =>
      arg.value === undefined || arg.glob ? [] : [needFile(command, env, arg.value)],
    );
    // Which files a pattern stands for decides what lies beside them afterwards.
    const open = options.operands.filter((arg) => arg.glob === true || arg.value === undefined);
    const havoc = open.map(({ value = '.' }) => ({
      path: underCwd(env, value.replace(/[^/]*$/, '') || '.') ?? '/',
      because: originOf(command),
    }));
    return effectBy(command, env, doubtsOf(options), { changes, needs, havoc });
  },
};

function replaced(
  command: Command,
  env: Environment,
  options: Options,
  arg: Argument,
  suffix: string,
): Change[] {
  const path = arg.value === undefined || arg.glob ? undefined : underCwd(env, arg.value);
  if (path === undefined || env.files.get(path).entry?.kind === 'dir') return [];
  const expands = /^un|^g?unz|^bunz/.test(command.name) || has(options, '-d', '--decompress');
  // `.tgz` becomes `.tar`, any other known suffix goes.
  const plain = path.replace(/\.(t)(gz|xz|bz2)$/, '.tar').replace(new RegExp(`\\${suffix}$`), '');
  const given = valueOfOption(options, '-o');
  const to = (given && underCwd(env, given)) ?? (expands ? plain : `${path}${suffix}`);
  const keeps =
    has(options, '-k', '--keep') || (KEEPS.includes(command.name) && !has(options, '--rm'));
  const old = env.files.get(path).entry?.size;
  const size: Bytes = old
    ? { low: expands ? old.low : 0, high: expands ? old.high * 20 : old.high, basis: 'typical' }
    : CONTENT;
  return [
    ...(keeps ? [] : [{ do: 'remove' as const, path, origin: originOf(command) }]),
    putFile(command, env, to, { size }),
  ];
}

/** Archivers whose command lines are not followed: what they unpack comes below the working directory. */
export const otherArchives: Program = {
  names: [
    '7z',
    '7za',
    '7zr',
    '7zz',
    'cpio',
    'unrar',
    'ar',
    'rpm2cpio',
    'pax',
    'unsquashfs',
    'msiextract',
    'cabextract',
    'innoextract',
  ],
  effect(command, env) {
    if (
      command.name === 'rpm2cpio' ||
      command.args.some((arg) => /^(l|t|-t|--list)$/.test(arg.value ?? ''))
    )
      return effectOf();
    return effectOf({
      havoc: [
        { path: env.cwd ?? '/', because: originOf(command) },
        { path: '/', because: originOf(command) },
      ],
      spread: CONTENT,
    });
  },
};
