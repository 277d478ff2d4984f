import type { Evidence } from '../../facts/project.ts';
import { type Parsed, at, stringAt } from '../../formats/parsed.ts';
import { parseToml } from '../../formats/toml.ts';
import { evidence } from '../../project/evidence.ts';
import { dirName, joinPath } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';

export type PythonManager = 'uv' | 'poetry' | 'pdm' | 'pipenv' | 'pip';

/** The lockfile each manager writes. */
export const LOCKS: Readonly<Record<PythonManager, string | undefined>> = {
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

/** Managers that left something in a directory, in order of precedence. */
export function managersOf(
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
