import { join, relative, resolve } from 'node:path';
import { ecosystems } from '../ecosystems/index.ts';
import type { Application, ProjectFacts } from '../facts/project.ts';
import type { Host } from '../host/types.ts';
import { detectProject } from '../project/detect-project.ts';
import { openProject } from '../project/open-project.ts';
import { existingDir } from './directory.ts';
import { choices, findDockerfile } from './find-dockerfile.ts';
import { readDockerfile } from './read-dockerfile.ts';
import type { Analysis, BuildOptions } from './types.ts';
import { UserError } from './user-error.ts';

/** Which application is meant, as the user names it: its directory or its name. */
export interface AnalyseOptions extends BuildOptions {
  readonly app?: string;
}

/** What lies in the repository around `dir`. Executes nothing of it. */
export function detect(host: Host, dir: string, root?: string): ProjectFacts {
  const absolute = existingDir(host, dir);
  const top = root === undefined ? undefined : existingDir(host, root);
  const view = openProject({ ...host, cwd: absolute }, top);
  const inside = relative(view.root, absolute).split('\\').join('/') || '.';
  if (inside.startsWith('..'))
    throw new UserError(`${dir} is not inside of the root ${root ?? view.root}.`);
  return detectProject(view, ecosystems, inside);
}

/** Analyses a directory as a build context: project, application, Dockerfile and model. */
export function analyse(host: Host, dir: string, options: AnalyseOptions): Analysis {
  const contextDir = existingDir(host, dir);
  const project = detect(host, contextDir, options.root);
  const known = project.dockerfiles
    .map((path) => relative(contextDir, join(project.root, path)))
    .filter((path) => !path.startsWith('..'));
  const file = options.file === undefined ? undefined : resolve(host.cwd, options.file);
  const path = findDockerfile(host.files, contextDir, file, known);
  const application = chooseApplication(project, contextDir, options.app);
  if (application === undefined && path === undefined) throw nothingHere();
  const appDir =
    application === undefined
      ? '.'
      : relative(contextDir, join(project.root, application.path)).split('\\').join('/') || '.';
  const notes =
    known.length > 1 && options.file === undefined
      ? [
          `Other Dockerfiles here: ${known.filter((k) => join(contextDir, k) !== path).join(', ')} (choose with --file).`,
        ]
      : [];
  const analysis = {
    contextDir,
    contextPath: relative(project.root, contextDir).split('\\').join('/') || '.',
    sees: (name: string): boolean => host.files.stat(join(contextDir, name))?.kind === 'file',
    project,
    ...(application === undefined ? {} : { application }),
    appDir,
    notes,
  };
  if (path === undefined) return analysis;
  return {
    ...analysis,
    dockerfile: readDockerfile(host.files, path, contextDir, options, application),
  };
}

function chooseApplication(
  project: ProjectFacts,
  contextDir: string,
  wanted: string | undefined,
): Application | undefined {
  const here = project.applications.filter(
    (app) => !relative(contextDir, join(project.root, app.path)).startsWith('..'),
  );
  const deployable = here.filter((app) => app.workload.value !== 'library');
  if (wanted !== undefined) return namedApplication(here, wanted);
  if (deployable.length > 1) {
    const atRoot = deployable.filter((app) => join(project.root, app.path) === contextDir);
    if (atRoot.length === 1 && atRoot[0] !== undefined) return atRoot[0];
    throw new UserError(
      'There are several applications here.',
      choices(
        '--app',
        deployable.map((app) => app.path),
      ),
    );
  }
  const only = deployable[0] ?? here[0];
  if (only?.workload.value === 'library')
    throw new UserError(`${only.name} is a library: there is nothing to run in an image.`);
  return only;
}

function nothingHere(): UserError {
  return new UserError(
    'There is no Dockerfile here, and no application was found: no package.json, requirements.txt, pyproject.toml or go.mod that plimsoll understands.',
    'Give the directory of the application, or the Dockerfile with --file. Node.js, Python and Go are understood.',
  );
}

function namedApplication(applications: readonly Application[], wanted: string): Application {
  const clean = wanted.replace(/\/+$/, '').replace(/^\.\//, '') || '.';
  const found =
    applications.find((app) => app.path === clean) ??
    applications.find((app) => app.name === wanted);
  if (found !== undefined) return found;
  throw new UserError(
    `There is no application ${wanted}.`,
    choices(
      '--app',
      applications.map((app) => app.path),
    ),
  );
}
