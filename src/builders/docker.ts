import type { Host } from '../host/types.ts';
import { buildWith } from './docker-build.ts';
import { type DockerCli, ASK, dockerCli, problemOf } from './docker-cli.ts';
import { type EngineFacts, engineOf } from './docker-engine.ts';
import { isRemoteEndpoint, shownEndpoint } from './endpoint.ts';
import type { Builder, BuilderInfo, NoBuilder } from './types.ts';

export interface FindOptions {
  /** Name of a buildx builder, as given to `--builder`. */
  readonly builder?: string;
  readonly allowRemote?: boolean;
  /** Root of the repository: no program in it is ever started. */
  readonly forbidden: string;
}

/** What this docker can do besides the engine behind it. */
interface Tools {
  readonly buildx?: string;
  readonly rawJson: boolean;
}

/**
 * Finds docker and the engine it talks to. The endpoint is read without contacting
 * it, so a remote engine that is not allowed never hears of us.
 */
export async function findDocker(host: Host, options: FindOptions): Promise<Builder | NoBuilder> {
  const program = host.processes.which('docker', options.forbidden);
  if (program === undefined) {
    return {
      reason: 'none',
      message:
        'no docker was found on the PATH: install Docker to build and prove, or look at predicted gains only',
    };
  }
  const cli = dockerCli(host, program, options.forbidden);
  const endpoint = await endpointOf(host, cli);
  const remote = isRemoteEndpoint(endpoint);
  const shown = shownEndpoint(endpoint);
  if (remote && options.allowRemote !== true) {
    return {
      reason: 'remote',
      message: `the docker engine is on another machine (${shown}): applications are run there only with --allow-remote`,
    };
  }
  const [engine, tools] = await Promise.all([askEngine(cli, shown), askTools(cli)]);
  if ('reason' in engine) return engine;
  if (options.builder !== undefined && tools.buildx === undefined) {
    return {
      reason: 'other',
      message: `--builder ${options.builder} needs docker buildx, which is not installed`,
    };
  }
  const info: BuilderInfo = {
    name: tools.buildx === undefined ? 'docker' : 'buildx',
    version: tools.buildx ?? engine.version,
    endpoint: shown,
    remote,
    buildkit: tools.buildx !== undefined,
    platform: engine.platform,
    rootless: engine.rootless,
  };
  const chosen = options.builder === undefined ? {} : { builder: options.builder };
  return {
    info,
    build: buildWith(host, cli, { ...tools, ...chosen }),
    ...engineOf(host, cli, {
      ...engine,
      ...chosen,
      remote,
      buildx: tools.buildx !== undefined,
    }),
  };
}

async function endpointOf(host: Host, cli: DockerCli): Promise<string> {
  const context = await cli.run(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  const said = context.stdout.trim();
  if (context.code === 0 && said !== '') return said;
  return host.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
}

interface Version {
  readonly Server?: {
    readonly Version?: string;
    readonly Os?: string;
    readonly Arch?: string;
  } | null;
  readonly Client?: { readonly Os?: string };
}

interface Info {
  readonly OperatingSystem?: string;
  readonly SecurityOptions?: readonly string[] | null;
}

async function askEngine(cli: DockerCli, endpoint: string): Promise<EngineFacts | NoBuilder> {
  const asked = ['version', '--format', '{{json .}}'];
  const result = await cli.run(asked, { timeout: ASK });
  const version = parseJson<Version>(result.stdout);
  const server = version?.Server;
  if (result.code !== 0 || server === undefined || server === null) {
    return noEngine(problemOf(result, asked), endpoint);
  }
  if (server.Os !== undefined && server.Os !== 'linux') {
    return {
      reason: 'other',
      message: `the engine at ${endpoint} runs ${server.Os} containers: switch it to Linux containers`,
    };
  }
  const info = parseJson<Info>((await cli.run(['info', '--format', '{{json .}}'])).stdout) ?? {};
  const security = info.SecurityOptions ?? [];
  const rootless = security.some((one) => one.startsWith('name=rootless'));
  const inVm =
    version?.Client?.Os !== 'linux' || /docker desktop/i.test(info.OperatingSystem ?? '');
  return {
    version: server.Version ?? 'unknown',
    platform: `linux/${server.Arch ?? 'amd64'}`,
    rootless,
    direct: !inVm && !rootless,
    mapsUsers: security.some((one) => one.startsWith('name=userns')),
  };
}

function noEngine(problem: string, endpoint: string): NoBuilder {
  if (/permission denied/i.test(problem)) {
    return {
      reason: 'permission',
      message: `no permission to use the docker engine at ${endpoint}: add your user to the group docker, use a rootless engine, or run with the rights it needs`,
    };
  }
  if (
    /cannot connect|is the docker daemon running|no such host|connection refused|no answer in time|error during connect/i.test(
      problem,
    )
  ) {
    return {
      reason: 'not-running',
      message: `no docker engine answers at ${endpoint}: start Docker and try again`,
    };
  }
  return {
    reason: 'other',
    message: `the docker engine at ${endpoint} cannot be used: ${problem}`,
  };
}

async function askTools(cli: DockerCli): Promise<Tools> {
  const [version, help] = await Promise.all([
    cli.run(['buildx', 'version']),
    cli.run(['buildx', 'build', '--help']),
  ]);
  if (version.code !== 0) return { rawJson: false };
  const number = /\bv?(\d+\.\d+[^\s]*)/.exec(version.stdout)?.[1] ?? 'unknown';
  return { buildx: number, rawJson: help.stdout.includes('rawjson') };
}

function parseJson<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
