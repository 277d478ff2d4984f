import type { Host, RunResult } from '../host/types.ts';
import { classifyFailure, errorMessage } from './classify.ts';
import type { DockerCli } from './docker-cli.ts';
import { readLegacy } from './legacy-progress.ts';
import { readPlain } from './plain-progress.ts';
import type { ProgressReader } from './progress.ts';
import { readRawJson } from './rawjson.ts';
import type { BuildRequest, BuildResult } from './types.ts';

/** Milliseconds after which a build is given up. */
const LONGEST_BUILD = 3 * 3600_000;

export interface BuildTools {
  /** Version of buildx; undefined: the legacy builder. */
  readonly buildx?: string;
  readonly rawJson: boolean;
  /** The user's builder, for requests that name none. */
  readonly builder?: string;
}

/** Makes the `build` of a builder: buildx when there is one, else the legacy builder. */
export function buildWith(
  host: Host,
  cli: DockerCli,
  tools: BuildTools,
): (request: BuildRequest) => Promise<BuildResult> {
  return async (request) => {
    const reader = readerFor(host, tools, request);
    const legacy = tools.buildx === undefined;
    if (legacy && request.buildContexts.length > 0) return needsBuildx('--build-context');
    if (legacy && request.secrets.length > 0) return needsBuildx('--secret');
    const args = legacy ? legacyArguments(request) : buildxArguments(request, tools);
    const result = await cli.run(args, {
      timeout: LONGEST_BUILD,
      keep: 1 << 20,
      cwd: host.cwd,
      onLine: (line) => reader.line(line),
      ...(legacy ? { env: { DOCKER_BUILDKIT: '0' } } : {}),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    return resultOf(request, result, reader);
  };
}

function readerFor(host: Host, tools: BuildTools, request: BuildRequest): ProgressReader {
  if (tools.buildx === undefined) return readLegacy(() => host.clock.elapsed(), request.onProgress);
  return tools.rawJson ? readRawJson(request.onProgress) : readPlain(request.onProgress);
}

/** Arguments of `docker` for buildx. */
export function buildxArguments(request: BuildRequest, tools: BuildTools): string[] {
  const builder = request.builder ?? tools.builder;
  return [
    'buildx',
    'build',
    '--load',
    `--progress=${tools.rawJson ? 'rawjson' : 'plain'}`,
    ...(builder === undefined ? [] : ['--builder', builder]),
    ...request.buildContexts.flatMap((one) => ['--build-context', one]),
    ...request.secrets.flatMap((one) => ['--secret', one]),
    ...commonArguments(request),
  ];
}

function legacyArguments(request: BuildRequest): string[] {
  return ['build', '--force-rm', ...commonArguments(request)];
}

function commonArguments(request: BuildRequest): string[] {
  return [
    '-f',
    request.dockerfile,
    '-t',
    request.tag,
    ...(request.target === undefined ? [] : ['--target', request.target]),
    ...(request.platform === undefined ? [] : ['--platform', request.platform]),
    ...pairs('--build-arg', request.buildArgs),
    ...pairs('--label', request.labels),
    ...(request.noCache ? ['--no-cache'] : []),
    '--',
    request.context,
  ];
}

function resultOf(request: BuildRequest, result: RunResult, reader: ProgressReader): BuildResult {
  const steps = reader.steps();
  const { seconds } = result;
  const cancelled = request.signal?.aborted === true;
  if (result.code === 0 && !cancelled) return { ok: true, image: request.tag, seconds, steps };
  const message = cancelled ? 'the build was cancelled' : failureMessage(result, reader);
  const step = cancelled ? undefined : reader.failed();
  return {
    ok: false,
    reason: cancelled ? 'cancelled' : classifyFailure(message, step),
    message,
    ...(step === undefined ? {} : { step }),
    log: [...reader.log(), ...codeFrame(reader.rest())],
    seconds,
    steps,
  };
}

function failureMessage(result: RunResult, reader: ProgressReader): string {
  if (result.timedOut) return `the build took longer than ${LONGEST_BUILD / 3600_000} hours`;
  const said = errorMessage(reader.rest());
  return said === '' ? (reader.failed()?.error ?? `docker ended with status ${result.code}`) : said;
}

function pairs(flag: string, map: Readonly<Record<string, string>>): string[] {
  return Object.entries(map).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** BuildKit's picture of the lines that failed. */
function codeFrame(rest: readonly string[]): readonly string[] {
  const from = rest.findIndex(
    (line, at) => /^-{4,}$/.test(line) && /:\d+$/.test(rest[at - 1] ?? ''),
  );
  if (from < 1) return [];
  const to = rest.findIndex((line, at) => at > from && /^-{4,}$/.test(line));
  return rest.slice(from - 1, to === -1 ? undefined : to + 1);
}

function needsBuildx(option: string): BuildResult {
  const message = `${option} needs docker buildx, which is not installed`;
  return { ok: false, reason: 'other', message, log: [], seconds: 0, steps: [] };
}
