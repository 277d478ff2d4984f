import type { Host } from '../host/types.ts';
import { type DockerCli, labelFlags } from './docker-cli.ts';
import { parseSize } from './docker-units.ts';
import { EngineError } from './engine-error.ts';
import type { Container, ContainerState, RunRequest } from './types.ts';

/** How the container's network is kept from the outside; see `arrange`. */
export type Arrangement = 'internal' | 'unmasked' | 'open';

export interface Surroundings {
  readonly arrangement: Arrangement;
  /** Whether the uids of `docker top` are those inside the container. */
  readonly trustTop: boolean;
  readonly remote: boolean;
}

/** Milliseconds to create and start a container. */
const START = 120_000;
/** Bytes of log kept. */
const LOG_KEPT = 256 << 10;

/** What of `docker inspect` is read. */
interface Inspected {
  readonly State?: {
    readonly Running?: boolean;
    readonly ExitCode?: number;
    readonly OOMKilled?: boolean;
    readonly Pid?: number;
    readonly FinishedAt?: string;
    readonly Health?: { readonly Status?: string };
  };
  readonly Config?: { readonly User?: string };
  readonly NetworkSettings?: {
    readonly Ports?: Readonly<
      Record<string, readonly { HostIp?: string; HostPort?: string }[] | null>
    > | null;
    readonly Networks?: Readonly<Record<string, { readonly IPAddress?: string }>>;
  };
}

/** Creates and starts a container; throws `EngineError` when the engine refuses. */
export async function startContainer(
  host: Host,
  cli: DockerCli,
  request: RunRequest,
  around: Surroundings,
): Promise<Container> {
  const args = ['create', ...runFlags(request, around), request.image];
  const id = await cli.ask(args, { timeout: START });
  try {
    await cli.ask(['start', id], { timeout: START });
  } catch (error) {
    await cli.run(['rm', '-f', '-v', id]);
    throw error;
  }
  return container(host, cli, id, around);
}

/** Flags of `docker create` (and of the `docker run` line that is shown). */
export function runFlags(request: RunRequest, around: Surroundings): string[] {
  const publish = around.arrangement === 'internal' ? [] : request.ports;
  return [
    '--name',
    request.name,
    ...labelFlags(request.labels),
    '--network',
    request.network,
    // A container that cannot reach the outside needs no names of it either: refused at once.
    ...(around.arrangement === 'unmasked' ? ['--dns', '127.0.0.1'] : []),
    ...publish.flatMap((port) => ['-p', `127.0.0.1::${port}`]),
    ...Object.entries(request.env).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
    ...(request.envFile === undefined ? [] : ['--env-file', request.envFile]),
    ...(request.readOnly ? ['--read-only'] : []),
    ...(request.hardened ? ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'] : []),
    ...(request.init ? ['--init'] : []),
    ...request.tmpfs.flatMap((path) => ['--tmpfs', path]),
    ...(request.memory === undefined ? [] : ['--memory', String(request.memory)]),
    ...(request.healthInterval === undefined
      ? []
      : ['--health-interval', `${request.healthInterval}s`]),
    '--pull',
    'never',
  ];
}

function container(host: Host, cli: DockerCli, id: string, around: Surroundings): Container {
  return {
    id,
    state: () => stateOf(cli, id, around),
    logs: (lines) => logsOf(cli, id, lines),
    async stop(timeoutSeconds) {
      const [before, began] = [host.clock.elapsed(), host.clock.now()];
      await cli.run(['stop', '-t', String(timeoutSeconds), id], {
        timeout: (timeoutSeconds + 30) * 1000,
      });
      const wall = host.clock.elapsed() - before;
      const { State: state } = await inspect(cli, id);
      return {
        seconds: stopSeconds(state?.FinishedAt, began, wall),
        exitCode: state?.ExitCode ?? -1,
      };
    },
    async memory() {
      const result = await cli.run(['stats', '--no-stream', '--format', '{{.MemUsage}}', id]);
      return result.code === 0 ? parseSize(result.stdout.split('/')[0] ?? '') : undefined;
    },
    async remove() {
      await cli.run(['rm', '-f', '-v', id], { timeout: START });
    },
  };
}

/**
 * Until the program ended, as the engine noted it: what docker does afterwards with
 * networks and disks is not the program's. An engine with another clock is not asked.
 */
function stopSeconds(finishedAt: string | undefined, began: number, wall: number): number {
  const ended = Date.parse(finishedAt ?? '') - began;
  return (ended >= 0 && ended <= wall ? ended : wall) / 1000;
}

async function inspect(cli: DockerCli, id: string): Promise<Inspected> {
  const all: unknown = JSON.parse(await cli.ask(['container', 'inspect', id]));
  const first: unknown = Array.isArray(all) ? (all as unknown[])[0] : undefined;
  if (typeof first !== 'object' || first === null) throw new EngineError(`no container ${id}`);
  return first;
}

async function stateOf(cli: DockerCli, id: string, around: Surroundings): Promise<ContainerState> {
  const seen = await inspect(cli, id);
  const running = seen.State?.Running === true;
  const health = healthOf(seen.State?.Health?.Status);
  const uid = running ? await uidOf(cli, id, seen, around) : undefined;
  return {
    running,
    exitCode: seen.State?.ExitCode ?? -1,
    oomKilled: seen.State?.OOMKilled === true,
    ...(health === undefined ? {} : { health }),
    address: (port) => addressOf(seen, port, around),
    ...(uid === undefined ? {} : { uid }),
  };
}

function healthOf(status: string | undefined): ContainerState['health'] {
  return status === 'starting' || status === 'healthy' || status === 'unhealthy'
    ? status
    : undefined;
}

function addressOf(seen: Inspected, port: number, around: Surroundings): string | undefined {
  if (around.remote) return undefined;
  if (around.arrangement !== 'internal') {
    const published = seen.NetworkSettings?.Ports?.[`${port}/tcp`]?.[0];
    return published?.HostPort === undefined ? undefined : `127.0.0.1:${published.HostPort}`;
  }
  for (const network of Object.values(seen.NetworkSettings?.Networks ?? {})) {
    if (network.IPAddress !== undefined && network.IPAddress !== '') {
      return `${network.IPAddress}:${port}`;
    }
  }
  return undefined;
}

/** The uid PID 1 runs with: what the engine's `ps` says, else what the image asks for. */
async function uidOf(
  cli: DockerCli,
  id: string,
  seen: Inspected,
  around: Surroundings,
): Promise<number | undefined> {
  if (around.trustTop) {
    const top = await cli.run(['top', id, '-eo', 'pid,uid']);
    for (const line of top.code === 0 ? top.stdout.split('\n') : []) {
      const [pid, uid] = line.trim().split(/\s+/);
      if (Number(pid) === seen.State?.Pid && /^\d+$/.test(uid ?? '')) return Number(uid);
    }
  }
  const user = (seen.Config?.User ?? '').split(':')[0] ?? '';
  if (user === '' || user === 'root') return 0;
  return /^\d+$/.test(user) ? Number(user) : undefined;
}

async function logsOf(cli: DockerCli, id: string, lines: number): Promise<string> {
  const said: string[] = [];
  await cli.run(['logs', '--tail', String(lines), id], {
    keep: LOG_KEPT,
    onLine: (line) => {
      said.push(line.slice(0, 4_000));
      if (said.length > lines) said.shift();
    },
  });
  return said.join('\n');
}
