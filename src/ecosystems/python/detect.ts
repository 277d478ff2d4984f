import type { Application, Found, PythonDetails, Workload } from '../../facts/project.ts';
import { PYTHON_FRAMEWORKS, type PythonFramework } from '../../knowledge/python-frameworks.ts';
import { healthRoute } from '../../knowledge/health-paths.ts';
import { distinct, evidence, found } from '../../project/evidence.ts';
import { baseName, dirName, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type AppObject, findAppObjects } from './app-object.ts';
import { type DjangoProject, findDjango } from './django.ts';
import { writtenCommands } from './hints.ts';
import { listeningOf } from './listening.ts';
import { dependenciesOf } from './lock.ts';
import { PYTHON_MANIFESTS, type PythonManifest, readManifest } from './manifest.ts';
import { readModules } from './module.ts';
import { nativeOf, programsOfDependencies, servicesOf } from './native.ts';
import { notesOf } from './notes.ts';
import { type PyProject, pyProject } from './project.ts';
import { pythonRoutes } from './routes.ts';
import { type StartInput, type Started, startServed } from './start.ts';
import { handlesIn, startCelery, startDjango, startScript, startStreamlit } from './start-other.ts';
import { startListening, startOwn } from './start-listening.ts';
import { environmentOf } from './environment.ts';
import { readsOf } from './files-used.ts';
import { programsOf } from './programs-started.ts';
import { servicesInCode } from './services.ts';
import { pythonVersion } from './version.ts';
import { writesOf } from './writes.ts';

/** The Python application in a directory; empty when its manifests belong to no program. */
export function detectPython(view: ProjectView, dir: string): readonly Application[] {
  const manifest = readManifest(view, dir);
  if (manifest === undefined) return [];
  const project = pyProject(dir, readModules(view, dir, nestedApplications(view, dir)));
  if (project.modules.length === 0) return [];
  const written = writtenCommands(view, dir);
  const django = findDjango(view, project);
  const apps = findAppObjects(
    project,
    written.map((one) => one.words.join(' ')),
  );
  const framework = frameworkOf(manifest, project, apps, django);
  const names = new Set(apps.map((one) => one.attribute));
  const input: StartInput = {
    view,
    manifest,
    project,
    apps,
    django,
    written,
    listening: listeningOf(project, names),
    framework: framework?.value,
  };
  return [application(input, framework, startOf(input))];
}

/** Directories below with manifests of their own: other applications. */
function nestedApplications(view: ProjectView, dir: string): readonly string[] {
  const manifests = view.sources(
    dir,
    PYTHON_MANIFESTS.map((name) => `/${name}`),
  );
  return manifests
    .filter((file) => baseName(file) !== 'manage.py')
    .map(dirName)
    .filter((other) => other !== dir && relativeTo(dir, other) !== undefined);
}

/** The best way to start it; notes of ways that nearly worked are kept. */
function startOf(input: StartInput): Started {
  const streamlit = input.framework === 'Streamlit' ? startStreamlit(input) : undefined;
  const served = streamlit ?? startServed(input);
  const own = served?.start ? startOwn(input) : undefined;
  if (served && own) return { ...served, ...own, notes: [...served.notes, ...own.notes] };
  if (served?.start) return served;
  const other =
    startDjango(input) ??
    startListening(input) ??
    (served ? undefined : (startCelery(input) ?? startScript(input)));
  if (other === undefined) return served ?? { notes: [] };
  const notes = [...(served?.notes ?? []), ...other.notes];
  return { ...served, ...other, notes };
}

function frameworkOf(
  manifest: PythonManifest,
  project: PyProject,
  apps: readonly AppObject[],
  django: DjangoProject | undefined,
): Found<string> | undefined {
  if (django) return found('Django', 'certain', evidence(django.manage, undefined, 'manage.py'));
  const app = apps[0];
  if (app) return found(app.framework.name, 'certain', app.from);
  for (const framework of PYTHON_FRAMEWORKS) {
    const wanted = manifest.wanted.find((one) => !one.dev && framework.packages.includes(one.name));
    const user = project.modules.find((one) => uses(one, framework));
    if (wanted && user)
      return found(framework.name, 'likely', [
        wanted.from,
        evidence(user.file, 1, `import ${framework.name}`),
      ]);
  }
  return undefined;
}

/** Imports it; a library that is also an HTTP client counts only when its server side is used. */
function uses(module: PyProject['modules'][number], framework: PythonFramework): boolean {
  const imports = [...module.imports.values()].filter((one) =>
    framework.modules.includes(one.module.split('.')[0] ?? ''),
  );
  if (framework.name === 'aiohttp')
    return imports.some((one) => one.name === 'web' || one.module === 'aiohttp.web');
  if (framework.name === 'Tornado')
    return imports.some((one) => one.module.startsWith('tornado.web') || one.name === 'web');
  if (framework.name === 'Starlette')
    return imports.some((one) => one.module === 'starlette.applications');
  return imports.length > 0;
}

function workloadOf(
  input: StartInput,
  started: Started,
  framework: Found<string> | undefined,
): Found<Workload> {
  const from = started.start?.evidence ?? framework?.evidence ?? [input.manifest.managerFrom];
  if (started.workload !== undefined && started.workload !== 'batch')
    return found(started.workload, 'likely', from);
  const known = PYTHON_FRAMEWORKS.find((one) => one.name === framework?.value);
  if (known) return found(known.workload, 'likely', framework?.evidence ?? from);
  if (started.start === undefined)
    return found('library', input.manifest.isPackage ? 'likely' : 'guess', from);
  return found('batch', 'guess', from);
}

function application(
  input: StartInput,
  framework: Found<string> | undefined,
  started: Started,
): Application {
  const { view, manifest, project } = input;
  const dependencies = dependenciesOf(view, manifest);
  const routes = pythonRoutes(project);
  const health = healthOf(routes, framework);
  const version = pythonVersion(view, manifest);
  const { start, port, portVariable, bind } = started;
  return {
    path: manifest.dir,
    name: manifest.name ?? baseName(manifest.dir === '.' ? view.root : manifest.dir),
    language: found('python', 'certain', manifest.managerFrom),
    ...(version && { version }),
    manager: found(
      manifest.manager,
      'certain',
      manifest.managerFrom,
      manifest.otherManagers.map((one) => ({ value: one.name, evidence: [one.from] })),
    ),
    manifests: manifest.files,
    ...(manifest.lockfile !== undefined && {
      lockfile: found(manifest.lockfile, 'certain', manifest.managerFrom),
    }),
    ...(framework && { framework }),
    workload: workloadOf(input, started, framework),
    ...(start && { start }),
    ...(port && { port }),
    ...(portVariable && { portVariable }),
    ...(bind && { bind }),
    ...(health && { health }),
    routes,
    native: nativeOf(manifest, dependencies),
    programs: distinct([...programsOf(project), ...programsOfDependencies(manifest)]),
    environment: environmentOf(project),
    writes: writesOf(project),
    reads: readsOf(view, project),
    services: distinct([...servicesOf(manifest), ...servicesInCode(project)]),
    handlesSigterm: sigtermOf(input, started),
    dependencies,
    notes: notesOf(input, started),
    details: detailsOf(input, started),
  };
}

/** A route of the code, else the one its framework brings. */
function healthOf(
  routes: readonly Found<string>[],
  framework: Found<string> | undefined,
): Found<string> | undefined {
  const record = PYTHON_FRAMEWORKS.find((one) => one.name === framework?.value);
  if (record?.health === undefined || !framework) return healthRoute(routes);
  return healthRoute(routes) ?? found(record.health, 'likely', framework.evidence);
}

/** Process 1 has no default action for signals, and Python sets none for SIGTERM. */
function sigtermOf(input: StartInput, started: Started): Found<boolean> {
  const plain = evidence(
    input.manifest.managerFrom.file,
    undefined,
    'a plain Python program as process 1 ignores SIGTERM',
  );
  return started.handlesSigterm ?? handlesIn(input) ?? found(false, 'likely', plain);
}

function detailsOf({ manifest }: StartInput, { served, server }: Started): PythonDetails {
  const top = manifest.requirements?.files[0];
  const fromRequirements = manifest.manager === 'pip' && top !== undefined;
  const app = served && (served.factory ? `${served.target}()` : served.target);
  return {
    language: 'python',
    requirements: top === undefined ? [] : [relativeTo(manifest.dir, top) ?? top],
    ...(app !== undefined && { app, interface: served?.interface ?? 'wsgi' }),
    ...(server && { server: server.name }),
    needsSources: fromRequirements
      ? (manifest.requirements?.local.length ?? 0) > 0
      : manifest.isPackage,
  };
}
