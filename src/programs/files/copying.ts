import type { Bytes } from '../../facts/bytes.ts';
import type { Change, Region } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { needPlace } from '../access.ts';
import {
  childPath,
  effectOf,
  needFile,
  newEntry,
  nothing,
  originOf,
  putDirectory,
  underCwd,
  unknownEffect,
} from '../effect.ts';
import {
  type OptionSpec,
  type Options,
  doubtsOf,
  has,
  optionSpec,
  splitOptions,
} from '../options.ts';
import { needOwner } from '../accounts/account-needs.ts';
import { lastPart } from '../paths.ts';
import { expandGlob } from '../tree-view.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { copyOne, linkTo } from './copy-one.ts';

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  cp: optionSpec(
    '-a --archive -b --backup? -c -d -f --force -H -i --interactive -l --link -L --dereference -n --no-clobber -N -P --no-dereference -p --preserve? --no-preserve= --attributes-only --parents -R -r --recursive --reflink? --remove-destination --sparse= --strip-trailing-slashes -s --symbolic-link -S= --suffix= -t= --target-directory= -T --no-target-directory -u --update? -v --verbose -x --one-file-system -Z',
  ),
  mv: optionSpec(
    '-b --backup? -f --force -i --interactive -n --no-clobber --strip-trailing-slashes -S= --suffix= -t= --target-directory= -T --no-target-directory -u --update? -v --verbose --no-copy --exchange -Z',
  ),
  ln: optionSpec(
    '-b --backup? -d -F --directory -f --force -i --interactive -L --logical -n -h --no-dereference -P --physical -r --relative -s --symbolic -S= --suffix= -t= --target-directory= -T --no-target-directory -v --verbose',
  ),
};
const INSTALL: OptionSpec = optionSpec(
  '-b --backup? -c -C --compare -d --directory -D -g= --group= -m= --mode= -o= --owner= -p --preserve-timestamps -s --strip --strip-program= -S= --suffix= -t= --target-directory= -T --no-target-directory -v --verbose -Z',
);
/** Bytes of a copy of something nobody knows. */
const COPIED: Bytes = { low: 0, high: 1e9, basis: 'unknown' };

/** The accounts that `install -o user -g group` names. */
function ownersNeeded(command: Command, env: Environment, options: Options): Need[] {
  const [user, group] = [options.flags.get('-o'), options.flags.get('-g')];
  return [
    ...(user ? needOwner(command, env, user) : []),
    ...(group ? needOwner(command, env, group, 'group') : []),
  ];
}

/** cp, mv, ln, install. */
export const copying: Program = {
  names: ['cp', 'mv', 'ln', 'install'],
  effect(command, env) {
    const options = splitOptions(command.args, OPTIONS[command.name] ?? INSTALL);
    const doubts = doubtsOf(options);
    const unclear = (): ProgramEffect =>
      unknownEffect(command, env, { network: 'no', spread: COPIED }, doubts);
    if (doubts.length > 0) return unclear();
    if (command.name === 'install' && has(options, '-d', '--directory'))
      return nothing({
        needs: ownersNeeded(command, env, options),
        changes: options.operands.flatMap((arg) => directoryAt(command, env, arg)),
      });
    const into = options.flags.get('-t') ?? options.flags.get('--target-directory');
    const here = options.operands.length === 1 && !into;
    // `ln -s /path/name` makes `name` in the working directory.
    const target = here
      ? { ...options.operands[0], value: '.' }
      : (into ?? options.operands.at(-1));
    const sources = into || here ? options.operands : options.operands.slice(0, -1);
    if (target?.value === undefined || (here && command.name !== 'ln')) return effectOf();
    const goal = underCwd(env, target.value);
    if (goal === undefined) return unclear();
    const directory =
      into !== undefined ||
      /(^|\/)\.{0,2}$/.test(target.value) ||
      sources.length > 1 ||
      (!has(options, '-T', '--no-target-directory') &&
        env.files.get(goal).entry?.kind === 'dir' &&
        !isLinkKept(command, env, options, goal));
    return transferAll(command, env, options, sources, { goal, directory });
  },
};

const RECURSIVE = ['-r', '-R', '-a', '--recursive', '--archive'];

/** Where the copies are to come: into a directory that is there, or beside what is there. */
function placeNeeds(
  command: Command,
  env: Environment,
  options: Options,
  { goal, directory }: Goal,
  sources: number,
): Need[] {
  // `install -D` and `cp --parents` make the directories.
  if (has(options, '-D', '--parents')) return [];
  // One directory that is copied, or moved, may get a new name with a slash behind it.
  const renames = sources === 1 && (command.name === 'mv' || has(options, ...RECURSIVE));
  const within = directory && !(renames && env.files.get(goal).is !== 'yes');
  return needPlace(env, within ? childPath(goal, 'x') : goal, command.at);
}

/** `ln -n` replaces a link to a directory instead of writing below it. */
function isLinkKept(command: Command, env: Environment, options: Options, goal: string): boolean {
  const parent = goal.replace(/\/[^/]*$/, '') || '/';
  const own = env.files.list(parent).entries.find((one) => one.path === goal);
  return (
    command.name === 'ln' && has(options, '-n', '--no-dereference', '-h') && own?.kind === 'link'
  );
}

function directoryAt(command: Command, env: Environment, arg: Argument): Change[] {
  const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
  return path === undefined ? [] : [putDirectory(command, env, path)];
}

interface Goal {
  readonly goal: string;
  /** It is a directory, or becomes one: sources keep their names below it. */
  readonly directory: boolean;
}

interface Transfer {
  readonly changes: Change[];
  readonly needs: Need[];
  readonly havoc: Region[];
}

function transferAll(
  command: Command,
  env: Environment,
  options: Options,
  sources: readonly Argument[],
  where: Goal,
): ProgramEffect {
  const one = command.name === 'ln' ? link : transfer;
  const results = sources.map((arg) => one(command, env, options, arg, where));
  const goals = placeNeeds(command, env, options, where, sources.length);
  return effectOf({
    changes: results.flatMap((result) => result.changes),
    needs: [...results.flatMap((result) => result.needs), ...goals],
    havoc: results.flatMap((result) => result.havoc),
  });
}

function link(
  command: Command,
  env: Environment,
  options: Options,
  arg: Argument,
  { goal, directory }: Goal,
): Transfer {
  const text = arg.value ?? '';
  const path = directory ? childPath(goal, lastPart(text)) : goal;
  if (has(options, '-s', '--symbolic')) {
    const entry = newEntry(command, env, 'link', 0o777, { target: text });
    return { changes: [{ do: 'put', path, entry }], needs: [], havoc: [] };
  }
  const from = underCwd(env, text);
  const changes = from === undefined ? [] : linkTo(command, env, from, path);
  return { changes, needs: from === undefined ? [] : [needed(command, env, arg)], havoc: [] };
}

function needed(command: Command, env: Environment, arg: Argument): Need {
  return needFile({ ...command, at: arg.span }, env, arg.value ?? '');
}

function transfer(
  command: Command,
  env: Environment,
  options: Options,
  arg: Argument,
  { goal, directory }: Goal,
): Transfer {
  const text = arg.value ?? '';
  const from = underCwd(env, text);
  // Below a working directory nobody knows: something of that name comes to the goal.
  if (from === undefined)
    return { changes: [], needs: [], havoc: [{ path: goal, because: originOf(command) }] };
  const sources = arg.glob === true ? expandGlob(env, from) : [from];
  const changes = sources.flatMap((source) =>
    copyOne(command, env, options, {
      from: source,
      to: directory ? childPath(goal, text.endsWith('/.') ? '.' : lastPart(source)) : goal,
      renamed: !directory,
    }),
  );
  if (arg.glob !== true) return { changes, needs: [needed(command, env, arg)], havoc: [] };
  const gone: Change[] =
    command.name === 'mv' && from.endsWith('/*')
      ? [{ do: 'empty', path: from.slice(0, -2) || '/', origin: originOf(command) }]
      : [];
  // A pattern takes along what nobody has listed.
  return {
    changes: [...changes, ...gone],
    needs: [],
    havoc: [{ path: goal, because: originOf(command) }],
  };
}
