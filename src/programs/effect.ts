import { type Bytes, NO_BYTES, UNKNOWN_BYTES, addBytes } from '../facts/bytes.ts';
import type { Change, Entry, Package, Region } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Tri } from '../facts/tri.ts';
import { access, visitorOf } from './access.ts';
import { childPath, underCwd } from './paths.ts';
import type { Argument, Command, Environment, ProgramEffect } from './types.ts';

/** Managers whose packages' bytes are counted by package; those of others lie in files. */
const SYSTEM: readonly Package['manager'][] = ['apt', 'apk', 'dnf'];

/** Whether a package's bytes are counted by the package, not by files. */
export function isSystemPackage(one: Package): boolean {
  return SYSTEM.includes(one.manager);
}

function bytesOf(spread: Bytes, { changes = [], packages = [] }: Partial<ProgramEffect>): Bytes {
  if (changes.length === 0 && packages.length === 0) return spread;
  const sizes = [spread];
  for (const { entry } of changes) sizes.push(entry?.size ?? NO_BYTES);
  for (const one of packages) if (isSystemPackage(one)) sizes.push(one.size);
  return addBytes(...sizes);
}

/** An effect with everything that is not said left at nothing. */
export function effectOf(parts: Partial<ProgramEffect> = {}): ProgramEffect {
  const spread = parts.spread ?? NO_BYTES;
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
    writes: bytesOf(spread, parts),
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

/** Directories of programs that only a package manager, or an administrator, writes to. */
const SYSTEM_PROGRAMS = /^\/(usr\/)?s?bin\/[^/]+$/;
/** The same with those of administrators, where tools put themselves when they are installed for all. */
const ALL_PROGRAMS = /^\/(usr\/(local\/)?)?s?bin\/[^/]+$/;

/**
 * The same for code of a project and the tools that build it: it may write anywhere but among the
 * programs of the system. `npm run build` brings no curl.
 * @param installs whether it may install tools for everyone
 */
export function projectCode(
  command: Command,
  env: Environment,
  parts: Partial<ProgramEffect> = {},
  installs: boolean = true,
): ProgramEffect {
  const spares = installs ? SYSTEM_PROGRAMS : ALL_PROGRAMS;
  const havoc = [{ ...everywhere(command, env), spares }];
  return unreadCode(command, env, { havoc, ...parts });
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

/** Programs that change a name or what is known of it, and need not read it. */
const READS_NOT = ['chmod', 'chown', 'chgrp', 'rm', 'rmdir', 'mv', 'unlink', 'cd'];

/** The need for a file or directory below the working directory, and, where it is there, to get at it. */
export function needFile(command: Command, env: Environment, path: string): Need {
  const full = underCwd(env, path);
  const found = full === undefined ? undefined : env.files.get(full);
  const visitor = visitorOf(env);
  if (full !== undefined && found?.is === 'yes' && visitor !== undefined && visitor.uid !== 0) {
    const isRead = found.entry?.kind !== 'dir' && !READS_NOT.includes(command.name);
    const way = access(env.files, full, visitor, isRead ? 'read' : 'execute');
    if (way.is === 'no' && (isRead || way.at !== full || found.entry?.kind === 'dir'))
      return { what: 'readable', arg: full, at: command.at, met: 'no', origin: way.origin };
  }
  return {
    what: 'file',
    arg: full ?? path,
    at: command.at,
    met: found?.is ?? 'unknown',
    origin: found?.origin ?? originOf(command),
  };
}

/** The need for the file that says what a tool is to work on: package.json, requirements.txt, go.mod. */
export function needManifest(command: Command, env: Environment, path: string): Need {
  const need = needFile(command, env, path);
  return need.what === 'file' ? { ...need, what: 'manifest' } : need;
}

/** Options by which a tool works on a project elsewhere. */
const OTHER_PROJECT = /^--(project|directory|script|manifest-path|working-dir)(=|$)/;

/** The need for one of several manifests in the working directory or above it. */
export function needAbove(command: Command, env: Environment, names: readonly string[]): Need {
  const cwd = env.cwd;
  const missing = (met: Tri, origin: Origin = originOf(command)): Need => ({
    what: 'manifest',
    arg: cwd === undefined ? (names[0] ?? '') : childPath(cwd, names[0] ?? ''),
    at: command.at,
    met,
    origin,
  });
  if (cwd === undefined || command.args.some((arg) => OTHER_PROJECT.test(arg.value ?? '')))
    return missing('unknown');
  const parts = cwd.split('/').filter((part) => part !== '');
  const dirs = [cwd, ...parts.map((_, index) => `/${parts.slice(0, index).join('/')}`)];
  const all = dirs.flatMap((dir) =>
    names.map((name) => needManifest(command, env, childPath(dir, name))),
  );
  return (
    all.find(({ met }) => met === 'yes') ??
    all.find(({ what }) => what === 'readable') ??
    (all.some(({ met }) => met === 'unknown') ? missing('unknown') : missing('no', all[0]?.origin))
  );
}

/** The need to be root, said as the directory that only root may write. */
export function needRoot(command: Command, env: Environment, path: string): Need {
  const met: Tri = env.uid.known ? (env.uid.value === 0 ? 'yes' : 'no') : 'unknown';
  const origin = env.uid.known ? env.uid.origin : env.uid.because;
  return { what: 'root', arg: path, at: command.at, met, origin };
}

/** Whether a path exists, `unknown` when the path is not known. */
export function exists(env: Environment, path: string | undefined): Tri {
  return path === undefined ? 'unknown' : env.files.get(path).is;
}

export { childPath, underCwd };
