import type { Evidence } from '../../facts/project.ts';
import { type Parsed, asRecord, at, stringAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { dockerfileInstalls } from './dockerfile-installs.ts';
import { LOCKS, type PythonManager, managersOf } from './managers.ts';
import { type RequirementsFile, readRequirements } from './requirements-file.ts';
import { type Wanted, fromPipfile, fromPyproject, fromRequirements } from './wanted.ts';

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
  const installs = dockerfileInstalls(view, dir);
  const [first = installs && { name: 'pip' as const, from: installs.from }, ...otherManagers] =
    managers;
  if (first === undefined) return undefined;
  const lock = LOCKS[first.name];
  const wanted = [
    ...(requirements && first.name === 'pip' ? fromRequirements(requirements, false) : []),
    ...fromPyproject(pyproject, here('pyproject.toml')),
    ...(pipfile ? fromPipfile(pipfile, here('Pipfile')) : []),
    ...(first.name === 'pip' ? (installs?.wanted ?? []) : []),
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
