import type { Ecosystem } from '../ecosystems/types.ts';
import type { Application, ProjectFacts } from '../facts/project.ts';
import { parseJson } from '../formats/json.ts';
import { parseToml } from '../formats/toml.ts';
import { findComposeFiles, findDockerfiles } from './docker-files.ts';
import { baseName, depth, dirName } from './paths.ts';
import type { ProjectView } from './view.ts';
import { byUnits } from './walk.ts';

/** Directories looked at for applications, nearest to the root first. */
const MOST_DIRECTORIES = 200;
/** Parts of a path that mean: material of tests, not something to run. */
const TEST_PART =
  /^(?:tests?|__tests__|specs?|fixtures?|__fixtures__|__mocks__|testdata|test-data|e2e|benchmarks?|templates?|snapshots?|__snapshots__)$/i;

type Problems = ProjectFacts['problems'];

/**
 * What lies in the repository (below `top`, relative to its root): every application the ecosystems find (nearest to the root first,
 * test material only when there is nothing else), Dockerfiles, Compose files, unreadable manifests.
 */
export function detectProject(
  view: ProjectView,
  ecosystems: readonly Ecosystem[],
  top = '.',
): ProjectFacts {
  const problems: Problems[number][] = [];
  const applications: Application[] = [];
  for (const ecosystem of ecosystems) {
    const manifests = findManifests(view, ecosystem.manifests, top);
    problems.push(...manifests.flatMap((file) => unreadable(view, file)));
    const dirs = candidateDirs(manifests, top);
    if (dirs.length > MOST_DIRECTORIES) {
      const message = `Only the first ${MOST_DIRECTORIES} of ${dirs.length} directories with ${ecosystem.name} manifests were looked at.`;
      problems.push({ file: '.', message });
    }
    for (const dir of dirs.slice(0, MOST_DIRECTORIES)) {
      applications.push(...ecosystem.detect(view, dir));
    }
  }
  problems.push(...(view.notes?.() ?? []).map((message) => ({ file: '.', message })));
  return {
    root: view.root,
    applications: withoutTooling(applications).toSorted(byPlace),
    dockerfiles: findDockerfiles(view, top),
    composeFiles: findComposeFiles(view, top),
    problems,
  };
}

function byPlace(a: Application, b: Application): number {
  return depth(a.path) - depth(b.path) || byUnits(a.path, b.path);
}

function findManifests(
  view: ProjectView,
  names: readonly string[],
  top: string,
): readonly string[] {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*')).map(starPattern);
  return view.files(top).filter((path) => {
    const name = baseName(path);
    return exact.has(name) || patterns.some((pattern) => pattern(name));
  });
}

/** `requirements*.txt`: one star, anything but nothing else. */
function starPattern(name: string): (file: string) => boolean {
  const [head = '', tail = ''] = [
    name.slice(0, name.indexOf('*')),
    name.slice(name.indexOf('*') + 1),
  ];
  return (file) =>
    file.length >= head.length + tail.length && file.startsWith(head) && file.endsWith(tail);
}

function candidateDirs(manifests: readonly string[], top: string): readonly string[] {
  const below = top === '.' ? 0 : top.length + 1;
  const dirs = [...new Set(manifests.map(dirName))].toSorted(
    (a, b) => depth(a) - depth(b) || byUnits(a, b),
  );
  const real = dirs.filter(
    (dir) =>
      !dir
        .slice(below)
        .split('/')
        .some((part) => TEST_PART.test(part)),
  );
  return real.length > 0 ? real : dirs;
}

/** Manifests that are too big, binary or malformed; what their ecosystem makes of them is its own matter. */
function unreadable(view: ProjectView, file: string): Problems {
  const text = view.text(file);
  if (text === undefined)
    return [
      { file, message: 'The file is binary, bigger than 1 MiB or leads out of the repository.' },
    ];
  let problem;
  if (file.endsWith('.json')) problem = parseJson(text).problem;
  if (file.endsWith('.toml')) problem = parseToml(text).problem;
  if (problem === undefined) return [];
  return [
    { file, message: problem.message, ...(problem.line !== undefined && { line: problem.line }) },
  ];
}

/**
 * Where a back end of another language stands in the same directory, a package.json that starts
 * nothing is its asset build or a linter's home, not an application.
 */
function withoutTooling(applications: readonly Application[]): readonly Application[] {
  return applications.filter((one) => {
    if (one.language.value !== 'node' || one.start !== undefined) return true;
    const others = applications.filter(
      (other) => other.path === one.path && other.language.value !== 'node',
    );
    return others.length === 0;
  });
}
