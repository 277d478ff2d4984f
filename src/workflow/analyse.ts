import { dirname, join, relative, resolve } from 'node:path';
import { ecosystemOf, ecosystems } from '../ecosystems/index.ts';
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
  const chosen = chooseApplication(host, project, contextDir, { ...options, file });
  const appDir = chosen === undefined ? '.' : inContext(contextDir, project, chosen) || '.';
  const path = findDockerfile(host.files, {
    dir: contextDir,
    known,
    cwd: host.cwd,
    ...(file === undefined ? {} : { file }),
    ...(appDir === '.' ? {} : { app: appDir }),
  });
  if (chosen === undefined && path === undefined) throw nothingHere();
  const application = chosen && meantBy(host, project, chosen, path);
  const analysis = {
    contextDir,
    contextPath: relative(project.root, contextDir).split('\\').join('/') || '.',
    sees: (name: string): boolean => host.files.stat(join(contextDir, name))?.kind === 'file',
    project,
    ...(application === undefined ? {} : { application }),
    appDir,
    notes: options.file === undefined ? otherDockerfiles(contextDir, known, path) : [],
  };
  if (path === undefined) return analysis;
  const within = { ...options, root: project.root };
  return {
    ...analysis,
    dockerfile: readDockerfile(host.files, path, contextDir, within, application),
  };
}

/** Of a module with several programs the one this Dockerfile is about. */
function meantBy(
  host: Host,
  project: ProjectFacts,
  application: Application,
  path: string | undefined,
): Application {
  const { details } = application;
  if (path === undefined || details.language !== 'go' || details.mains.length < 2)
    return application;
  const view = openProject({ ...host, cwd: project.root }, project.root);
  const dockerfile = relative(project.root, path).split('\\').join('/');
  const [again] = ecosystemOf('go').detect(view, application.path, dockerfile);
  return again ?? application;
}

function otherDockerfiles(
  contextDir: string,
  known: readonly string[],
  path: string | undefined,
): readonly string[] {
  const others = known.filter((one) => join(contextDir, one) !== path);
  if (others.length === 0) return [];
  const shown = others.slice(0, 5).join(', ');
  const more = others.length > 5 ? ` and ${others.length - 5} more` : '';
  return [`Other Dockerfiles here: ${shown}${more} (choose with --file).`];
}

/** The application's directory relative to the context, empty when they are the same. */
function inContext(contextDir: string, project: ProjectFacts, app: Application): string {
  return relative(contextDir, join(project.root, app.path)).split('\\').join('/');
}

interface Wanted {
  /** What `--app` says. */
  readonly app?: string;
  /** The Dockerfile `--file` names, absolute: one in an application's directory is that application's. */
  readonly file: string | undefined;
}

function chooseApplication(
  host: Host,
  project: ProjectFacts,
  contextDir: string,
  wanted: Wanted,
): Application | undefined {
  const here = project.applications.filter(
    (app) => !inContext(contextDir, project, app).startsWith('..'),
  );
  const deployable = here.filter((app) => app.workload.value !== 'library');
  if (wanted.app !== undefined) return namedApplication(here, wanted.app);
  if (deployable.length > 1) {
    const meant =
      beside(project, deployable, wanted.file) ?? beside(project, deployable, `${contextDir}/.`);
    if (meant !== undefined) return meant;
    const first = relative(host.cwd, join(project.root, deployable[0]?.path ?? '.'));
    throw new UserError(
      'There are several applications here.',
      `${choices(
        '--app',
        deployable.map((app) => app.path),
      )}\nAn application that is built in its own directory: plimsoll optimize ${first || '.'}`,
    );
  }
  const only = deployable[0] ?? here[0];
  if (only?.workload.value === 'library')
    throw new UserError(`${only.name} is a library: there is nothing to run in an image.`);
  return only;
}

/** The only application whose directory holds this file. */
function beside(
  project: ProjectFacts,
  applications: readonly Application[],
  file: string | undefined,
): Application | undefined {
  if (file === undefined) return undefined;
  const own = applications.filter((app) => join(project.root, app.path) === dirname(file));
  return own.length === 1 ? own[0] : undefined;
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
