import type { BuildProgress, BuildResult, BuildStep } from '../builders/types.ts';
import { type Fetches, countFetch, installsAmong, managerCache } from './installs.ts';
import type { PrivateCopy } from './private-copy.ts';
import { type Session, type Version, checkpoint, imageName, report } from './session.ts';
import type { Rebuild } from './types.ts';

/** A build, and what each step's log says of downloads, by the step's name. */
export interface Built {
  readonly result: BuildResult;
  readonly fetches: ReadonlyMap<string, Fetches>;
}

/** Builds a version from its private copy; `noCache` for the cold build. */
export async function buildVersion(
  session: Session,
  version: Version,
  copy: PrivateCopy,
  how: { readonly noCache: boolean; readonly tag: string; readonly stage: 'build' | 'rebuild' },
): Promise<Built> {
  const { request, builder } = session;
  const fetches = new Map<string, Fetches>();
  const shown = (name: string): string => session.mask(withoutNonce(session, name));
  const onProgress = (event: BuildProgress): void => {
    if (event.kind === 'step') {
      if (event.state === 'started') {
        report(session, { version, stage: how.stage, text: shown(event.name) });
      }
    } else if (event.step !== undefined) {
      countFetch(fetches, shown(event.step), event.text);
    }
  };
  const result = await builder.build({
    context: copy.context,
    dockerfile: copy.dockerfile,
    tag: how.tag,
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    buildArgs: request.buildArgs,
    secrets: request.secrets,
    buildContexts: request.buildContexts,
    noCache: how.noCache,
    labels: session.labels,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    onProgress,
  });
  checkpoint(session);
  return { result: masked(session, result), fetches };
}

function withoutNonce(session: Session, text: string): string {
  const nonce = `-${session.id}-(?:before|after)`;
  // An id that is a path is a target's own, which nobody wrote.
  return text.replace(new RegExp(`,id=/[^,\\s]*${nonce}|${nonce}`, 'g'), '');
}

/** The same with this run's nonces and all secrets taken out of what is shown. */
function masked(session: Session, result: BuildResult): BuildResult {
  const clean = (text: string): string => session.mask(withoutNonce(session, text));
  const cleanStep = (step: BuildStep): BuildStep => ({
    ...step,
    name: clean(step.name),
    instruction: clean(step.instruction),
    ...(step.error === undefined ? {} : { error: clean(step.error) }),
  });
  const steps = result.steps.map(cleanStep);
  if (result.ok) return { ...result, steps };
  return {
    ...result,
    steps,
    message: clean(result.message),
    log: result.log.map(clean),
    ...(result.step === undefined ? {} : { step: cleanStep(result.step) }),
  };
}

/** The three rebuilds after a cold build, each on top of the last. */
export async function rebuildVersion(
  session: Session,
  version: Version,
  copy: PrivateCopy,
  cold: Built,
): Promise<readonly Rebuild[]> {
  const { sourceFile, dependencyFile } = session.request;
  // The legacy builder looks for a step's result in one of several equal parents: the
  // other version's cold build may have left the one it takes.
  if (!session.builder.info.buildkit) await rebuild(session, version, copy, cold, 'unchanged');
  const rebuilds = [await rebuild(session, version, copy, cold, 'unchanged')];
  if (sourceFile !== undefined) {
    rebuilds.push(await rebuild(session, version, copy, cold, 'source-changed', sourceFile));
  }
  if (dependencyFile !== undefined) {
    rebuilds.push(
      await rebuild(session, version, copy, cold, 'dependency-changed', dependencyFile),
    );
  }
  return rebuilds;
}

async function rebuild(
  session: Session,
  version: Version,
  copy: PrivateCopy,
  cold: Built,
  kind: Rebuild['kind'],
  file?: string,
): Promise<Rebuild> {
  const none = { kind, ran: [], installs: [], seconds: 0, ...(file === undefined ? {} : { file }) };
  if (file !== undefined) {
    if (!copy.has(file)) return { ...none, problem: `${file} is not part of the build context` };
    appendNewlines(session, `${copy.context}/${file}`);
  }
  const tag = `${imageName(session, version)}-rebuild`;
  const built = await buildVersion(session, version, copy, {
    noCache: false,
    tag,
    stage: 'rebuild',
  });
  const { result } = built;
  if (!result.ok) return { ...none, seconds: result.seconds, problem: result.message };
  const ran = result.steps.filter(
    (step) => step.instruction !== '' && !step.cached && !isFrom(step),
  );
  const installs = installsAmong(ran, built.fetches);
  const cache = managerCache(installs, built.fetches, cold.fetches);
  return {
    ...none,
    ran,
    installs,
    seconds: result.seconds,
    ...(cache === undefined ? {} : { managerCache: cache }),
  };
}

/** Base images are only looked at; the label of the run is ours. */
function isFrom(step: BuildStep): boolean {
  return /^FROM\b/i.test(step.instruction) || step.instruction.startsWith('LABEL dev.plimsoll.run');
}

/** Most newlines that are appended. */
const MOST_NEWLINES = 8_192;

/**
 * Newlines at the end: another content, the same meaning in every language. How many
 * is drawn each time, or the engine would find the result of an earlier proof, or of
 * the other version, in its cache.
 */
function appendNewlines(session: Session, path: string): void {
  const { files } = session.host;
  const old = files.read(path);
  const count = 1 + ((crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % MOST_NEWLINES);
  const changed = new Uint8Array(old.length + count).fill(10);
  changed.set(old);
  files.writeAtomic(path, changed);
}
