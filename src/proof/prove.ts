/**
 * The proof: both versions are built cold from private copies of the context,
 * measured, run, compared, and built again after small changes. Whatever happens,
 * what this run made is removed at the end, and nothing else.
 */
import { EngineError } from '../builders/engine-error.ts';
import type { Builder, BuildResult } from '../builders/types.ts';
import type { Host } from '../host/types.ts';
import { type AnswerComparison, compareAnswers } from './answers.ts';
import { type Built, buildVersion, rebuildVersion } from './build-version.ts';
import { checksOf } from './checks.ts';
import { contextBytes } from './context-bytes.ts';
import { dockerRunLine } from './docker-run-line.ts';
import { masker } from './mask.ts';
import { CopyProblem, type PrivateCopy, privateCopy } from './private-copy.ts';
import { type Ran, runVersion } from './run-version.ts';
import { scanBoth } from './scans.ts';
import { Cancelled, RUN_LABEL, type Session, type Version, imageName, report } from './session.ts';
import { sizeOf } from './size.ts';
import type { Measures, Proof, ProofRequest } from './types.ts';
import { decide } from './verdict.ts';

/** A version that was built. */
interface BuiltVersion {
  readonly version: Version;
  readonly copy: PrivateCopy;
  readonly cold: Built;
  readonly size: Pick<Measures, 'size' | 'compressed' | 'layers'>;
}

type Failed = NonNullable<Proof['failure']>;

/**
 * Builds and runs both versions and says what is proved. Never throws for what the
 * builds or the application do: a failed build of the old version is `failure`, a
 * cancelled run is `declined` with nothing left behind.
 */
export async function prove(host: Host, builder: Builder, request: ProofRequest): Promise<Proof> {
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex');
  const session: Session = {
    host,
    builder,
    request,
    id,
    labels: { [RUN_LABEL]: id },
    temp: host.files.makeTemp('plimsoll-'),
    mask: masker(request.secretValues),
  };
  try {
    return await proveBoth(session);
  } catch (error) {
    if (request.signal?.aborted === true || error instanceof Cancelled)
      return stopped('It was cancelled.');
    if (error instanceof CopyProblem) return stopped(`${session.mask(error.message)}.`);
    if (error instanceof EngineError) {
      return stopped(`The engine could not go on: ${session.mask(error.message)}`);
    }
    throw error;
  } finally {
    await removeEverything(session);
  }
}

async function removeEverything(session: Session): Promise<void> {
  try {
    const label = [RUN_LABEL, session.id] as const;
    await session.builder.cleanUp(label);
    if (session.request.signal?.aborted === true) {
      // What the engine was finishing when its client went away.
      await session.host.clock.sleep(1_000);
      await session.builder.cleanUp(label);
    }
    await session.builder.forgetMounts?.(session.id);
  } finally {
    session.host.files.removeTree(session.temp);
  }
}

function stopped(reason: string): Proof {
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
  return { verdict: 'declined', reasons: [sentence], checks: [], scans: [] };
}

async function proveBoth(session: Session): Promise<Proof> {
  const before =
    session.request.before === undefined ? undefined : await buildOne(session, 'before');
  if (before !== undefined && 'message' in before) return failedProof(before);
  const after = await buildOne(session, 'after');
  if ('message' in after) return failedProof(after);
  const runs = await runBoth(session, before !== undefined);
  const scans = await scanBoth(session);
  const [measuresBefore, measuresAfter] = [
    before && (await measure(session, before, runs.before)),
    await measure(session, after, runs.after),
  ];
  const comparisons = compare(runs);
  const evidence = {
    ...(measuresBefore === undefined ? {} : { before: measuresBefore }),
    after: measuresAfter,
  };
  const { missingServices, allowNetwork } = session.request;
  const works = { beforeWorks: runs.before?.works === true, afterWorks: runs.after.works };
  return {
    ...decide({ ...evidence, ...works, comparisons, missingServices, allowNetwork }),
    ...evidence,
    checks: checksOf(measuresAfter, comparisons, runs.after.works),
    dockerRun: dockerRunLine(session.request, runs.port, measuresAfter.run, session.mask),
    scans,
  };
}

/** Copies, builds cold and measures one version. */
async function buildOne(session: Session, version: Version): Promise<BuiltVersion | Failed> {
  report(session, { version, stage: 'build', text: 'copying the build context' });
  const copy = await privateCopy(session, version);
  const tag = imageName(session, version);
  const cold = await buildVersion(session, version, copy, { noCache: true, tag, stage: 'build' });
  const { result } = cold;
  if (!result.ok) return failureOf(version, result);
  report(session, { version, stage: 'build', text: 'built', done: true, seconds: result.seconds });
  return { version, copy, cold, size: await sizeOf(session, version) };
}

function failureOf(version: Version, result: Extract<BuildResult, { ok: false }>): Failed {
  return {
    version,
    reason: result.reason,
    message: result.message,
    ...(result.step === undefined ? {} : { step: result.step.name }),
    log: result.log,
  };
}

function failedProof(failure: Failed): Proof {
  const which =
    failure.version === 'before'
      ? 'The build fails as it is'
      : 'The build of the new version fails';
  return {
    verdict: 'declined',
    reasons: [`${which}: ${failure.message}`],
    checks: [],
    failure,
    scans: [],
  };
}

async function runBoth(
  session: Session,
  both: boolean,
): Promise<{ before?: Ran; after: Ran; port?: number }> {
  const network = `plimsoll-${session.id}`;
  await session.builder.makeNetwork(network, !session.request.allowNetwork, session.labels);
  let port: number | undefined;
  const run = async (version: Version): Promise<Ran> => {
    const config = await configOf(session, version);
    port = config.port;
    const ran = await runVersion(session, { version, network, ...config });
    report(session, {
      version,
      stage: 'run',
      text: ran.works ? 'ran' : 'did not come up',
      done: true,
    });
    return ran;
  };
  const before = both ? await run('before') : undefined;
  const after = await run('after');
  const pair = { ...(before === undefined ? {} : { before }), after };
  return port === undefined ? pair : { ...pair, port };
}

interface ImageConfig {
  readonly Healthcheck?: { readonly Test?: readonly string[] } | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
}

/** What an image says of its health check and port. */
async function configOf(
  session: Session,
  version: Version,
): Promise<{ hasHealthCheck: boolean; port?: number }> {
  const image = (await session.builder.inspect(imageName(session, version))) as
    | { readonly Config?: ImageConfig | null }
    | undefined;
  const test = image?.Config?.Healthcheck?.Test ?? [];
  const hasHealthCheck = test.length > 0 && test[0] !== 'NONE';
  const exposed = Object.keys(image?.Config?.ExposedPorts ?? {}).filter((one) =>
    one.endsWith('/tcp'),
  );
  const only = exposed.length === 1 ? Number.parseInt(exposed[0] ?? '', 10) : undefined;
  const port = session.request.port ?? only;
  return { hasHealthCheck, ...(port === undefined ? {} : { port }) };
}

function compare(runs: { before?: Ran; after: Ran }): readonly AnswerComparison[] {
  const { before, after } = runs;
  if (before === undefined || !before.works || !after.works) return [];
  return compareAnswers(before.askings, after.askings[0] ?? []);
}

/** All measures of a version; the rebuilds come last, since they change its private copy. */
async function measure(
  session: Session,
  built: BuiltVersion,
  ran: Ran | undefined,
): Promise<Measures> {
  const { version, copy, cold, size } = built;
  const { request, host } = session;
  const files = version === 'before' ? request.before : request.after;
  const rebuilds = await rebuildVersion(session, version, copy, cold);
  report(session, { version, stage: 'rebuild', text: 'rebuilt', done: true });
  return {
    image: imageName(session, version),
    ...size,
    context: contextBytes(host.files, request, files ?? request.after),
    coldBuild: cold.result.seconds,
    rebuilds,
    ...(ran === undefined ? {} : { run: ran.measures }),
  };
}
