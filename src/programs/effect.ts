import { type Bytes, NO_BYTES, UNKNOWN_BYTES, addBytes } from '../facts/bytes.ts';
import type { Change, Entry, Package, Region } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { childPath, underCwd } from './paths.ts';
import type { Argument, Command, Environment, ProgramEffect } from './types.ts';

/** Managers whose packages' bytes are counted by package; those of others lie in files. */
const SYSTEM: readonly Package['manager'][] = ['apt', 'apk', 'dnf'];

/** Whether a package's bytes are counted by the package, not by files. */
export function isSystemPackage(one: Package): boolean {
  return SYSTEM.includes(one.manager);
}

/** An effect with everything that is not said left at nothing. */
export function effectOf(parts: Partial<ProgramEffect> = {}): ProgramEffect {
  const spread = parts.spread ?? NO_BYTES;
  const sizes = (parts.changes ?? []).map((one) => one.entry?.size ?? NO_BYTES);
  const packages = (parts.packages ?? []).filter(isSystemPackage).map((one) => one.size);
  const needs = parts.needs ?? [];
  const fails = needs.some((one) => one.met === 'no');
  return {
    changes: [],
    havoc: [],
    packages: [],
    leftovers: [],
    reads: [],
    network: 'no',
    understood: true,
    writes: addBytes(spread, ...sizes, ...packages),
    ...parts,
    needs,
    spread,
    succeeds: fails ? 'no' : (parts.succeeds ?? 'unknown'),
  };
}

/** Where a command's doing comes from. */
export function originOf(command: Command): Origin {
  return { by: 'command', at: command.at, what: command.name };
}

/** Everywhere the user who runs the command may write. */
export function everywhere(command: Command, env: Environment): Region {
  const uid = env.uid.known ? { uid: env.uid.value } : {};
  return { path: '/', because: originOf(command), ...uid };
}

/**
 * The effect of a command about which nothing is known: what is absent becomes unknown wherever the
 * user may write, what is there stays. `doubts`: the words that were not understood.
 */
export function unknownEffect(
  command: Command,
  env: Environment,
  parts: Partial<ProgramEffect> = {},
  doubts: readonly Argument[] = [],
): ProgramEffect {
  return effectOf({
    ...unreadCode(command, env, { changes: namedFiles(command, env), ...parts }),
    understood: false,
    ...(doubts.length > 0 ? { strange: doubts.map((one) => one.text) } : {}),
  });
}

/** What a command nobody knows names may be gone afterwards, or another. */
function namedFiles(command: Command, env: Environment): Change[] {
  const origin = originOf(command);
  return command.args.flatMap(({ value, glob }): Change[] => {
    if (value === undefined || glob === true || !/^[\w./~-]+$/.test(value)) return [];
    const path = underCwd(env, value);
    // Whoever names the root or the place where he stands means what is to come there.
    if (path === undefined || path === '/' || path === env.cwd) return [];
    return env.files.get(path).is === 'yes' ? [{ do: 'doubt', path, origin }] : [];
  });
}

/**
 * The effect of a command that is understood, but runs code nobody has read (a script, a build of the
 * project): anything may be new wherever the user may write.
 */
export function unreadCode(
  command: Command,
  env: Environment,
  parts: Partial<ProgramEffect> = {},
): ProgramEffect {
  return effectOf({
    havoc: [everywhere(command, env)],
    network: 'unknown',
    spread: { low: 0, high: Number.POSITIVE_INFINITY, basis: 'unknown' },
    ...parts,
  });
}

/**
 * The effect of a command some of whose words may not be understood: with such a word anything may be new
 * besides, wherever the user may write.
 */
export function effectBy(
  command: Command,
  env: Environment,
  doubts: readonly Argument[],
  parts: Partial<ProgramEffect> = {},
): ProgramEffect {
  if (doubts.length === 0) return effectOf(parts);
  // An option nobody knows may take the next word: then the operands are others than they look.
  const shifted = doubts.some((one) => one.text.startsWith('-'));
  return effectOf({
    ...parts,
    ...(shifted ? { changes: [], needs: [] } : {}),
    havoc: [...(parts.havoc ?? []), everywhere(command, env)],
    understood: false,
    strange: doubts.map((one) => one.text),
  });
}

/** An effect that changes nothing and always works. */
export function nothing(parts: Partial<ProgramEffect> = {}): ProgramEffect {
  return effectOf({ succeeds: 'yes', ...parts });
}

/** A new file of the user who runs the command. */
export function putFile(
  command: Command,
  env: Environment,
  path: string,
  extra: Partial<Entry> = {},
): Change {
  return { do: 'put', path, entry: newEntry(command, env, 'file', 0o644, extra) };
}

/** A new directory, or one that gets more in it; `open`: with things nobody lists. */
export function putDirectory(
  command: Command,
  env: Environment,
  path: string,
  size: Bytes = NO_BYTES,
  open: boolean = size.high > 0,
): Change {
  const change: Change = {
    do: 'put',
    path,
    entry: newEntry(command, env, 'dir', 0o755, { size }),
  };
  return open ? { ...change, open: true } : change;
}

export function newEntry(
  command: Command,
  env: Environment,
  kind: Entry['kind'],
  mode: number,
  extra: Partial<Entry> = {},
): Entry {
  const origin = originOf(command);
  const id = env.uid.known ? known(env.uid.value, origin) : env.uid;
  return {
    kind,
    uid: id,
    gid: id,
    mode: known(mode, origin),
    size: NO_BYTES,
    layer: env.layer,
    origin,
    ...extra,
  };
}

/** What is there but of which neither kind nor content is known: a copy of something nobody has seen. */
export function putUnseen(command: Command, env: Environment, path: string): Change {
  const because = originOf(command);
  const entry = newEntry(command, env, 'dir', 0, {
    size: UNKNOWN_BYTES,
    mode: { known: false, because },
  });
  return { do: 'put', path, entry, open: true };
}

/** The need for a file or directory below the working directory. */
export function needFile(command: Command, env: Environment, path: string): Need {
  const full = underCwd(env, path);
  const found = full === undefined ? undefined : env.files.get(full);
  return {
    what: 'file',
    arg: full ?? path,
    at: command.at,
    met: found?.is ?? 'unknown',
    origin: found?.origin ?? originOf(command),
  };
}

/** The need to be root, said as the directory that only root may write. */
export function needRoot(command: Command, env: Environment, path: string): Need {
  const met: Tri = env.uid.known ? (env.uid.value === 0 ? 'yes' : 'no') : 'unknown';
  const origin = env.uid.known ? env.uid.origin : env.uid.because;
  return { what: 'writable', arg: path, at: command.at, met, origin };
}

/** Whether a path exists, `unknown` when the path is not known. */
export function exists(env: Environment, path: string | undefined): Tri {
  return path === undefined ? 'unknown' : env.files.get(path).is;
}

export { childPath, underCwd };
