import type { Builder } from '../builders/types.ts';
import type { Host } from '../host/types.ts';
import { prove } from '../proof/prove.ts';
import type { Proof, ProofProgress, ProofRequest } from '../proof/types.ts';
import type { Draft } from './draft.ts';
import type { OptimizeOptions, OptimizeProgress } from './optimize.ts';
import { dependencyFileOf, sourceFileOf } from './touched-files.ts';
import type { Analysis } from './types.ts';

/** Most routes that are asked; more say little and cost time. */
const MOST_PROBES = 12;

/** Builds and runs the old and the new version and compares them. */
export function proveDraft(
  host: Host,
  builder: Builder,
  analysis: Analysis,
  made: Draft,
  options: OptimizeOptions,
  secrets: readonly string[],
): Promise<Proof> {
  const say = options.onProgress;
  say?.({
    step: 'validate',
    text: `on ${builder.info.endpoint} (${builder.info.name} ${builder.info.version})`,
    done: true,
  });
  return prove(host, builder, {
    ...requestOf(analysis, made, options),
    secretValues: secrets,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(say === undefined ? {} : { onProgress: (event: ProofProgress) => say(progressOf(event)) }),
  });
}

function requestOf(
  analysis: Analysis,
  made: Draft,
  options: OptimizeOptions,
): Omit<ProofRequest, 'secretValues'> {
  const { application } = made;
  const old = analysis.dockerfile;
  const port = options.port ?? application.port?.value;
  const sourceFile = sourceFileOf(analysis, application);
  const dependencyFile = dependencyFileOf(analysis, application);
  return {
    contextDir: analysis.contextDir,
    ...(old === undefined
      ? {}
      : {
          before: {
            dockerfile: old.text,
            ...(old.ignore === undefined ? {} : { ignore: old.ignore }),
          },
        }),
    after: { dockerfile: made.after.text, ignore: made.ignore },
    dockerfilePath: made.after.name,
    ...(options.target === undefined ? {} : { target: options.target }),
    ...(options.platform === undefined ? {} : { platform: options.platform }),
    buildArgs: options.buildArgs,
    secrets: options.secrets,
    buildContexts: options.buildContexts,
    workload: application.workload.value,
    ...(port === undefined ? {} : { port }),
    probes: probesOf(made, options),
    env: options.env,
    ...(options.envFile === undefined ? {} : { envFile: options.envFile }),
    ...(sourceFile === undefined ? {} : { sourceFile }),
    ...(dependencyFile === undefined ? {} : { dependencyFile }),
    allowNetwork: options.allowNetwork,
    wantsInit: made.candidate.wantsInit,
    missingServices: application.services.map((service) => service.value),
  };
}

/** What the user names, the health route, then the routes the code has. */
function probesOf({ application }: Draft, options: OptimizeOptions): readonly string[] {
  const health = application.health === undefined ? [] : [application.health.value];
  const routes = application.routes.map((route) => route.value);
  return [
    ...new Set([...options.probes, ...health, ...routes, ...(routes.length === 0 ? ['/'] : [])]),
  ].slice(0, MOST_PROBES);
}

function progressOf(event: ProofProgress): OptimizeProgress {
  const { version, text, done, seconds } = event;
  return {
    step: 'validate',
    text: `${version}: ${text}`,
    ...(done === undefined ? {} : { done }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}
