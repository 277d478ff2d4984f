import { NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Entry } from '../../facts/image.ts';
import { known, unknown } from '../../facts/origin.ts';
import { childPath, newEntry, originOf, putUnseen } from '../effect.ts';
import { type Options, has, valueOfOption } from '../options.ts';
import { lastPart } from '../paths.ts';
import { entriesBelow } from '../tree-view.ts';
import type { Command, Environment } from '../types.ts';

interface Way {
  readonly from: string;
  readonly to: string;
  /** The goal gave the name: if it is a directory nobody knows of, the copy lies below it instead. */
  readonly renamed: boolean;
}

/** The changes that copy, or move, one file or directory with what is listed below it. */
export function copyOne(command: Command, env: Environment, options: Options, way: Way): Change[] {
  const { from, to } = way;
  const there = env.files.get(from);
  const moved = command.name === 'mv';
  const removal: Change[] = moved ? [{ do: 'remove', path: from, origin: originOf(command) }] : [];
  if (there.is === 'no') return [];
  const fresh = copier(command, env, options);
  if (!there.entry || maybeInside(env, way)) return [...removal, putUnseen(command, env, to)];
  if (there.entry.kind !== 'dir')
    return [...removal, { do: 'put', path: to, entry: fresh(there.entry) }];
  const below = entriesBelow(env, from);
  const directory = fresh(there.entry);
  return [
    ...removal,
    { do: 'put', path: to, entry: directory, ...(below.complete ? {} : { open: true as const }) },
    ...below.entries.map((entry): Change => ({
      do: 'put',
      path: childPath(to, entry.path.slice(from.length)),
      entry: fresh(entry),
    })),
  ];
}

/** Whether the goal may be a directory that nobody has listed: then nothing is known of what lies there. */
function maybeInside(env: Environment, { from, to, renamed }: Way): boolean {
  if (!renamed || env.files.get(to).is !== 'unknown') return false;
  const name = lastPart(to);
  // A directory has neither the name of the file, nor does it lie among programs, nor an extension.
  return name !== lastPart(from) && !/\/s?bin\/[^/]+$/.test(to) && !/[^.]\.(?!d$)\w+$/.test(name);
}

/** How an entry looks after it was copied: what keeps owner and mode depends on the program and its options. */
function copier(command: Command, env: Environment, options: Options): (entry: Entry) => Entry {
  const origin = originOf(command);
  const kept =
    command.name === 'mv' ||
    (command.name === 'cp' && has(options, '-a', '--archive', '-p', '--preserve'));
  if (command.name === 'install') {
    const text = valueOfOption(options, '-m', '--mode') ?? '755';
    const mode = /^[0-7]+$/.test(text)
      ? known(Number.parseInt(text, 8), origin)
      : unknown<number>(origin);
    const owner = ['-o', '--owner', '-g', '--group'].some((one) => options.flags.has(one))
      ? { uid: idOf(env, options, 'uid', origin), gid: idOf(env, options, 'gid', origin) }
      : {};
    return (entry) => ({ ...copied(command, env, entry), mode, ...owner });
  }
  return (entry) => ({
    ...copied(command, env, entry),
    mode: entry.mode,
    ...(kept ? { uid: entry.uid, gid: entry.gid } : {}),
  });
}

function copied(command: Command, env: Environment, entry: Entry): Entry {
  return newEntry(command, env, entry.kind, 0o644, {
    size: entry.size,
    ...(entry.content ? { content: entry.content } : {}),
    ...(entry.binary ? { binary: entry.binary } : {}),
    ...(entry.target === undefined ? {} : { target: entry.target }),
  });
}

function idOf(
  env: Environment,
  options: Options,
  kind: 'uid' | 'gid',
  origin: ReturnType<typeof originOf>,
): Entry['uid'] {
  const given =
    kind === 'uid'
      ? valueOfOption(options, '-o', '--owner')
      : valueOfOption(options, '-g', '--group');
  const wasGiven = has(options, ...(kind === 'uid' ? ['-o', '--owner'] : ['-g', '--group']));
  if (!wasGiven) return env.uid.known ? known(env.uid.value, origin) : env.uid;
  if (given !== undefined && /^\d+$/.test(given)) return known(Number(given), origin);
  const { users, groups } = env.accounts();
  const id = (kind === 'uid' ? users : groups).find((one) => one.name === given)?.[kind];
  return id === undefined ? unknown(origin) : known(id, origin);
}

/** A second name for a file: it takes no bytes of its own. */
export function linkTo(command: Command, env: Environment, from: string, to: string): Change[] {
  const there = env.files.get(from);
  if (there.is === 'no') return [];
  if (!there.entry) return [putUnseen(command, env, to)];
  return [{ do: 'put', path: to, entry: { ...there.entry, size: NO_BYTES, layer: env.layer } }];
}
