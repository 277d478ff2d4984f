import type { Application, Found, NodeDetails } from '../../facts/project.ts';
import type { NodeFramework } from '../../knowledge/node-frameworks.ts';
import { evidence, found } from '../../project/evidence.ts';
import { baseName, dirName, joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type BuildFacts, detectBuild } from './detect-build.ts';
import { detectEnvironment } from './detect-environment.ts';
import { detectFiles } from './detect-files.ts';
import { detectFramework, detectWorkload, frameworkFound } from './detect-kind.ts';
import { type Managed, detectManager } from './detect-manager.ts';
import { detectNative } from './detect-native.ts';
import { type Listening, detectListening } from './detect-port.ts';
import { detectPrograms } from './detect-programs.ts';
import { detectHealth, detectRoutes } from './detect-routes.ts';
import { detectServices } from './detect-services.ts';
import { detectSigterm } from './detect-signals.ts';
import { type StartFacts, detectStart } from './detect-start.ts';
import { type NodeVersion, detectVersion } from './detect-version.ts';
import { devNeeded } from './dev-needed.ts';
import { type Lock, dependencyList, readLock } from './lockfile.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { type Program, readProgram } from './modules.ts';
import { lifecycleScripts, readNpmrc } from './npmrc.ts';
import { noteAll } from './notes.ts';
import { withDefaults } from './port-defaults.ts';
import { sourceRoot } from './tsconfig.ts';

/** Everything that was found out about one package.json, before it is put together. */
export interface Findings {
  readonly manifest: Manifest;
  readonly managed: Managed;
  readonly lock: Lock | undefined;
  readonly version: NodeVersion;
  readonly build: BuildFacts;
  readonly start: StartFacts;
  readonly program: Program;
  readonly framework: NodeFramework | undefined;
  readonly listening: Listening;
}

/** The Node application in a directory (relative to the root); none when its package.json runs nothing by itself. */
export function detectNode(view: ProjectView, dir: string): readonly Application[] {
  const manifest = readManifest(view, dir);
  if (manifest === undefined || isMarker(manifest)) return [];
  const managed = detectManager(view, manifest);
  const lock = lockOf(view, manifest, managed);
  const build = detectBuild(view, manifest, managed.manager.value);
  const start = detectStart(view, manifest, build, lock?.packages ?? []);
  if (isWorkspaceRoot(view, manifest) && !isStatedStart(start)) return [];
  const entries = start.source === undefined ? [] : [start.source];
  const program = readProgram({ view, dir, entries, tsconfig: build.tsconfig, raw: manifest.raw });
  const framework = detectFramework(manifest, program);
  const listening = withDefaults(
    view,
    manifest,
    framework,
    start,
    detectListening(program, framework?.key === 'fastify'),
  );
  const version = detectVersion(view, manifest);
  return [
    assemble(view, {
      manifest,
      managed,
      lock,
      version,
      build,
      start,
      program,
      framework,
      listening,
    }),
  ];
}

/** npm's lockfile, where npm installs. */
export function lockOf(view: ProjectView, manifest: Manifest, managed: Managed): Lock | undefined {
  const file = managed.lockfile?.evidence[0]?.file;
  const has = file !== undefined && managed.manager.value === 'npm';
  return has ? readLock(view, file, manifest) : undefined;
}

/** `{ "type": "module" }` and its like only tell Node how to read a directory. */
export function isMarker(manifest: Manifest): boolean {
  const { scripts, dependencies, devDependencies, bin, main } = manifest;
  const empty = [scripts, dependencies, devDependencies, bin].every(
    (one) => Object.keys(one).length === 0,
  );
  return (
    empty && (main === undefined || manifest.name === undefined) && manifest.workspaces.length === 0
  );
}

/** Whether a package.json is the head of several packages. */
export function isWorkspaceRoot(view: ProjectView, manifest: Manifest): boolean {
  if (manifest.workspaces.length > 0) return true;
  const text = view.text(joinPath(manifest.dir, 'pnpm-workspace.yaml'));
  return text !== undefined && /^packages\s*:/m.test(text);
}

/** The project itself says how it starts; nothing was guessed from names. */
function isStatedStart({ start }: StartFacts): boolean {
  const key = start?.evidence[0]?.key ?? '';
  return start?.confidence !== 'guess' && /^scripts\.(?!dev|watch|start:dev)|^Procfile$/.test(key);
}

function assemble(view: ProjectView, facts: Findings): Application {
  const { manifest, managed, lock, version, build, start, program, framework, listening } = facts;
  const { dir } = manifest;
  const dependencies = dependencyList(lock, manifest);
  const packages = new Set([
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.devDependencies),
  ]);
  const workload = detectWorkload({
    manifest,
    framework,
    program,
    listens: listening.listens,
    hasStart: start.start !== undefined,
    entry: start.start?.value.entry,
    isStated: isStatedStart(start),
  });
  const isWeb = workload.value === 'web';
  const routes = isWeb ? detectRoutes(view, dir, program, packages) : [];
  const health = isWeb ? (detectHealth(routes) ?? frameworkHealth(manifest, framework)) : undefined;
  const named = frameworkFound(manifest, framework);
  const runs = workload.value !== 'library' && workload.value !== 'static';
  return {
    path: dir,
    name: manifest.name ?? (dir === '.' ? baseName(view.root) : baseName(dir)),
    language: found('node', 'certain', evidence(manifest.file)),
    ...(version.version && { version: version.version }),
    manager: managed.manager,
    manifests: manifestFiles(view, manifest, managed),
    ...(managed.lockfile && { lockfile: managed.lockfile }),
    ...(named && { framework: named }),
    workload,
    ...(build.build && { build: build.build }),
    ...(start.start && runs && { start: start.start }),
    ...(isWeb ? addressOf(listening) : {}),
    ...(health && { health }),
    routes,
    native: detectNative(manifest, dependencies, lock, managed.lockfile?.evidence[0]?.file),
    programs: detectPrograms(program),
    environment: detectEnvironment(program),
    ...detectFiles(view, dir, program, compiledRoot(view, facts)),
    services: detectServices(view, manifest, program),
    handlesSigterm: detectSigterm(program, framework, program.entry ?? manifest.file),
    dependencies,
    notes: noteAll(facts, workload.value),
    details: detailsOf(view, facts),
  };
}

/** Directory of the sources that are compiled, relative to the application; undefined when they run as they are. */
function compiledRoot(view: ProjectView, { manifest, build, start }: Findings): string | undefined {
  const entry = start.start?.value.entry;
  if (start.source === undefined || start.source === joinPath(manifest.dir, entry ?? ''))
    return undefined;
  const root =
    build.tsconfig === undefined ? dirName(start.source) : sourceRoot(view, build.tsconfig);
  return relativeTo(manifest.dir, root);
}

function addressOf({ port, portVariable, bind, bindVariable }: Listening): Partial<Application> {
  return {
    ...(port && { port }),
    ...(portVariable && { portVariable }),
    ...(bind && { bind }),
    ...(bindVariable && { bindVariable }),
  };
}

function frameworkHealth(
  manifest: Manifest,
  framework: NodeFramework | undefined,
): Found<string> | undefined {
  if (framework?.health === undefined) return undefined;
  return found(
    framework.health,
    'likely',
    evidence(manifest.file, undefined, `${framework.name}’s own`),
  );
}

/** Files an install needs, of the application's own directory. */
function manifestFiles(view: ProjectView, manifest: Manifest, managed: Managed): readonly string[] {
  const lock = managed.lockfile?.value;
  const names = [
    'package.json',
    ...(lock !== undefined && !lock.startsWith('../') ? [lock] : []),
    '.npmrc',
  ];
  if (managed.manager.value === 'pnpm')
    names.push('pnpm-workspace.yaml', '.pnpmfile.cjs', 'patches');
  if (managed.manager.value === 'yarn')
    names.push('.yarnrc', '.yarnrc.yml', '.yarn/releases', '.yarn/patches', '.pnp.cjs');
  if (managed.manager.value === 'bun') names.push('bunfig.toml');
  if (managed.manager.value === 'npm') names.push('patches');
  return names.filter((name) => view.exists(joinPath(manifest.dir, name)));
}

function detailsOf(
  view: ProjectView,
  { manifest, managed, lock, version, build, start, program }: Findings,
): NodeDetails {
  const { dir } = manifest;
  const needed = devNeeded(program, manifest, build.build?.value.command);
  const source = start.source;
  const inside = source !== undefined && dir !== '.' ? source.slice(dir.length + 1) : source;
  return {
    language: 'node',
    scripts: manifest.scripts,
    ...(manifest.main !== undefined && { main: manifest.main }),
    module: manifest.module,
    typescript:
      build.tsconfig !== undefined && (source === undefined || /\.[cm]?tsx?$/.test(source)),
    lifecycle: lifecycleScripts(manifest.scripts),
    npmrc: readNpmrc(view, dir),
    ...(lock?.version !== undefined && { lockfileVersion: lock.version }),
    ...(version.range !== undefined && { versionRange: version.range }),
    ...(start.env.length > 0 && { startEnv: start.env }),
    ...(inside !== undefined && inside !== start.start?.value.entry && { sourceEntry: inside }),
    ...(managed.above !== undefined && { workspaceRoot: managed.above }),
    ...(manifest.workspaces.length > 0 && { workspaces: manifest.workspaces }),
    ...(needed.length > 0 && { devNeeded: needed }),
  };
}
