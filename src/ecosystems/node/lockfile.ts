import type { Dependency } from '../../facts/project.ts';
import { parseJson } from '../../formats/json.ts';
import { asRecord, at, stringAt } from '../../formats/parsed.ts';
import { dirName, joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import type { Manifest } from './manifest.ts';

/** Lockfiles are long: bytes read at most. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Lockfile names by manager, in order of precedence. */
export const LOCKFILES: readonly { readonly file: string; readonly manager: string }[] = [
  { file: 'npm-shrinkwrap.json', manager: 'npm' },
  { file: 'package-lock.json', manager: 'npm' },
  { file: 'pnpm-lock.yaml', manager: 'pnpm' },
  { file: 'bun.lock', manager: 'bun' },
  { file: 'bun.lockb', manager: 'bun' },
  { file: 'yarn.lock', manager: 'yarn' },
];

/** A package of npm's lockfile. */
export interface LockedPackage extends Dependency {
  readonly hasInstallScript: boolean;
  /** Names it depends on. */
  readonly needs: readonly string[];
  readonly os: readonly string[];
  /** Programs it brings: name → file. */
  readonly bin: Readonly<Record<string, string>>;
  /** Where it is installed, e.g. `node_modules/sharp`. */
  readonly place: string;
}

export interface Lock {
  readonly version?: number;
  readonly packages: readonly LockedPackage[];
  readonly problem?: string;
}

/** The lockfile of a directory, or, for a member of a workspace, of a directory above that has one. */
export function findLockfile(
  view: ProjectView,
  dir: string,
): { readonly file: string; readonly manager: string; readonly dir: string } | undefined {
  for (let here = dir; ; here = dirName(here)) {
    for (const { file, manager } of LOCKFILES) {
      if (view.exists(joinPath(here, file))) return { file, manager, dir: here };
    }
    if (here === '.') return undefined;
  }
}

/** Reads npm's lockfile, formats 1 to 3. */
export function readLock(view: ProjectView, file: string, manifest: Manifest): Lock {
  const text = view.text(file, MOST_BYTES);
  if (text === undefined) return { packages: [], problem: `${file} could not be read.` };
  const { value, problem } = parseJson(text);
  const version = at(value, 'lockfileVersion');
  const table = asRecord(at(value, 'packages'));
  const packages =
    table === undefined ? oldPackages(value, manifest) : tablePackages(table, manifest);
  return {
    packages,
    ...(typeof version === 'number' && { version }),
    ...(problem && {
      problem: `${file} is ${problem.message}${problem.line === undefined ? '' : ` (line ${problem.line})`}.`,
    }),
  };
}

/** Formats 2 and 3: a flat table by place. */
function tablePackages(
  table: Readonly<Record<string, unknown>>,
  manifest: Manifest,
): readonly LockedPackage[] {
  const packages: LockedPackage[] = [];
  for (const [place, entry] of Object.entries(table)) {
    const cut = place.lastIndexOf('node_modules/');
    if (cut < 0 || at(entry, 'link') === true) continue;
    const name = place.slice(cut + 'node_modules/'.length);
    packages.push(locked(name, place, entry, at(entry, 'dev') === true, manifest));
  }
  return packages;
}

/** Format 1: a tree. */
function oldPackages(value: unknown, manifest: Manifest): readonly LockedPackage[] {
  const packages: LockedPackage[] = [];
  const queue: { tree: unknown; above: string }[] = [
    { tree: at(value, 'dependencies'), above: '' },
  ];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [name, entry] of Object.entries(asRecord(next.tree) ?? {})) {
      const place = `${next.above}node_modules/${name}`;
      packages.push(locked(name, place, entry, at(entry, 'dev') === true, manifest));
      queue.push({ tree: at(entry, 'dependencies'), above: `${place}/` });
    }
  }
  return packages;
}

function locked(
  name: string,
  place: string,
  entry: unknown,
  dev: boolean,
  manifest: Manifest,
): LockedPackage {
  const version = stringAt(entry, 'version');
  const needs = ['dependencies', 'requires', 'optionalDependencies'].flatMap((key) =>
    Object.keys(asRecord(at(entry, key)) ?? {}),
  );
  const os = at(entry, 'os');
  const bin = at(entry, 'bin');
  const isDirect = place === `node_modules/${name}`;
  const isAsked = [
    manifest.dependencies,
    manifest.devDependencies,
    manifest.optionalDependencies,
  ].some((all) => Object.hasOwn(all, name));
  return {
    name,
    ...(version !== undefined && { version }),
    dev,
    direct: isDirect && isAsked,
    hasInstallScript: at(entry, 'hasInstallScript') === true,
    needs,
    os: Array.isArray(os) ? os.map(String) : [],
    bin: Object.fromEntries(
      Object.entries(asRecord(bin) ?? {}).filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string',
      ),
    ),
    place,
  };
}

/** The dependencies as everything below wants them: locked ones, or the asked-for ones without a lockfile. */
export function dependencyList(lock: Lock | undefined, manifest: Manifest): readonly Dependency[] {
  if (lock !== undefined && lock.packages.length > 0) {
    return lock.packages.map(({ name, version, dev, direct }) => ({
      name,
      dev,
      direct,
      ...(version !== undefined && { version }),
    }));
  }
  return [
    ...asked(manifest.dependencies, false),
    ...asked(manifest.optionalDependencies, false),
    ...asked(manifest.devDependencies, true),
  ];
}

function asked(all: Readonly<Record<string, string>>, dev: boolean): readonly Dependency[] {
  return Object.entries(all).map(([name, version]) => ({ name, version, dev, direct: true }));
}
