import { NO_BYTES, addBytes } from '../../facts/bytes.ts';
import type { Change, Entry, Leftover } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { type Fact, known, unknown } from '../../facts/origin.ts';
import { childPath, effectOf, needFile, originOf, underCwd } from '../effect.ts';
import { doubtsOf, has, optionSpec, splitOptions } from '../options.ts';
import { entriesBelow, expandGlob } from '../tree-view.ts';
import { needOwner } from '../accounts/account-needs.ts';
import type { Argument, Command, Environment, Program } from '../types.ts';

const OPTIONS = optionSpec(
  '-c --changes -f --silent --quiet -v --verbose --dereference -h --no-dereference --from= --no-preserve-root --preserve-root --reference= -R --recursive -H -L -P -q -r -n=',
);
const SETFACL = optionSpec(
  '-m= --modify= -M= -x= --remove= -X= -b --remove-all -k --remove-default -d --default -R --recursive -n --no-mask --mask -L -P --set= --restore= --test',
);

/** chown, chgrp, chmod: files of earlier layers are written again, whole. */
export const ownership: Program = {
  names: ['chown', 'chgrp', 'chmod', 'setfacl', 'setcap'],
  effect(command, env) {
    const args =
      command.name === 'chmod'
        ? // `chmod -x file`: what looks like an option is the mode.
          command.args.map((arg) =>
            /^[-+][rwxXst]+$/.test(arg.value ?? '')
              ? { ...arg, value: `a${arg.value ?? ''}` }
              : arg,
          )
        : command.args;
    const options = splitOptions(args, command.name === 'setfacl' ? SETFACL : OPTIONS);
    const reference = has(options, '--reference');
    const [what, ...targets] = options.operands;
    const onlyPaths = reference || command.name === 'setfacl';
    const [wanted, paths] = onlyPaths ? [undefined, options.operands] : [what?.value, targets];
    const edit = editor(command, env, wanted);
    const deep = has(options, '-R', '--recursive');
    const places = paths.flatMap((arg) => {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      if (path === undefined) return [];
      return arg.glob === true ? expandGlob(env, path) : [path];
    });
    const needs = [
      ...(what && !onlyPaths ? ownersNeeded(command, env, what) : []),
      ...paths
        .filter((arg) => arg.glob !== true && arg.value !== undefined)
        .map((arg) => needFile({ ...command, at: arg.span }, env, arg.value ?? '')),
    ];
    const changes = places.flatMap((path) => changed(env, path, deep, edit));
    // Whoever owns what, nothing new comes of it.
    const doubts = doubtsOf(options).filter((one) => one.below === undefined);
    return effectOf({
      ...(options.strange.length > 0
        ? {}
        : { changes, leftovers: rewritten(command, env, places, changes), needs }),
      understood: doubts.length === 0,
      ...(doubts.length === 0 ? {} : { strange: doubts.map((one) => one.text) }),
    });
  },
};

/** The accounts that chown and chgrp name. */
function ownersNeeded(command: Command, env: Environment, what: Argument): Need[] {
  if (command.name === 'chown') return needOwner(command, env, what);
  return command.name === 'chgrp' ? needOwner(command, env, what, 'group') : [];
}

/** Files of earlier layers whose bytes this one holds once more. */
function rewritten(
  command: Command,
  env: Environment,
  places: readonly string[],
  changes: readonly Change[],
): Leftover[] {
  const old = changes.filter(
    (one) =>
      one.entry && one.entry.size.high > 0 && env.files.get(one.path).entry?.layer !== env.layer,
  );
  const [path] = places;
  if (old.length === 0 || path === undefined) return [];
  let size = NO_BYTES;
  for (const one of old) size = addBytes(size, one.entry?.size ?? NO_BYTES);
  return [{ kind: 'duplicated', path, size, origin: originOf(command) }];
}

type Edit = (entry: Entry) => Entry;

function changed(env: Environment, named: string, deep: boolean, edit: Edit): Change[] {
  const path = deep ? behindLink(env, named) : named;
  const { entry } = env.files.get(path);
  if (!entry) return [];
  const below = deep && entry.kind === 'dir' ? entriesBelow(env, path).entries : [];
  const one = (at: string, before: Entry): Change => ({ do: 'put', path: at, entry: edit(before) });
  return [one(path, entry), ...below.map(({ path: at, ...rest }) => one(at, rest))];
}

/** Where a link leads: the change is the target's, the link stays one. */
function behindLink(env: Environment, path: string): string {
  const parent = path.replace(/\/[^/]*$/, '') || '/';
  const link = env.files.list(parent).entries.find((one) => one.path === path);
  if (link?.kind !== 'link' || link.target === undefined) return path;
  return link.target.startsWith('/') ? link.target : childPath(parent, link.target);
}

function editor(command: Command, env: Environment, wanted: string | undefined): Edit {
  const origin = originOf(command);
  const here = { layer: env.layer };
  if (command.name === 'chmod')
    return (entry) => ({ ...entry, ...here, mode: modeAfter(entry.mode, wanted, origin) });
  if (command.name === 'setcap' || command.name === 'setfacl')
    return (entry) => ({ ...entry, ...here });
  const [user, group] = (wanted ?? '').split(/[:.]/);
  const { users, groups } = env.accounts();
  const find = (name: string | undefined, kind: 'uid' | 'gid'): Fact<number> | undefined => {
    if (name === undefined || name === '') return undefined;
    if (/^\d+$/.test(name)) return known(Number(name), origin);
    const id = (kind === 'uid' ? users : groups).find((one) => one.name === name)?.[kind];
    return id === undefined ? unknown(origin) : known(id, origin);
  };
  const uid =
    command.name === 'chgrp'
      ? undefined
      : wanted === undefined
        ? unknown<number>(origin)
        : find(user, 'uid');
  const gid = command.name === 'chgrp' ? find(user, 'gid') : find(group, 'gid');
  return (entry) => ({ ...entry, ...here, ...(uid ? { uid } : {}), ...(gid ? { gid } : {}) });
}

/** The mode after an octal or symbolic chmod; `X` counts as `x`. */
function modeAfter(
  before: Fact<number>,
  wanted: string | undefined,
  origin: ReturnType<typeof originOf>,
): Fact<number> {
  if (wanted === undefined) return unknown(origin);
  if (/^[0-7]+$/.test(wanted)) return known(Number.parseInt(wanted, 8), origin);
  if (!before.known) return before;
  let mode = before.value;
  for (const clause of wanted.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return unknown(origin);
    const [, who = '', operator, bits = ''] = match;
    const one = (/r/.test(bits) ? 4 : 0) | (/w/.test(bits) ? 2 : 0) | (/[xX]/.test(bits) ? 1 : 0);
    const all = who === '' || who.includes('a');
    let mask = 0;
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const)
      if (all || who.includes(letter)) mask |= one << shift;
    mode = operator === '+' ? mode | mask : operator === '-' ? mode & ~mask : mask;
  }
  return known(mode, origin);
}
