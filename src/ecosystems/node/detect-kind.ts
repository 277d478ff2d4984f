import type { Found, Workload } from '../../facts/project.ts';
import { at } from '../../formats/parsed.ts';
import {
  NODE_DEV_KINDS,
  NODE_FRAMEWORKS,
  NODE_WORKERS,
  type NodeFramework,
} from '../../knowledge/node-frameworks.ts';
import { evidence, found } from '../../project/evidence.ts';
import { joinPath } from '../../project/paths.ts';
import { type Manifest, dependencyEvidence, dependencyKind } from './manifest.ts';
import type { Program } from './modules.ts';

/** The framework: the first of the table that is a dependency (of servers: for production) and, where code is read, in use. */
export function detectFramework(
  manifest: Manifest,
  program: Program | undefined,
): NodeFramework | undefined {
  const asked = NODE_FRAMEWORKS.filter(({ key, kind }) => {
    const dependency = dependencyKind(manifest, key);
    return dependency === 'prod' || (dependency === 'dev' && NODE_DEV_KINDS.includes(kind));
  });
  const servers = asked.filter((one) => one.kind === 'server');
  const loaded = servers.find((one) => program?.packages.has(one.key) === true);
  // A server in use outranks the bundler of its front end, but not a framework that brings its own.
  const meta = asked.find((one) => one.kind === 'meta' || one.kind === 'none');
  return meta ?? loaded ?? servers[0] ?? asked[0];
}

export function frameworkFound(
  manifest: Manifest,
  framework: NodeFramework | undefined,
): Found<string> | undefined {
  return framework && found(framework.name, 'certain', dependencyEvidence(manifest, framework.key));
}

export interface KindInput {
  readonly manifest: Manifest;
  readonly framework: NodeFramework | undefined;
  readonly program: Program;
  /** Something listens. */
  readonly listens: boolean;
  readonly hasStart: boolean;
  /** The file it starts with, relative to the application. */
  readonly entry: string | undefined;
  /** A start script or Procfile says so, not a guess. */
  readonly isStated: boolean;
}

/** What kind of work the application does. */
export function detectWorkload(input: KindInput): Found<Workload> {
  const { manifest, framework, program, listens, hasStart, entry, isStated } = input;
  const where = evidence(manifest.file);
  const key = framework === undefined ? where : dependencyEvidence(manifest, framework.key);
  if (framework?.kind === 'none') return found('library', 'likely', key);
  if (framework?.kind === 'meta') return found('web', 'certain', key);
  const isLibrary = looksLikeLibrary(manifest);
  if (listens && (isStated || !isLibrary))
    return found(
      'web',
      'certain',
      framework?.kind === 'server'
        ? key
        : evidence(program.entry ?? manifest.file, undefined, 'listens'),
    );
  if (framework?.kind === 'static' && !isStated) return found('static', 'likely', key);
  const bins = Object.values(manifest.bin).map((one) => joinPath(one));
  const isBin = entry !== undefined && bins.includes(joinPath(entry));
  if (bins.length > 0 && (isBin || !isStated)) return found('cli', 'likely', manifest.where('bin'));
  if (isLibrary && !isStated)
    return found(
      'library',
      'likely',
      manifest.where(at(manifest.raw, 'exports') === undefined ? 'main' : 'exports'),
    );
  if (framework?.kind === 'server' && hasStart) return found('web', 'likely', key);
  const worker = NODE_WORKERS.find(
    (name) =>
      program.packages.has(name) ||
      (program.modules.length === 0 && dependencyKind(manifest, name) === 'prod'),
  );
  if (worker !== undefined) return found('worker', 'likely', dependencyEvidence(manifest, worker));
  if (!hasStart) return found('library', 'guess', where);
  const repeats = program.modules.find((one) =>
    /\bsetInterval\s*\(|\bwhile\s*\(\s*true\s*\)/.test(one.source.code),
  );
  if (repeats !== undefined)
    return found('worker', 'guess', evidence(repeats.file, undefined, 'runs on'));
  return found('batch', 'guess', where);
}

/** Something others install: published, with an interface, and without a program of its own. */
function looksLikeLibrary(manifest: Manifest): boolean {
  if (manifest.private || manifest.name === undefined) return false;
  const { raw } = manifest;
  const hasInterface = ['exports', 'types', 'typings', 'module', 'peerDependencies'].some(
    (key) => at(raw, key) !== undefined,
  );
  const isPublished = ['files', 'publishConfig'].some((key) => at(raw, key) !== undefined);
  return hasInterface || isPublished;
}
