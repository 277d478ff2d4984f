import type { Need } from '../../facts/need.ts';
import type { Tri } from '../../facts/tri.ts';
import {
  companionsOf,
  isNotBroughtBy,
  isNotInstalled,
  lacksPackage,
} from '../../knowledge/apt-packages.ts';
import { originOf } from '../effect.ts';
import { type Options, has } from '../options.ts';
import type { Command, Environment } from '../types.ts';

const LISTS = '/var/lib/apt/lists';
/** Files that official images do not have; who may have made one may have changed what apt does. */
const SOURCES = ['/etc/apt/sources.list', '/etc/apt/sources.list.d/more.list'];
const CONFIGURATION = '/etc/apt/apt.conf.d/90assumeyes';
/** Shared by all images on Debian and Ubuntu: a companion more or less does not matter above this. */
const SURE = 3;

interface Named {
  readonly name: string;
}

/** What an install by name needs besides root: lists, packages that exist, and an answer. */
export function installNeeds(
  command: Command,
  env: Environment,
  options: Options,
  names: readonly Named[],
  updates: boolean,
): Need[] {
  // Simulations and downloads to look at ask nobody.
  if (has(options, '-s', '--simulate', '--dry-run', '--just-print', '--print-uris')) return [];
  return [
    ...(updates ? [] : [needLists(command, env, names)]),
    ...needPackages(command, env, names),
    needAnswer(command, env, options, names),
  ];
}

/** Whether a path is still as the base has it; packages of the distribution do not touch it. */
function isAbsent(env: Environment, path: string): boolean {
  const { is, origin } = env.files.get(path);
  return is === 'no' || (is === 'unknown' && origin.by === 'package');
}

function flavourOf(env: Environment): 'slim' | 'full' {
  // Full images of the distributions themselves have installed what slim ones have.
  const plain = env.base?.family === 'debian' || env.base?.family === 'ubuntu';
  return env.base?.flavour === 'full' && !plain ? 'full' : 'slim';
}

function isOnDebian(env: Environment): boolean {
  const id = env.base?.os.id;
  return id === 'debian' || id === 'ubuntu';
}

/** A package that is certainly not there: as a program, or because its base does not have it and nobody brought it. */
function isMissing(env: Environment, name: string): boolean {
  const before = env.packages.filter(({ manager }) => manager === 'apt').map((one) => one.name);
  if (before.includes(name)) return false;
  if (env.find(name).is === 'no') return true;
  const flavour = flavourOf(env);
  return (
    isOnDebian(env) &&
    isDistributions(env) &&
    isNotInstalled(name, flavour) &&
    (before.length === 0 || isNotBroughtBy(name, before))
  );
}

/** Whether nothing but apt has been at work where the system's files are. */
function isDistributions(env: Environment): boolean {
  const { is, origin } = env.files.get('/etc/passwd.lock');
  return is === 'no' || (is === 'unknown' && /^apt(-get)?$/.test(origin.what ?? ''));
}

/** An install without lists finds no package that is not there already. */
function needLists(command: Command, env: Environment, names: readonly Named[]): Need {
  const there = env.files.list(LISTS);
  const updated = (env.files.get(LISTS).entry?.size.high ?? 0) > 0 || there.entries.length > 0;
  const met = updated ? 'yes' : there.complete === 'yes' ? 'no' : 'unknown';
  const absent = names.find(({ name }) => isMissing(env, name));
  return {
    what: 'lists',
    arg: absent?.name ?? LISTS,
    at: command.at,
    met: met === 'no' && absent === undefined ? 'unknown' : met,
    origin: env.files.get(LISTS).origin,
    by: command.name,
  };
}

/** Packages that the release does not have, as long as only its own sources are asked. */
function needPackages(command: Command, env: Environment, names: readonly Named[]): Need[] {
  const os = env.base?.os;
  if (os?.id !== 'debian' || os.release === undefined) return [];
  const { release } = os;
  const lacking = names.find(({ name }) => lacksPackage(release, name));
  if (lacking === undefined || !hasOwnSources(env)) return [];
  const at = command.args.find(({ value }) => value?.startsWith(lacking.name))?.span ?? command.at;
  const origin = { by: 'base' as const, what: env.base?.ref ?? `Debian ${release}` };
  return [{ what: 'package', arg: lacking.name, at, met: 'no', origin, by: release }];
}

function hasOwnSources(env: Environment): boolean {
  const listed = env.files.list('/etc/apt/sources.list.d').entries;
  return (
    SOURCES.every((path) => isAbsent(env, path)) &&
    listed.every(({ origin }) => origin.by === 'base')
  );
}

/** apt asks before it installs more than what it was told to; in a build nobody answers. */
function needAnswer(
  command: Command,
  env: Environment,
  options: Options,
  names: readonly Named[],
): Need {
  const met = isAnswered(command, env, options) ?? (isAsked(env, names) ? 'no' : 'unknown');
  return {
    what: 'answer',
    arg: '-y',
    at: command.at,
    met,
    origin: originOf(command),
    by: command.name,
  };
}

function isAnswered(command: Command, env: Environment, options: Options): Tri | undefined {
  const configured = command.args.some(({ value }) => /Assume-Yes|ForceYes/i.test(value ?? ''));
  if (configured || has(options, '-y', '--yes', '--assume-yes', '--force-yes', '--trivial-only'))
    return 'yes';
  // `-qq` answers, too.
  if (command.args.some(({ value }) => /^-[a-zA-Z]*q[a-zA-Z]*q|^-q(q|=[2-9])/.test(value ?? '')))
    return 'yes';
  if (command.args.filter(({ value }) => /^(-q|--quiet)$/.test(value ?? '')).length > 1)
    return 'yes';
  if (command.piped === true || command.input !== undefined) return 'unknown';
  if (command.name !== 'apt-get' && command.name !== 'apt') return 'unknown';
  const own = env.files
    .list('/etc/apt/apt.conf.d')
    .entries.every(({ origin }) => origin.by === 'base');
  const config = env.variable('APT_CONFIG') === undefined;
  const plain = own && config && isAbsent(env, CONFIGURATION) && isAbsent(env, '/etc/apt/apt.conf');
  return plain && options.strange.length === 0 ? undefined : 'unknown';
}

/** Whether more comes with the packages than is named, and than may be there already. */
function isAsked(env: Environment, names: readonly Named[]): boolean {
  if (!isOnDebian(env)) return false;
  const flavour = flavourOf(env);
  const before = env.packages.filter(({ manager }) => manager === 'apt');
  let there = names.length - 1;
  for (const { name } of before) {
    const own = companionsOf(name, flavour);
    if (own === 0 && !isNotInstalled(name, flavour)) return false;
    there += own + 1;
  }
  if (!isDistributions(env)) return false;
  // Ubuntu's packages depend on a few others than Debian's.
  const margin = env.base?.os.id === 'debian' ? 0 : SURE;
  return names.some(({ name }) => companionsOf(name, flavour) > there + margin);
}
