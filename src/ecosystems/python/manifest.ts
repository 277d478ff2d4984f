import type { Dependency, Evidence } from '../../facts/project.ts';
import { type Parsed, asRecord, at, stringAt, stringsAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { evidence } from '../../project/evidence.ts';
import { dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { excludedOnLinux, normalName, parseRequirement } from './requirement.ts';
import { type RequirementsFile, readRequirements } from './requirements-file.ts';

/** A dependency with where it is asked for. */
export interface Wanted extends Dependency {
  readonly extras: readonly string[];
  readonly from: Evidence;
}

export type PythonManager = 'uv' | 'poetry' | 'pdm' | 'pipenv' | 'pip';

/** What a directory's manifests say. */
export interface PythonManifest {
  readonly dir: string;
  readonly manager: PythonManager;
  readonly managerFrom: Evidence;
  /** Other managers that left something, in order of precedence. */
  readonly otherManagers: readonly { readonly name: PythonManager; readonly from: Evidence }[];
  /** Manifests and lockfile, relative to the application. */
  readonly files: readonly string[];
  readonly lockfile?: string;
  /** The requirements file that production installs. */
  readonly requirements?: RequirementsFile;
  readonly pyproject?: Parsed;
  readonly pipfile?: Parsed;
  readonly wanted: readonly Wanted[];
  /** Has a `[build-system]`, `setup.py` or `[project]` with a name: can be installed itself. */
  readonly isPackage: boolean;
  readonly name?: string;
  /** Console scripts: name → `module:function`. */
  readonly scripts: Readonly<Record<string, string>>;
}

const PRODUCTION = [
  'requirements.txt',
  'requirements/production.txt',
  'requirements/prod.txt',
  'requirements/base.txt',
  'requirements/requirements.txt',
  'requirements/main.txt',
  'requirements-prod.txt',
  'requirements-production.txt',
  'requirements_prod.txt',
  'requirements.prod.txt',
  'requirements-base.txt',
  'requirements/common.txt',
  'requirements/runtime.txt',
] as const;
const DEVELOPMENT =
  /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|docs?|ci|local|build|typing|types|style|optional|notebook|bench|examples?)(?=[-_.]|$)/i;

/** The names whose presence makes a directory worth a look. */
export const PYTHON_MANIFESTS: readonly string[] = [
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'setup.py',
  'setup.cfg',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'manage.py',
];

/** Reads the manifests of a directory; undefined when it has none that says anything about a program. */
export function readManifest(view: ProjectView, dir: string): PythonManifest | undefined {
  const here = (name: string): string => joinPath(dir, name);
  const has = (name: string): boolean => view.exists(here(name));
  const parse = (name: string): Parsed | undefined => {
    const text = view.text(here(name));
    return text === undefined ? undefined : parseToml(text);
  };
  const pyproject = parse('pyproject.toml');
  const pipfile = parse('Pipfile');
  const listFile = productionFile(view, dir);
  const requirements = listFile === undefined ? undefined : readRequirements(view, listFile);
  const managers = managersOf(view, dir, has, here, pyproject, pipfile !== undefined, listFile);
  const [first, ...otherManagers] = managers;
  if (first === undefined) return undefined;
  const lock = LOCKS[first.name];
  const wanted = [
    ...(requirements && first.name === 'pip' ? fromRequirements(requirements, false) : []),
    ...fromPyproject(pyproject, here('pyproject.toml')),
    ...(pipfile ? fromPipfile(pipfile, here('Pipfile')) : []),
    ...developmentFiles(view, dir, requirements?.files ?? []),
  ];
  const files = [
    ...['pyproject.toml', 'Pipfile', 'setup.py', 'setup.cfg', lock ?? ''].filter(
      (name) => name !== '' && has(name),
    ),
    ...(requirements?.files ?? []).map((file) => relativeTo(dir, file) ?? file),
  ];
  const name =
    stringAt(pyproject?.value, 'project', 'name') ??
    stringAt(pyproject?.value, 'tool', 'poetry', 'name');
  return {
    dir,
    manager: first.name,
    managerFrom: first.from,
    otherManagers,
    files,
    ...(lock !== undefined && has(lock) && { lockfile: lock }),
    ...(requirements && { requirements }),
    ...(pyproject && { pyproject }),
    ...(pipfile && { pipfile }),
    wanted: unique(wanted),
    isPackage: at(pyproject?.value, 'build-system') !== undefined || has('setup.py'),
    ...(name !== undefined && { name }),
    scripts: scriptsOf(pyproject),
  };
}

const LOCKS: Readonly<Record<PythonManager, string | undefined>> = {
  uv: 'uv.lock',
  poetry: 'poetry.lock',
  pdm: 'pdm.lock',
  pipenv: 'Pipfile.lock',
  pip: undefined,
};

/** The lock of the uv workspace that a directory belongs to. */
function workspaceLock(view: ProjectView, dir: string): string | undefined {
  for (let here = dir; here !== '.';) {
    here = dirName(here);
    const lock = joinPath(here, 'uv.lock');
    if (!view.exists(lock)) continue;
    const members = at(
      parseToml(view.text(joinPath(here, 'pyproject.toml')) ?? '').value,
      'tool',
      'uv',
      'workspace',
    );
    return members === undefined ? undefined : lock;
  }
  return undefined;
}

function managersOf(
  view: ProjectView,
  dir: string,
  has: (name: string) => boolean,
  here: (name: string) => string,
  pyproject: Parsed | undefined,
  pipfile: boolean,
  listFile: string | undefined,
): { readonly name: PythonManager; readonly from: Evidence }[] {
  const tool = (name: string): boolean => at(pyproject?.value, 'tool', name) !== undefined;
  const project = at(pyproject?.value, 'project') !== undefined;
  const lineOf = (...path: string[]): Evidence =>
    evidence(here('pyproject.toml'), pyproject?.lineOf(path), path.join('.'));
  const all: { name: PythonManager; from: Evidence }[] = [];
  for (const name of ['uv', 'poetry', 'pdm'] as const) {
    const lock = LOCKS[name] ?? '';
    if (has(lock)) all.push({ name, from: evidence(here(lock)) });
    else if (
      name !== 'uv' &&
      tool(name) &&
      stringAt(pyproject?.value, 'tool', name, 'name') !== undefined
    )
      all.push({ name, from: lineOf('tool', name) });
  }
  const shared = workspaceLock(view, dir);
  if (shared !== undefined && project)
    all.push({ name: 'uv', from: evidence(shared, undefined, 'workspace') });
  if (pipfile) all.push({ name: 'pipenv', from: evidence(here('Pipfile')) });
  if (listFile !== undefined) all.push({ name: 'pip', from: evidence(listFile) });
  else if (project) all.push({ name: 'pip', from: lineOf('project') });
  else if (has('setup.py') || has('setup.cfg'))
    all.push({ name: 'pip', from: evidence(here(has('setup.py') ? 'setup.py' : 'setup.cfg')) });
  else if (has('manage.py')) all.push({ name: 'pip', from: evidence(here('manage.py')) });
  return all;
}

function requirementsIn(view: ProjectView, dir: string): readonly string[] {
  return view.sources(dir, ['.txt']).filter((file) => {
    const inside = relativeTo(dir, file) ?? '';
    return /^(?:[\w.-]*requirements[\w.-]*\.txt|requirements\/[\w.-]+\.txt)$/i.test(inside);
  });
}

function productionFile(view: ProjectView, dir: string): string | undefined {
  const named = PRODUCTION.map((name) => joinPath(dir, name)).find(
    (file) => view.text(file) !== undefined,
  );
  if (named !== undefined) return named;
  const rest = requirementsIn(view, dir).filter(
    (file) => !DEVELOPMENT.test(relativeTo(dir, file) ?? ''),
  );
  return rest.length === 1 ? rest[0] : undefined;
}

function developmentFiles(
  view: ProjectView,
  dir: string,
  production: readonly string[],
): readonly Wanted[] {
  return requirementsIn(view, dir)
    .filter((file) => !production.includes(file) && DEVELOPMENT.test(relativeTo(dir, file) ?? ''))
    .slice(0, 20)
    .flatMap((file) => fromRequirements(readRequirements(view, file), true))
    .filter((one) => !production.includes(one.from.file));
}

function fromRequirements(read: RequirementsFile, dev: boolean): readonly Wanted[] {
  return read.listed
    .filter((one) => !excludedOnLinux(one.marker))
    .map(({ name, extras, specifier, file, line }) => ({
      name,
      extras,
      ...(specifier !== undefined && { version: specifier }),
      dev,
      direct: true,
      from: evidence(file, line),
    }));
}

function fromPyproject(pyproject: Parsed | undefined, file: string): readonly Wanted[] {
  if (pyproject === undefined) return [];
  const { value } = pyproject;
  const found = listAt(pyproject, file, false, 'project', 'dependencies');
  for (const group of Object.keys(asRecord(at(value, 'dependency-groups')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'dependency-groups', group));
  }
  for (const group of Object.keys(asRecord(at(value, 'project', 'optional-dependencies')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'project', 'optional-dependencies', group));
  }
  for (const group of Object.keys(asRecord(at(value, 'tool', 'pdm', 'dev-dependencies')) ?? {})) {
    found.push(...listAt(pyproject, file, true, 'tool', 'pdm', 'dev-dependencies', group));
  }
  found.push(...listAt(pyproject, file, true, 'tool', 'uv', 'dev-dependencies'));
  found.push(...tableAt(pyproject, file, false, 'tool', 'poetry', 'dependencies'));
  found.push(...tableAt(pyproject, file, true, 'tool', 'poetry', 'dev-dependencies'));
  for (const group of Object.keys(asRecord(at(value, 'tool', 'poetry', 'group')) ?? {})) {
    found.push(...tableAt(pyproject, file, true, 'tool', 'poetry', 'group', group, 'dependencies'));
  }
  return found;
}

function fromPipfile(pipfile: Parsed, file: string): readonly Wanted[] {
  return [
    ...tableAt(pipfile, file, false, 'packages'),
    ...tableAt(pipfile, file, true, 'dev-packages'),
  ];
}

/** An array of PEP 508 strings. */
function listAt(parsed: Parsed, file: string, dev: boolean, ...path: readonly string[]): Wanted[] {
  return stringsAt(parsed.value, ...path).flatMap((written, index) => {
    const requirement = parseRequirement(written);
    if (requirement === undefined || excludedOnLinux(requirement.marker)) return [];
    const { name, extras, specifier } = requirement;
    const from = evidence(
      file,
      parsed.lineOf([...path, index]) ?? parsed.lineOf(path),
      path.join('.'),
    );
    return [
      {
        name,
        extras,
        ...(specifier !== undefined && { version: specifier }),
        dev,
        direct: true,
        from,
      },
    ];
  });
}

/** A table of name → version or { version, extras }, as Poetry and Pipenv write it. */
function tableAt(parsed: Parsed, file: string, dev: boolean, ...path: readonly string[]): Wanted[] {
  return Object.entries(asRecord(at(parsed.value, ...path)) ?? {}).flatMap(([key, value]) => {
    if (key === 'python') return [];
    const version = typeof value === 'string' ? value : stringAt(value, 'version');
    const from = evidence(file, parsed.lineOf([...path, key]), path.join('.'));
    const optional = at(value, 'optional') === true;
    return [
      {
        name: normalName(key),
        extras: stringsAt(value, 'extras').map((extra) => extra.toLowerCase()),
        ...(version !== undefined && version !== '*' && { version }),
        dev: dev || optional,
        direct: true,
        from,
      },
    ];
  });
}

function scriptsOf(pyproject: Parsed | undefined): Readonly<Record<string, string>> {
  const tables = [
    at(pyproject?.value, 'project', 'scripts'),
    at(pyproject?.value, 'tool', 'poetry', 'scripts'),
  ];
  const entries = tables.flatMap((table) => Object.entries(asRecord(table) ?? {}));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Production beats development when both ask for the same. */
function unique(all: readonly Wanted[]): readonly Wanted[] {
  const byName = new Map<string, Wanted>();
  for (const one of all) {
    const before = byName.get(one.name);
    if (before === undefined || (before.dev && !one.dev)) byName.set(one.name, one);
  }
  return [...byName.values()];
}
