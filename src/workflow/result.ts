import { unifiedDiff } from '../text/diff.ts';
import type { FailureReason } from '../builders/classify.ts';
import { masker } from '../proof/mask.ts';
import type { Proof } from '../proof/types.ts';
import type { Gain, OptimizeResult } from '../reports/optimize-result.ts';
import { findingsOf } from './check.ts';
import { checklist } from './checklist.ts';
import { describe } from './describe.ts';
import type { Draft } from './draft.ts';
import { measuredGains, predictedGains } from './gains.ts';
import type { OptimizeOptions } from './optimize.ts';
import { sourceFileOf } from './touched-files.ts';
import type { Analysis, ReadDockerfile } from './types.ts';

/** What every result says about where it comes from. */
function head(
  analysis: Analysis,
  options: OptimizeOptions,
): Omit<OptimizeResult, 'outcome' | 'verdict' | 'reasons'> {
  const { application, dockerfile } = analysis;
  return {
    schema: 'plimsoll/optimize/1',
    directory: analysis.contextDir,
    ...(application === undefined
      ? {}
      : {
          application: {
            name: application.name,
            path: application.path,
            summary: describe(application, dockerfile?.trace),
          },
        }),
    ...(dockerfile === undefined ? {} : { dockerfile: dockerfile.name }),
    findings: { before: findings(dockerfile, analysis, options), after: [] },
    changes: [],
    diff: '',
    gains: [],
    checklist: [],
    differences: [],
    look: [...analysis.notes],
    tried: [],
    written: [],
    date: new Date(options.date).toISOString().slice(0, 10),
  };
}

function findings(
  read: ReadDockerfile | undefined,
  analysis: Analysis,
  options: OptimizeOptions,
): ReturnType<typeof findingsOf> {
  if (read === undefined) return [];
  const all = findingsOf(read, read.name, analysis.application, options);
  return all.filter(({ suppressed }) => suppressed === undefined);
}

/** The result for a Dockerfile that BuildKit refuses; undefined when it reads it. */
export function brokenFile(
  analysis: Analysis,
  options: OptimizeOptions,
): OptimizeResult | undefined {
  const read = analysis.dockerfile;
  if (read === undefined) return undefined;
  const errors = [...read.file.errors, ...read.graph.errors];
  if (errors.length === 0) return undefined;
  const reasons = errors.map(
    (error) => `${read.name}:${error.line}:${error.column}: ${error.message}`,
  );
  return { ...head(analysis, options), outcome: 'failed', verdict: 'declined', reasons };
}

export function declined(
  analysis: Analysis,
  reasons: readonly string[],
  options: OptimizeOptions,
): OptimizeResult {
  const broken = failingStep(analysis.dockerfile);
  // What stops the old build stops every rewrite that keeps it: that is the thing to say.
  return broken === undefined
    ? { ...head(analysis, options), outcome: 'declined', verdict: 'declined', reasons }
    : { ...head(analysis, options), outcome: 'failed', verdict: 'declined', reasons: [broken] };
}

/** The first instruction of which the model shows that it ends the build. */
function failingStep(read: ReadDockerfile | undefined): string | undefined {
  const steps = read?.trace.stages.flatMap((stage) => stage?.steps ?? []) ?? [];
  const step = steps.find((one) => one.succeeds === 'no');
  if (read === undefined || step === undefined) return undefined;
  const { name, startLine } = step.instruction;
  return `${read.name}:${startLine}: this ${name} fails, so the Dockerfile as it is does not build and nothing can be compared. Mend that first.`;
}

export function nothingToGain(
  analysis: Analysis,
  strengths: readonly string[],
  options: OptimizeOptions,
): OptimizeResult {
  const base = head(analysis, options);
  const read = analysis.dockerfile;
  return {
    ...base,
    outcome: 'nothing-to-gain',
    verdict: 'predicted',
    reasons: strengths,
    checklist:
      read === undefined
        ? []
        : checklist({ read, findings: base.findings.before, date: options.date }),
  };
}

/** The old version does not build: nothing is offered. */
export function failed(analysis: Analysis, proof: Proof, options: OptimizeOptions): OptimizeResult {
  const reason = WHY_NOT_BUILT[proof.failure?.reason ?? 'failed-step'];
  return {
    ...head(analysis, options),
    outcome: 'failed',
    verdict: proof.verdict,
    reasons: [reason],
    proof,
  };
}

const NOT_THE_FILE = 'This is no fault of the Dockerfile.';

const WHY_NOT_BUILT: Readonly<Record<FailureReason, string>> = {
  'failed-step':
    'The Dockerfile as it is does not build, so nothing can be compared. Mend that first.',
  dockerfile: 'The builder refuses the Dockerfile as it is, so nothing can be compared.',
  'unresolved-image':
    'An image the Dockerfile is built from cannot be had here, so nothing can be compared. Another one can stand in for it: --build-context NAME=docker-image://OTHER.',
  'no-space': `There is no space left where the engine keeps its images: nothing can be built before there is some (\`docker system df\` shows what takes it). ${NOT_THE_FILE}`,
  permission: `The builder may not do what it has to. ${NOT_THE_FILE}`,
  cancelled: 'The build was cancelled.',
  other: 'The build could not be carried out, so nothing can be compared.',
};

/** The whole result of a rewrite, with or without a proof. `noEngine` says why nothing was built. */
export function finish(
  analysis: Analysis,
  made: Draft,
  proof: Proof | undefined,
  options: OptimizeOptions,
  secrets: readonly string[],
  noEngine: string = 'nothing was built, as asked',
): OptimizeResult {
  const base = head(analysis, options);
  const mask = masker(secrets);
  const after = findings(made.after, analysis, options);
  const verdict = proof?.verdict ?? 'predicted';
  const gains = gainsOf(analysis, made, proof);
  const worth = isBetter(analysis, gains, base.findings.before, after);
  const reasons = [...(proof?.reasons ?? [sentence(noEngine)])];
  if (!worth) reasons.push('The new version gains nothing that is worth the change.');
  return {
    ...base,
    outcome:
      proof?.failure !== undefined
        ? 'not-proved'
        : !worth && verdict !== 'declined'
          ? 'nothing-to-gain'
          : verdict === 'proved'
            ? 'better'
            : 'not-proved',
    verdict,
    runtime: made.candidate.runtime,
    findings: { ...base.findings, after },
    changes: made.changes.map((change) => ({
      ...change,
      after: mask(change.after),
      ...(change.before === undefined ? {} : { before: mask(change.before) }),
    })),
    diff: mask(
      made.changes
        .map((change) => unifiedDiff(change.path, change.before ?? '', change.after))
        .join('\n'),
    ),
    gains,
    ...(proof === undefined ? {} : { proof }),
    checklist: checklist({
      read: made.after,
      findings: after,
      date: options.date,
      ...(proof === undefined ? {} : { proof }),
    }),
    reasons: reasons.map(mask),
    differences: made.candidate.differences,
    look: [...base.look, ...lookAt(analysis, after)],
    tried: made.tried,
    ...(proof?.dockerRun === undefined ? {} : { dockerRun: mask(proof.dockerRun) }),
    ...(made.candidate.orchestratorProbe === undefined
      ? {}
      : { orchestratorProbe: made.candidate.orchestratorProbe }),
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`;
}

function gainsOf(analysis: Analysis, made: Draft, proof: Proof | undefined): readonly Gain[] {
  const seen = proof === undefined ? [] : measuredGains(proof);
  return seen.length > 0
    ? seen
    : predictedGains(analysis.dockerfile, made.after, sourceFileOf(analysis, made.application));
}

/** Least share of the bytes that is worth a change by itself. */
const WORTH = 0.05;

function isBetter(
  analysis: Analysis,
  gains: readonly Gain[],
  before: readonly { severity: string }[],
  after: readonly { severity: string }[],
): boolean {
  if (analysis.dockerfile === undefined) return true;
  const size = gains.find((gain) => gain.name === 'size');
  if (
    size?.before !== undefined &&
    size.after !== undefined &&
    size.after.high <= size.before.low * (1 - WORTH)
  )
    return true;
  return serious(after) < serious(before);
}

/** How many findings are worth a warning at least. */
function serious(all: readonly { severity: string }[]): number {
  return all.filter((one) => one.severity !== 'info').length;
}

/** What is left for a person: notes of the detection, warnings that remain, secrets. */
function lookAt(
  analysis: Analysis,
  after: readonly { severity: string; message: string; line: number; file: string }[],
): readonly string[] {
  const left = after
    .filter((finding) => finding.severity !== 'info')
    .map((finding) => `${finding.file}:${finding.line}: ${finding.message}`);
  return [...(analysis.application?.notes ?? []), ...left];
}
