import { baseName, depth, dirName } from './paths.ts';
import type { ProjectView } from './view.ts';
import { byUnits } from './walk.ts';

const DOCKERFILE =
  /^(?:dockerfile|containerfile)(?:[._-][\w.-]+)?$|^[\w.-]+\.(?:dockerfile|containerfile)$/i;
/** Files whose names look alike: ignore files, templates of other tools, editors' leftovers, documents. */
const NOT_DOCKERFILE =
  /\.(?:dockerignore|containerignore|orig|rej|bak|swp|tmp|md|txt|js|ts|mjs|cjs|py|go|rb|sh|json|ya?ml|toml|snap|lock|html)$/i;
const COMPOSE = /^(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/i;

/** Places that are vendored or output directories in other projects and are looked into by name. */
const PLACES: readonly string[] = [
  'build',
  'build/package',
  'build/docker',
  'build/ci',
  '.devcontainer',
];

/** Whether a name is a Dockerfile's: `Dockerfile`, `Dockerfile.dev`, `api.Dockerfile`, `Containerfile` … */
export function isDockerfileName(name: string): boolean {
  return DOCKERFILE.test(name) && !NOT_DOCKERFILE.test(name);
}

/** Whether a name is a Compose file's, overrides included. */
export function isComposeName(name: string): boolean {
  return COMPOSE.test(name);
}

/** Dockerfiles of the repository, the ones nearest to the root first. */
export function findDockerfiles(view: ProjectView, top = '.'): readonly string[] {
  const listed = view.files(top).filter((path) => isDockerfileName(baseName(path)));
  const at = top === '.' ? '' : `${top}/`;
  const further = PLACES.flatMap((dir) => [
    `${at}${dir}/Dockerfile`,
    `${at}${dir}/Containerfile`,
  ]).filter((path) => view.exists(path) && !view.isDir(path));
  return [...new Set([...listed, ...further])].toSorted(nearestFirst);
}

/** Compose files of the repository, the ones nearest to the root first. */
export function findComposeFiles(view: ProjectView, top = '.'): readonly string[] {
  return view
    .files(top)
    .filter((path) => isComposeName(baseName(path)))
    .toSorted(nearestFirst);
}

/** By depth, then by directory, then the shorter name (`Dockerfile` before `Dockerfile.dev`). */
export function nearestFirst(a: string, b: string): number {
  return (
    depth(a) - depth(b) ||
    byUnits(dirName(a), dirName(b)) ||
    baseName(a).length - baseName(b).length ||
    byUnits(a, b)
  );
}
