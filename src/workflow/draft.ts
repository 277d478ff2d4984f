import { join, relative } from 'node:path';
import type { Builder } from '../builders/types.ts';
import { readContext } from '../context/walk.ts';
import { ecosystemOf } from '../ecosystems/index.ts';
import type { BaseFacts } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';
import type { Host } from '../host/types.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import type { Candidate, Declined, Kept, Plan, RecipeInput } from '../plan/types.ts';
import type { FileChange } from '../reports/optimize-result.ts';
import { isAlreadyGood } from '../synthesis/already-good.ts';
import { type Synthesis, synthesise } from '../synthesis/choose.ts';
import { readKept } from '../synthesis/keep.ts';
import { decodeText } from '../text/bytes.ts';
import type { OptimizeOptions } from './optimize.ts';
import { DEFAULT_PLATFORM, ignorePath, modelDockerfile } from './read-dockerfile.ts';
import type { Analysis, ReadDockerfile } from './types.ts';

/** A rewrite that the model accepts, not yet proved. */
export interface Draft {
  readonly application: Application;
  readonly candidate: Candidate;
  /** The new version, modelled with its own ignore file. */
  readonly after: ReadDockerfile;
  readonly ignore: string;
  readonly changes: readonly FileChange[];
  readonly tried: readonly { readonly runtime: string; readonly why: string }[];
}

/** The existing file is good enough: why, in words. */
export interface AlreadyGood {
  readonly strengths: readonly string[];
}

/**
 * Writes the new Dockerfile and ignore file as text: the first way the ecosystem's recipe knows of
 * which the model shows that it builds and runs, and whose images the engine (if any) can have.
 */
export async function draft(
  host: Host,
  analysis: Analysis,
  options: OptimizeOptions,
  engine: Builder | undefined,
): Promise<Draft | AlreadyGood | Declined> {
  const { application, dockerfile } = analysis;
  if (application === undefined) return { declined: [NO_APPLICATION] };
  if (dockerfile !== undefined && options.base === 'auto') {
    const verdict = isAlreadyGood(dockerfile.trace, application);
    if (verdict.good) return { strengths: verdict.strengths };
  }
  const kept = dockerfile === undefined ? undefined : readKept(dockerfile.trace, application);
  const recipe = recipeInput(host, analysis, application, kept, options);
  const found = ecosystemOf(application.language.value).recipe(recipe);
  if ('declined' in found) return found;
  const available = await resolveImages(found, engine, options);
  const candidates = found.map((candidate) => adapt(candidate, analysis, options, available));
  const made = synthesise({
    recipe,
    candidates,
    platform: options.platform ?? DEFAULT_PLATFORM,
    bases: dockerfile?.bases ?? lookupBase,
    mounts: engine?.info.buildkit ?? true,
    dockerfilePath: dockerfile?.name ?? 'Dockerfile',
    ecosystemPatterns: ecosystemOf(application.language.value).ignore(application),
    ...(dockerfile?.ignore === undefined ? {} : { existingIgnore: dockerfile.ignore }),
    context: (ignoreText) =>
      readContext(host.files, analysis.contextDir, {
        dockerfile: dockerfile?.name ?? 'Dockerfile',
        ...(ignoreText === undefined ? {} : { ignoreText }),
      }),
    available: (ref) => available.get(ref) !== false,
  });
  if ('declined' in made) return made;
  return toDraft(host, analysis, application, made, options);
}

const NO_APPLICATION =
  'No application was found that plimsoll can write a Dockerfile for: there is no package.json, requirements.txt, pyproject.toml or go.mod. `plimsoll check` says what can be better in the existing one.';

function recipeInput(
  host: Host,
  analysis: Analysis,
  application: Application,
  kept: Kept | undefined,
  options: OptimizeOptions,
): RecipeInput {
  const dir = join(analysis.contextDir, analysis.appDir);
  return {
    application,
    dir: analysis.appDir,
    exists: (path) => host.files.stat(join(dir, path)) !== undefined,
    text: (path) => textOf(host, join(dir, path)),
    options: { base: options.base, date: options.date },
    ...(kept === undefined ? {} : { kept }),
  };
}

/** Longest file a recipe reads for descriptions, bytes. */
const LONGEST = 1024 * 1024;

function textOf(host: Host, path: string): string | undefined {
  const stat = host.files.stat(path);
  return stat?.kind === 'file' && stat.size <= LONGEST
    ? decodeText(host.files.read(path))
    : undefined;
}

/** Which of the images the engine can have; nothing without an engine. */
async function resolveImages(
  candidates: readonly Candidate[],
  engine: Builder | undefined,
  options: OptimizeOptions,
): Promise<ReadonlyMap<string, boolean>> {
  if (engine === undefined) return new Map();
  const mapped = new Set(options.buildContexts.map((one) => one.slice(0, one.indexOf('='))));
  const refs = new Set(
    candidates.flatMap((one) => [
      ...one.images,
      ...(one.plan.frontend === undefined ? [] : [one.plan.frontend]),
    ]),
  );
  const answers = [...refs].map(
    async (ref) =>
      [ref, mapped.has(ref) || (await engine.resolves(ref, options.platform))] as const,
  );
  return new Map(await Promise.all(answers));
}

/** Keeps the name that others build the last stage by, and a frontend only where it can be had. */
function adapt(
  candidate: Candidate,
  analysis: Analysis,
  options: OptimizeOptions,
  available: ReadonlyMap<string, boolean>,
): Candidate {
  const { plan } = candidate;
  const graph = analysis.dockerfile?.graph;
  const name = options.target ?? graph?.stages[graph.target]?.name;
  const renamed =
    name === undefined || !/^[a-z][a-z0-9_.-]*$/.test(name) ? plan : renameTarget(plan, name);
  if (renamed.frontend === undefined || available.get(renamed.frontend) !== false)
    return { ...candidate, plan: renamed };
  const { frontend: _dropped, ...builtIn } = renamed;
  return { ...candidate, plan: builtIn };
}

function renameTarget(plan: Plan, name: string): Plan {
  if (plan.target === name || plan.stages.some((stage) => stage.id === name)) return plan;
  const stages = plan.stages.map((stage) =>
    stage.id === plan.target ? { ...stage, id: name } : stage,
  );
  return { ...plan, stages, target: name };
}

function toDraft(
  host: Host,
  analysis: Analysis,
  application: Application,
  made: Synthesis,
  options: OptimizeOptions,
): Draft {
  const { contextDir, dockerfile } = analysis;
  const path = dockerfile?.path ?? join(contextDir, 'Dockerfile');
  const name = dockerfile?.name ?? 'Dockerfile';
  const ignore = ignorePath(host.files, contextDir, path) ?? join(contextDir, '.dockerignore');
  const { target: _old, ...build } = options;
  const after = modelDockerfile(
    host.files,
    { path, name, text: made.text, contextDir, ignore: made.ignore.text },
    dockerfile === undefined ? build : { ...build, bases: dockerfile.bases },
    application,
  );
  const changes: FileChange[] = [
    {
      path: name,
      after: made.text,
      ...(dockerfile === undefined ? {} : { before: dockerfile.text }),
    },
    {
      path: relative(contextDir, ignore),
      after: made.ignore.text,
      ...(dockerfile?.ignore === undefined ? {} : { before: dockerfile.ignore }),
    },
  ];
  return {
    application,
    candidate: {
      ...made.candidate,
      differences: [
        ...made.candidate.differences,
        ...otherRelease(dockerfile?.trace.result?.base, after.trace.result?.base),
      ],
    },
    after,
    ignore: made.ignore.text,
    changes: changes.filter((change) => change.before !== change.after),
    tried: made.tried.map(({ candidate, why }) => ({ runtime: candidate.runtime, why })),
  };
}

/** A move to another distribution or another release of it, said plainly. */
function otherRelease(
  before: BaseFacts | undefined,
  after: BaseFacts | undefined,
): readonly string[] {
  const [old, now] = [before?.os, after?.os];
  if (old?.release === undefined || now?.release === undefined) return [];
  if (old.id === now.id && old.release === now.release) return [];
  return [
    `The image is on ${titled(now.id)} ${now.release}; ${before?.ref ?? 'it'} is on ${titled(old.id)} ${old.release}.`,
  ];
}

function titled(id: string): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
}
