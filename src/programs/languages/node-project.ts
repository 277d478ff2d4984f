import type { Origin } from '../../facts/origin.ts';
import { asRecord, at, stringAt, stringsAt } from '../../formats/parsed.ts';
import { childPath, underCwd } from '../paths.ts';
import { expandGlob } from '../tree-view.ts';
import type { Environment } from '../types.ts';

type Strings = Readonly<Record<string, string>>;

/** A package.json as it lies in the image at this moment. */
export interface NodePackage {
  /** Its directory, absolute. */
  readonly dir: string;
  readonly path: string;
  /** Where the file came from. */
  readonly origin: Origin;
  readonly name?: string;
  readonly scripts: Strings;
  readonly dependencies: Strings;
  readonly devDependencies: Strings;
  readonly optionalDependencies: Strings;
  readonly peerDependencies: Strings;
  /** Patterns of the members; empty where it is no workspace. */
  readonly workspaces: readonly string[];
  /** `packageManager`, e.g. `yarn@4.5.0`. */
  readonly manager?: string;
  readonly raw: unknown;
}

/** A package, or why there is none to speak of. */
export type FoundPackage = NodePackage | 'absent' | 'unknown';

/** Texts that were parsed last: the same manifest is asked for by each command. */
const parsed = new Map<string, unknown>();
const MOST_KEPT = 16;

/** JSON as npm reads it; undefined when it is none. Kept for the next question. */
export function jsonOf(text: string): unknown {
  if (parsed.has(text)) return parsed.get(text);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    value = undefined;
  }
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(text, value);
  return value;
}

/** The value of a JSON file of the image; undefined where it is not there or not known. */
export function readJson(env: Environment, path: string): unknown {
  const text = env.readText(path);
  return text === undefined || text.partial ? undefined : jsonOf(text.text);
}

/** The package of one directory. */
export function packageIn(env: Environment, dir: string): FoundPackage {
  const path = childPath(dir, 'package.json');
  const found = env.files.get(path);
  if (found.is !== 'yes') return found.is === 'no' ? 'absent' : 'unknown';
  const raw = readJson(env, path);
  if (asRecord(raw) === undefined) return 'unknown';
  const own = stringsAt(raw, 'workspaces');
  const [name, manager] = [stringAt(raw, 'name'), stringAt(raw, 'packageManager')];
  return {
    dir,
    path,
    origin: found.origin,
    ...(name === undefined ? {} : { name }),
    ...(manager === undefined ? {} : { manager }),
    scripts: strings(at(raw, 'scripts')),
    dependencies: strings(at(raw, 'dependencies')),
    devDependencies: strings(at(raw, 'devDependencies')),
    optionalDependencies: strings(at(raw, 'optionalDependencies')),
    peerDependencies: strings(at(raw, 'peerDependencies')),
    workspaces: own.length > 0 ? own : stringsAt(raw, 'workspaces', 'packages'),
    raw,
  };
}

function strings(value: unknown): Strings {
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Whether a path may be there; what a known base image does not list below its directories is taken to be absent. */
export function mayBe(env: Environment, path: string): boolean {
  const { is, origin } = env.files.get(path);
  return is !== 'no' && !(is === 'unknown' && origin.by === 'base' && env.base !== undefined);
}

/** Whether it is only the build context that may hold a path at another time. */
export function fromContext(env: Environment, path: string): boolean {
  const { is, origin } = env.files.get(path);
  const copied = origin.by === 'context' || ['WORKDIR', 'COPY', 'ADD'].includes(origin.what ?? '');
  return is === 'unknown' && copied;
}

/** The package a manager works on: that of the directory, or of the nearest one above. */
export function packageAbove(env: Environment, dir: string): FoundPackage {
  for (const one of upwards(dir)) {
    const found = packageIn(env, one);
    if (typeof found === 'object') return found;
    if (found === 'unknown' && mayBe(env, childPath(one, 'package.json'))) return found;
    // npm takes a directory with installed packages for a project's.
    const modules = childPath(one, 'node_modules');
    if (one !== '/' && mayBe(env, modules) && !fromContext(env, modules)) return 'unknown';
  }
  return 'absent';
}

/** A directory and those above it, the nearest first. */
export function upwards(dir: string): string[] {
  const parts = dir.split('/').filter((one) => one !== '');
  return Array.from({ length: parts.length + 1 }, (_, index) =>
    childPath('/', parts.slice(0, parts.length - index).join('/')),
  );
}

/** The member of a workspace that a name or a path means. */
export function memberOf(env: Environment, root: NodePackage, wanted: string): FoundPackage {
  const direct = underCwd({ ...env, cwd: root.dir }, wanted);
  const there = direct === undefined ? 'unknown' : packageIn(env, direct);
  if (typeof there === 'object') return there;
  const paths = root.workspaces.flatMap((pattern) =>
    expandGlob(env, childPath(root.dir, `${pattern}/package.json`)),
  );
  for (const path of paths) {
    const member = packageIn(env, path.replace(/\/package\.json$/, '') || '/');
    if (typeof member === 'object' && member.name === wanted) return member;
  }
  return 'unknown';
}

/** The directories where a script's programs are looked for before those of PATH. */
export function binDirectories(env: Environment, dir: string): string[] {
  return upwards(dir)
    .filter((one) => one === dir || mayBe(env, childPath(one, 'node_modules')))
    .map((one) => childPath(one, 'node_modules/.bin'));
}
