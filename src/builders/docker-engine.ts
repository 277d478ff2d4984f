import type { Host } from '../host/types.ts';
import { type DockerCli, ASK, labelFlags } from './docker-cli.ts';
import { type Arrangement, startContainer } from './docker-container.ts';
import { cleanUp, forgetMounts } from './docker-cleanup.ts';
import type { Builder } from './types.ts';

export interface EngineFacts {
  readonly version: string;
  readonly platform: string;
  readonly rootless: boolean;
  /** Whether containers' addresses can be reached from here: not when the engine sits in a VM or is rootless. */
  readonly direct: boolean;
  /** `userns-remap`: the uids the engine's `ps` shows are shifted. */
  readonly mapsUsers: boolean;
}

interface Given extends EngineFacts {
  readonly remote: boolean;
  readonly buildx: boolean;
  /** Name of the user's builder. */
  readonly builder?: string;
}

/** Milliseconds to look for a manifest in a registry, and to read a whole image. */
const LOOK = 60_000;
const SAVE = 3600_000;

/** All of a builder but `info` and `build`. */
export function engineOf(
  host: Host,
  cli: DockerCli,
  engine: Given,
): Omit<Builder, 'info' | 'build'> {
  const networks = new Map<string, Arrangement>();
  return {
    resolves: (ref, platform) => resolves(cli, engine, ref, platform),
    async save(image, onChunk) {
      await cli.ask(['save', image], { timeout: SAVE, onStdout: onChunk });
    },
    inspect: (image) => inspectImage(cli, image),
    async makeNetwork(name, internal, labels) {
      const arrangement = arrange(engine, internal);
      networks.set(name, arrangement);
      await cli.ask([
        'network',
        'create',
        ...labelFlags(labels),
        ...networkFlags(arrangement),
        name,
      ]);
    },
    run: (request) =>
      startContainer(host, cli, request, {
        arrangement: networks.get(request.network) ?? 'open',
        trustTop: !engine.mapsUsers,
        remote: engine.remote,
      }),
    cleanUp: (label) => cleanUp(cli, label),
    async forgetMounts(nonce) {
      const builder = engine.builder === undefined ? [] : ['--builder', engine.builder];
      if (engine.buildx) await forgetMounts(cli, nonce, builder);
    },
  };
}

/**
 * How a container is kept from the outside and can yet be asked from here.
 * Tried on engine 28: an `--internal` network has no route and no names to the
 * outside, and publishes no ports, but on Linux the host reaches the container at
 * its own address: nothing is open to anybody else. Where the engine sits in a VM
 * or is rootless that address is not ours to reach: there the port is published on
 * the loopback address of a bridge without masquerading (packets to the outside
 * keep an address nobody answers to; measured: connections time out) and without a
 * name server.
 */
function arrange(engine: EngineFacts, internal: boolean): Arrangement {
  if (!internal) return 'open';
  return engine.direct ? 'internal' : 'unmasked';
}

function networkFlags(arrangement: Arrangement): readonly string[] {
  if (arrangement === 'internal') return ['--internal'];
  if (arrangement === 'unmasked')
    return ['-o', 'com.docker.network.bridge.enable_ip_masquerade=false'];
  return [];
}

async function inspectImage(cli: DockerCli, image: string): Promise<unknown> {
  const result = await cli.run(['image', 'inspect', '--', image]);
  if (result.code !== 0) return undefined;
  const all: unknown = JSON.parse(result.stdout);
  return Array.isArray(all) ? (all as unknown[])[0] : undefined;
}

/**
 * Here already, or the builder finds its manifest (a check of `FROM ref` asks the
 * engine's own mirrors and credentials and pulls nothing), or the registry answers.
 */
async function resolves(
  cli: DockerCli,
  engine: Given,
  ref: string,
  platform?: string,
): Promise<boolean> {
  if (!/^[\w][\w.:/@-]*$/.test(ref)) return false;
  const local = (await inspectImage(cli, ref)) as
    | { Os?: string; Architecture?: string }
    | undefined;
  const wanted = (platform ?? engine.platform).split('/').slice(0, 2).join('/');
  if (local !== undefined && `${local.Os}/${local.Architecture}` === wanted) return true;
  if (engine.buildx) {
    const builder = engine.builder === undefined ? [] : ['--builder', engine.builder];
    const check = await cli.run(
      [
        'buildx',
        'build',
        ...builder,
        '--call=check',
        '--progress=plain',
        '--platform',
        wanted,
        '-',
      ],
      { timeout: LOOK, input: `FROM ${ref}\n` },
    );
    if (check.code === 0) return true;
    if (!/unknown flag|unknown subrequest|unsupported/i.test(check.stderr)) return false;
  }
  const asked = engine.buildx
    ? ['buildx', 'imagetools', 'inspect', '--raw', ref]
    : ['manifest', 'inspect', ref];
  const answer = await cli.run(asked, { timeout: Math.min(LOOK, ASK) });
  return answer.code === 0;
}
