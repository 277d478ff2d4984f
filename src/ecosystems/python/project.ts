import { baseName, dirName, joinPath, relativeTo } from '../../project/paths.ts';
import { type PyModule, moduleFile, resolveName } from './module.ts';

/** The modules of an application with ways from one to another. */
export interface PyProject {
  readonly dir: string;
  readonly modules: readonly PyModule[];
  readonly byFile: ReadonlyMap<string, PyModule>;
}

export function pyProject(dir: string, modules: readonly PyModule[]): PyProject {
  return { dir, modules, byFile: new Map(modules.map((one) => [one.file, one])) };
}

/** The module and attribute of the project that a dotted name stands for; the module itself with an empty name. */
export function definitionOf(
  project: PyProject,
  module: PyModule,
  dotted: string,
): { readonly module: PyModule; readonly name: string } | undefined {
  if (!dotted.includes('.') && !module.imports.has(dotted)) return { module, name: dotted };
  const resolved = resolveName(module, dotted);
  if (resolved === undefined) return undefined;
  const files = new Set(project.byFile.keys());
  const file = moduleFile(module.file, resolved.module, project.dir, files);
  // `from .routers import tides` names a module, not something in `routers/__init__.py`.
  const below = joinModule(resolved.module, resolved.name);
  const submodule = moduleFile(module.file, below, project.dir, files);
  const target = project.byFile.get(submodule ?? file ?? '');
  return target && { module: target, name: submodule === undefined ? resolved.name : '' };
}

/** Like `definitionOf`, but goes on through re-exports (`from .api import router` in an `__init__.py`). */
export function originOf(
  project: PyProject,
  module: PyModule,
  dotted: string,
  hops = 4,
): { readonly module: PyModule; readonly name: string } | undefined {
  const found = definitionOf(project, module, dotted);
  if (found === undefined || found.name === '' || hops === 0) return found;
  if (found.module === module && found.name === dotted) return found;
  return found.module.imports.has(found.name)
    ? (originOf(project, found.module, found.name, hops - 1) ?? found)
    : found;
}

function joinModule(module: string, name: string): string {
  return module === '' || module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** How a file is imported: the directory that must be on the path (relative to the application), and the dotted name. */
export function importPath(
  project: PyProject,
  module: PyModule,
): { readonly root: string; readonly name: string } {
  const roots = possibleRoots(project.dir, module.file);
  const scores = roots.map((root) => scoreRoot(project, module, root));
  let best = 0;
  for (const [index, score] of scores.entries()) if (score > (scores[best] ?? 0)) best = index;
  const root = roots[best] ?? project.dir;
  const path = (relativeTo(root, module.file) ?? baseName(module.file)).replace(
    /(?:(?:^|\/)__init__)?\.py$/,
    '',
  );
  return { root: relativeTo(project.dir, root) ?? '.', name: path.split('/').join('.') };
}

/** From the application's directory down to where the file lies; not so deep that its relative imports break. */
function possibleRoots(dir: string, file: string): readonly string[] {
  const roots: string[] = [];
  for (let here = dirName(file); ; here = dirName(here)) {
    roots.unshift(here);
    if (here === dir || here === '.')
      return baseName(file) === '__init__.py' ? roots.slice(0, -1) : roots;
  }
}

/** How many absolute imports of the file and its neighbours a root explains; a package is not cut apart. */
function scoreRoot(project: PyProject, module: PyModule, root: string): number {
  const top = (relativeTo(root, module.file) ?? '').split('/')[0] ?? '';
  const neighbours = project.modules.filter(
    (one) => relativeTo(dirName(module.file), one.file) !== undefined,
  );
  let score = /\.|-/.test(top.replace(/\.py$/, '')) ? -100 : 0;
  for (const one of neighbours.slice(0, 100)) {
    for (const { module: name } of one.imports.values()) {
      if (name.startsWith('.')) {
        const levels = (/^\.+/.exec(name)?.[0].length ?? 1) - 1;
        let base = dirName(one.file);
        for (let up = 0; up < levels; up++) base = dirName(base);
        if (one === module && relativeTo(base, root) !== undefined) score -= 100;
        continue;
      }
      const path = joinPath(root, name.split('.').slice(0, 2).join('/'));
      const first = joinPath(root, name.split('.')[0] ?? '');
      const known = (at: string): boolean =>
        project.byFile.has(`${at}.py`) || project.byFile.has(`${at}/__init__.py`);
      if (known(path) || known(first)) score += one === module ? 10 : 1;
      else if (isDirOf(project, path)) score += one === module ? 10 : 1;
    }
  }
  // Without imports that tell: the directory above the outermost package.
  if (project.byFile.has(joinPath(root, '__init__.py'))) score -= 0.5;
  return score;
}

function isDirOf(project: PyProject, dir: string): boolean {
  return project.modules.some((one) => one.file.startsWith(`${dir}/`));
}
