import type { Application, Evidence, Found, GoDetails, Workload } from '../../facts/project.ts';
import { GO_FRAMEWORKS, GO_TLS_CLIENTS } from '../../knowledge/go-modules.ts';
import { healthRoute } from '../../knowledge/health-paths.ts';
import { evidence, found } from '../../project/evidence.ts';
import { baseName, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { type Listening, listeningOf } from './listening.ts';
import { type GoMain, findMains } from './mains.ts';
import {
  type GoManifest,
  belongsTo,
  goDependencies,
  moduleName,
  readGoManifest,
} from './manifest.ts';
import { cgoFile, goNative, perhapsNative } from './native.ts';
import { type GoFile, callsOf, reachableFrom, readGoFiles } from './packages.ts';
import { goRoutes } from './routes.ts';
import { embedsOf, surroundingsOf } from './surroundings.ts';
import { goVersion } from './version.ts';

/** What the parts of detection work on. */
interface Program {
  readonly view: ProjectView;
  readonly manifest: GoManifest;
  readonly mains: readonly GoMain[];
  readonly main: GoMain | undefined;
  /** Files the main package reaches; of a library all. */
  readonly files: readonly GoFile[];
  readonly listening: Listening;
}

/**
 * The Go application of the module in a directory; empty when there is no go.mod or no Go file.
 * `dockerfile`, relative to the root, says which of several programs is meant.
 */
export function detectGo(
  view: ProjectView,
  dir: string,
  dockerfile?: string,
): readonly Application[] {
  const manifest = readGoManifest(view, dir);
  if (manifest === undefined) return [];
  const all = readGoFiles(view, dir);
  if (all.length === 0) return [];
  const mains = findMains(view, manifest, all, dockerfile);
  const [main] = mains;
  const files = main ? reachableFrom(manifest, all, main.path) : all;
  return [application({ view, manifest, mains, main, files, listening: listeningOf(files) })];
}

function application(program: Program): Application {
  const { view, manifest, mains, main, files, listening } = program;
  const from = evidence(manifest.file, manifest.moduleLine, 'module');
  const framework = frameworkOf(program);
  const routes = main ? goRoutes(files) : [];
  const health = healthRoute(routes);
  const version = goVersion(view, manifest);
  const bind =
    listening.bind ??
    (listening.port && found('0.0.0.0', 'likely' as const, listening.port.evidence));
  const serves = main !== undefined && workloadOf(program, framework).value === 'web';
  return {
    path: manifest.dir,
    name: main && mains.length > 1 ? programName(manifest, main) : moduleName(manifest.module),
    language: found('go', 'certain', from),
    ...(version && { version }),
    manager: found('go', 'certain', from),
    manifests: manifest.files,
    ...(manifest.files.includes('go.sum') && {
      lockfile: found('go.sum', 'certain' as const, from),
    }),
    ...(framework && { framework }),
    workload: workloadOf(program, framework),
    ...(main && { start: startOf(program, main) }),
    ...(serves && listening.port && { port: listening.port }),
    ...(serves && listening.portVariable && { portVariable: listening.portVariable }),
    ...(serves && bind && { bind }),
    ...(health && { health }),
    routes,
    native: goNative(manifest, files),
    ...surroundingsOf(view, manifest, files),
    handlesSigterm: sigtermOf(program, from),
    dependencies: goDependencies(manifest),
    notes: notesOf(program),
    details: detailsOf(program),
  };
}

function programName(manifest: GoManifest, main: GoMain): string {
  const last = baseName(main.path);
  return /^(?:\.|cmd|src|main)$/.test(last) ? moduleName(manifest.module) : last;
}

function startOf({ manifest, mains }: Program, main: GoMain): NonNullable<Application['start']> {
  const value = (one: GoMain): { argv: readonly string[]; entry: string } => ({
    argv: [`./${programName(manifest, one)}`],
    entry: relativeTo(manifest.dir, one.file.file) ?? one.file.file,
  });
  const others = mains
    .filter((one) => one.path !== main.path)
    .map((one) => ({ value: value(one), evidence: [one.from] }));
  return found(value(main), others.length === 0 ? 'certain' : 'likely', main.from, others);
}

/** A framework that go.mod requires directly and a file of the program imports; else `net/http` when it serves. */
function frameworkOf({ manifest, files, listening }: Program): Found<string> | undefined {
  for (const framework of GO_FRAMEWORKS) {
    const required = manifest.requires.find(
      (one) => !one.indirect && belongsTo(one.path, framework.path),
    );
    const user = files.find((file) =>
      [...file.imports.values()].some((path) => belongsTo(path, framework.path)),
    );
    if (required === undefined || user === undefined) continue;
    if (framework.workload === 'cli' && listening.serves) continue;
    if (framework.name === 'gRPC' && !servesGrpc(files)) continue;
    return found(framework.name, 'certain', [
      evidence(manifest.file, required.line, required.path),
      evidence(user.file, 1, `import ${framework.path}`),
    ]);
  }
  const server = files.find(
    (file) =>
      callsOf(file, /^(?:http|\w+)\.ListenAndServe(?:TLS)?$/).length > 0 &&
      [...file.imports.values()].includes('net/http'),
  );
  return server && found('net/http', 'certain', evidence(server.file, 1, 'import net/http'));
}

/** Most that import gRPC are clients of it. */
function servesGrpc(files: readonly GoFile[]): boolean {
  return files.some((file) => callsOf(file, /^grpc\.NewServer$/).length > 0);
}

function workloadOf(program: Program, framework: Found<string> | undefined): Found<Workload> {
  const { manifest, main, files, listening } = program;
  if (main === undefined)
    return found(
      'library',
      'likely',
      evidence(manifest.file, manifest.moduleLine, 'no package main'),
    );
  if (listening.serves) return found('web', 'certain', listening.port?.evidence ?? [main.from]);
  const known = GO_FRAMEWORKS.find((one) => one.name === framework?.value);
  if (known && framework) return found(known.workload, 'likely', framework.evidence);
  const loops = files.find(
    (file) =>
      callsOf(file, /^(?:signal\.Notify(?:Context)?|time\.NewTicker|time\.Tick)$/).length > 0,
  );
  if (loops) return found('worker', 'guess', evidence(loops.file, 1, 'signal or ticker'));
  const flags = files.find((file) => [...file.imports.values()].includes('flag'));
  return flags
    ? found('cli', 'guess', evidence(flags.file, 1, 'import flag'))
    : found('batch', 'guess', main.from);
}

/** Go's runtime ends the program on SIGTERM, as process 1 too, unless the program takes or ignores the signal. */
function sigtermOf({ files }: Program, from: Evidence): Found<boolean> {
  for (const file of files) {
    const ignored = callsOf(file, /^signal\.Ignore$/).find(
      (call) => call.args.length === 0 || call.args.some((one) => one.text.includes('SIGTERM')),
    );
    if (ignored)
      return found(
        false,
        'certain',
        evidence(file.file, file.source.line(ignored.start), 'signal.Ignore'),
      );
  }
  for (const file of files) {
    const taken = callsOf(file, /^signal\.Notify(?:Context)?$/).find((call) =>
      /SIGTERM/.test(call.args.map((one) => one.text).join(' ')),
    );
    if (taken)
      return found(
        true,
        'certain',
        evidence(file.file, file.source.line(taken.start), taken.callee),
      );
  }
  return found(true, 'likely', { ...from, key: 'Go’s runtime ends the program on SIGTERM' });
}

function detailsOf(program: Program): GoDetails {
  const { manifest, mains, main, files } = program;
  const imports = new Set(files.flatMap((file) => [...file.imports.values()]));
  const clients = files.some(
    (file) =>
      callsOf(
        file,
        /^(?:http\.(?:Get|Post|PostForm|Head|NewRequest|NewRequestWithContext)|tls\.Dial\w*|smtp\.\w+)$|\.(?:RoundTrip)$/,
      ).length > 0 || /\bhttp\.(?:Client\s*\{|DefaultClient)/.test(file.source.code),
  );
  const known = [...imports].some((path) =>
    GO_TLS_CLIENTS.some((module) => belongsTo(path, module)),
  );
  const zones = files.some((file) => callsOf(file, /^time\.LoadLocation$/).length > 0);
  return {
    language: 'go',
    module: manifest.module,
    ...(manifest.go && { minimum: manifest.go.version }),
    ...(manifest.outside.length > 0 && { outside: manifest.outside }),
    mains: mains.map((one) => one.path),
    ...(main && { main: main.path }),
    cgo: cgoFile(files) !== undefined || goNative(manifest, files).length > 0,
    vendored: manifest.vendored,
    embeds: embedsOf(manifest, files),
    usesTls: clients || known,
    usesTimezones: zones && !imports.has('time/tzdata'),
  };
}

function notesOf({ manifest, mains, main, files, listening }: Program): readonly string[] {
  const notes: string[] = [];
  if (main && mains.length > 1)
    notes.push(
      `The module has ${mains.length} programs (${mains
        .slice(0, 6)
        .map((one) => one.path)
        .join(
          ', ',
        )}${mains.length > 6 ? ' …' : ''}); ${main.path} is taken to be the one to build.`,
    );
  const host = listening.bind?.value;
  if (host !== undefined && /^(?:localhost|127\.|\[::1\])/.test(host)) {
    const [at] = listening.bind?.evidence ?? [];
    notes.push(
      `${at?.file ?? ''}:${at?.line ?? 1} binds ${host}, which a published port does not reach; it must bind all addresses.`,
    );
  }
  for (const path of perhapsNative(manifest, files))
    notes.push(
      `go.mod requires ${path}, which needs a C compiler when something the program uses imports it.`,
    );
  for (const { path, dir, line } of manifest.localReplaces)
    notes.push(
      `${manifest.file}:${line} replaces ${path} by the directory ${dir}, which compiling needs.`,
    );
  if (manifest.workspace !== undefined)
    notes.push(
      `The module is part of the workspace ${manifest.workspace}: compiling it there needs the other modules' go.mod too.`,
    );
  return notes;
}
