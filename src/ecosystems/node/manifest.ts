import type { Evidence } from '../../facts/project.ts';
import { parseJson } from '../../formats/json.ts';
import { asRecord, at, stringAt, stringsAt } from '../../formats/parsed.ts';
import { evidence } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

type Strings = Readonly<Record<string, string>>;

/** What a package.json says, with the types checked: a field of another type counts as absent. */
export interface Manifest {
  /** Relative to the root. */
  readonly file: string;
  /** Directory relative to the root. */
  readonly dir: string;
  readonly name?: string;
  readonly private: boolean;
  readonly module: boolean;
  readonly main?: string;
  readonly bin: Strings;
  readonly scripts: Strings;
  readonly dependencies: Strings;
  readonly devDependencies: Strings;
  readonly optionalDependencies: Strings;
  readonly workspaces: readonly string[];
  /** Everything, for fields read once. */
  readonly raw: unknown;
  /** Evidence pointing at a key. */
  where(...path: readonly string[]): Evidence;
}

/** Reads `package.json` of a directory; undefined when it is not there or not an object. */
export function readManifest(view: ProjectView, dir: string): Manifest | undefined {
  const file = joinPath(dir, 'package.json');
  const text = view.text(file);
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  const raw = parsed.value;
  if (asRecord(raw) === undefined) return undefined;
  const name = stringAt(raw, 'name');
  const main = stringAt(raw, 'main');
  const workspaces = stringsAt(raw, 'workspaces');
  return {
    file,
    dir,
    ...(name !== undefined && { name }),
    ...(main !== undefined && main.trim() !== '' && { main: main.trim() }),
    private: at(raw, 'private') === true,
    module: at(raw, 'type') === 'module',
    bin: binOf(raw, name),
    scripts: strings(at(raw, 'scripts')),
    dependencies: strings(at(raw, 'dependencies')),
    devDependencies: strings(at(raw, 'devDependencies')),
    optionalDependencies: strings(at(raw, 'optionalDependencies')),
    workspaces: workspaces.length > 0 ? workspaces : stringsAt(raw, 'workspaces', 'packages'),
    raw,
    where: (...path) => evidence(file, parsed.lineOf(path), path.join('.')),
  };
}

function strings(value: unknown): Strings {
  const entries = Object.entries(asRecord(value) ?? {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function binOf(raw: unknown, name: string | undefined): Strings {
  const bin = at(raw, 'bin');
  if (typeof bin === 'string') return { [name?.replace(/^@[^/]*\//, '') ?? 'main']: bin };
  return strings(bin);
}

/** Whether a package is asked for, for running or only for developing. */
export function dependencyKind(manifest: Manifest, name: string): 'prod' | 'dev' | undefined {
  if (Object.hasOwn(manifest.dependencies, name)) return 'prod';
  if (Object.hasOwn(manifest.optionalDependencies, name)) return 'prod';
  return Object.hasOwn(manifest.devDependencies, name) ? 'dev' : undefined;
}

/** Evidence for a dependency, wherever it is asked for. */
export function dependencyEvidence(manifest: Manifest, name: string): Evidence {
  for (const key of ['dependencies', 'optionalDependencies', 'devDependencies'] as const) {
    if (Object.hasOwn(manifest[key], name)) {
      const { line } = manifest.where(key, name);
      return evidence(manifest.file, line, `${key}.${name}`);
    }
  }
  return evidence(manifest.file, undefined, name);
}
