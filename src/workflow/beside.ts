import { relative, resolve } from 'node:path';
import { detectors } from '../ecosystems/detectors.ts';
import type { Application } from '../facts/project.ts';
import type { Host } from '../host/types.ts';
import { findRoot } from '../project/find-root.ts';
import { openProject } from '../project/open-project.ts';
import { joinPath } from '../project/paths.ts';
import { existingDir } from './directory.ts';
import { withReadBases } from './read-bases.ts';
import { contextAround, readDockerfile } from './read-dockerfile.ts';
import type { BuildOptions, ReadDockerfile } from './types.ts';
import { UserError } from './user-error.ts';

/** The application beside a Dockerfile, when there is exactly one. */
export interface Beside {
  readonly application?: Application;
}

/** Directories whose applications are remembered: files of one directory mostly come together. */
const MOST_REMEMBERED = 20;

/** Finds the application beside each Dockerfile; directories that were asked last are remembered. */
export function applicationsBeside(host: Host): (dir: string, root: string) => Promise<Beside> {
  const known = new Map<string, Beside>();
  return async (dir, root) => {
    const before = known.get(dir);
    if (before !== undefined) return before;
    const found = await applicationAt(host, dir, root);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(dir, found);
    return found;
  };
}

/** Only the directory of the Dockerfile is looked at, so that checking one file stays fast in a large repository. */
async function applicationAt(host: Host, dir: string, root: string): Promise<Beside> {
  const view = openProject({ ...host, cwd: dir }, root);
  const inside = relative(view.root, dir).split('\\').join('/') || '.';
  if (inside.startsWith('..')) return {};
  const names = new Set(listNames(host, dir));
  const dockerfile = (): string => view.text(joinPath(inside, 'Dockerfile')) ?? '';
  const found: Application[] = [];
  for (const detector of detectors) {
    if (!detector.isWorthALook(names, dockerfile)) continue;
    // One after the other: their order is the order of the answers.
    const detect = await detector.load();
    found.push(...detect(view, inside));
  }
  const [only, ...more] = found;
  return only === undefined || more.length > 0 ? {} : { application: only };
}

/** The root that `--root` names, else the nearest repository's. */
export function rootAround(host: Host, dir: string, root: string | undefined): string {
  return root === undefined ? findRoot(host.files, dir) : existingDir(host, root);
}

/** The build context: the directory that was named, else, as a guess, the one around the Dockerfile. */
export function contextOf(
  host: Host,
  dockerfile: string,
  { context }: BuildOptions,
): { readonly dir: string; readonly guessed?: true } {
  return context === undefined
    ? { dir: contextAround(dockerfile), guessed: true }
    : { dir: existingDir(host, context) };
}

function listNames(host: Host, dir: string): string[] {
  try {
    return host.files.list(dir).map((entry) => entry.name);
  } catch {
    return [];
  }
}

/**
 * Reads one Dockerfile with the context around it and the application beside it.
 * @throws UserError when it is not there or cannot be read.
 */
export async function readBeside(
  host: Host,
  path: string,
  options: BuildOptions,
): Promise<ReadDockerfile> {
  const absolute = resolve(host.cwd, path);
  const stat = host.files.stat(absolute);
  if (stat === undefined) throw new UserError(`There is no file ${path}.`);
  if (stat.kind === 'dir')
    throw new UserError(`${path} is a directory.`, 'Give the Dockerfile itself.');
  const { dir, ...how } = contextOf(host, absolute, options);
  const root = rootAround(host, dir, options.root);
  const { application } = await applicationAt(host, dir, root);
  const given = await withReadBases(host, absolute, { ...options, ...how }, root);
  return readDockerfile(host.files, absolute, dir, { ...given, root }, application);
}
