import type { Builder, NoBuilder } from '../builders/types.ts';
import { findBuilder } from '../builders/find.ts';
import type { Host } from '../host/types.ts';
import type { Proof } from '../proof/types.ts';
import { type AnalyseOptions, analyse } from './analyse.ts';
import { describe } from './describe.ts';
import { type Draft, draft } from './draft.ts';
import { proveDraft } from './prove-draft.ts';
import { withReadBases } from './read-bases.ts';
import { brokenFile, declined, failed, finish, nothingToGain } from './result.ts';
import type { OptimizeResult } from '../reports/optimize-result.ts';
import { secretValues } from './secrets.ts';
import type { Analysis } from './types.ts';
import { whyNotWritable, writeChanges } from './write-files.ts';

export interface OptimizeOptions extends AnalyseOptions {
  readonly base: 'auto' | 'slim' | 'alpine' | 'distroless' | 'scratch';
  readonly dryRun: boolean;
  readonly accept: 'proved' | 'built' | 'predicted';
  readonly build: boolean;
  readonly force: boolean;
  readonly builder?: string;
  readonly secrets: readonly string[];
  readonly buildContexts: readonly string[];
  readonly envFile?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly probes: readonly string[];
  readonly allowNetwork: boolean;
  readonly allowRemote: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: OptimizeProgress) => void;
}

/** What is being done, for a person who waits. */
export interface OptimizeProgress {
  readonly step: 'analyse' | 'detect' | 'optimise' | 'validate';
  readonly text: string;
  readonly done?: boolean;
  /** Seconds. */
  readonly seconds?: number;
}

/**
 * The whole job: analyses a directory, writes a better Dockerfile and ignore file, proves them with
 * real builds, and puts them in place when the verdict allows it.
 * @throws UserError for what the user has to mend first.
 */
export async function optimize(
  host: Host,
  dir: string,
  options: OptimizeOptions,
): Promise<OptimizeResult> {
  const say = options.onProgress ?? (() => undefined);
  const analysis = await analyseWithBases(host, dir, options);
  tellAnalysis(analysis, say);
  const broken = brokenFile(analysis, options);
  if (broken !== undefined) return broken;

  const secrets = secretValues(host.files, analysis.dockerfile?.file, options, host);
  const builder = options.build ? await findEngine(host, analysis, options) : undefined;
  const engine = builder !== undefined && 'build' in builder ? builder : undefined;
  const made = await draft(host, analysis, options, engine);
  if ('declined' in made) return declined(analysis, made.declined, options);
  if ('strengths' in made) return nothingToGain(analysis, made.strengths, options);
  say({
    step: 'optimise',
    text: `${made.candidate.runtime} runtime, ${made.candidate.images.join(' → ')}`,
    done: true,
  });

  await warnEarly(host, analysis, made, options);
  const proof =
    engine === undefined
      ? undefined
      : await proveDraft(host, engine, analysis, made, options, secrets);
  if (proof?.failure?.version === 'before') return failed(analysis, proof, options);
  const noEngine = builder !== undefined && 'reason' in builder ? builder.message : undefined;
  const result = finish(analysis, made, proof, options, secrets, noEngine);
  return put(host, analysis, made, proof, result, options);
}

function tellAnalysis(analysis: Analysis, say: (event: OptimizeProgress) => void): void {
  const steps = analysis.dockerfile?.trace.stages.length;
  say({
    step: 'analyse',
    done: true,
    text:
      analysis.dockerfile === undefined
        ? 'no Dockerfile: it is written from the project'
        : `${analysis.dockerfile.name}, ${steps} ${steps === 1 ? 'stage' : 'stages'}`,
  });
  const app = analysis.application;
  if (app !== undefined)
    say({ step: 'detect', done: true, text: describe(app, analysis.dockerfile?.trace) });
}

/** The directory analysed, with the images of its Dockerfile read where the user asked for that. */
async function analyseWithBases(
  host: Host,
  dir: string,
  options: OptimizeOptions,
): Promise<Analysis> {
  const analysis = analyse(host, dir, options);
  const path = analysis.dockerfile?.path;
  if (path === undefined) return analysis;
  const given = await withReadBases(host, path, options, analysis.project.root);
  return given.bases === undefined ? analysis : analyse(host, dir, given);
}

/** What will stand in the way of writing is said before the proof, which takes minutes. */
async function warnEarly(
  host: Host,
  analysis: Analysis,
  made: Draft,
  options: OptimizeOptions,
): Promise<void> {
  if (options.dryRun) return;
  const { project, contextDir } = analysis;
  const why = await whyNotWritable(host, project.root, contextDir, made.changes, options.force);
  if (why !== undefined)
    options.onProgress?.({ step: 'optimise', text: `nothing will be written: ${why}`, done: true });
}

async function findEngine(
  host: Host,
  analysis: Analysis,
  options: OptimizeOptions,
): Promise<Builder | NoBuilder> {
  return findBuilder(host, {
    forbidden: analysis.project.root,
    allowRemote: options.allowRemote,
    ...(options.builder === undefined ? {} : { builder: options.builder }),
  });
}

/** Puts the files in place when the verdict is good enough. */
async function put(
  host: Host,
  analysis: Analysis,
  made: Draft,
  proof: Proof | undefined,
  result: OptimizeResult,
  options: OptimizeOptions,
): Promise<OptimizeResult> {
  if (options.dryRun || result.outcome === 'failed') return result;
  if (!accepts(options.accept, result.verdict)) {
    const how =
      result.verdict === 'declined' ? '' : ` Write it anyway with --accept ${result.verdict}.`;
    return {
      ...result,
      notWritten: `The verdict is ${result.verdict}, and only ${options.accept} is written.${how}`,
    };
  }
  if (options.signal?.aborted === true || proof?.failure !== undefined) return result;
  const { written, refused } = await writeChanges(
    host,
    analysis.project.root,
    analysis.contextDir,
    made.changes,
    options.force,
  );
  return {
    ...result,
    written,
    ...(refused === undefined ? {} : { notWritten: refused, outcome: 'not-proved' as const }),
  };
}

function accepts(least: OptimizeOptions['accept'], verdict: OptimizeResult['verdict']): boolean {
  const order = ['proved', 'built', 'predicted'] as const;
  return verdict !== 'declined' && order.indexOf(verdict) <= order.indexOf(least);
}
