import { basePath, cleanPath, joinPath } from '../../src/dockerfile/build/os-path.ts';
import type { RunBuildStep, StepMount } from '../../src/dockerfile/build/types.ts';
import {
  type Platform,
  formatPlatform,
  normalPlatform,
} from '../../src/dockerfile/stages/platform.ts';
import type { SourceRef } from '../../src/dockerfile/types.ts';
import type { Operations, Ref } from './meaning-operations.ts';

// The operation that a RUN makes.

/** A stage's file system at the moment. */
export interface State {
  readonly root: Ref;
  readonly platform: Platform;
}

/** One action of a file operation; a number means the result of an earlier action. */
export interface Action {
  readonly input: Ref | number;
  readonly secondary: Ref;
  readonly [key: string]: unknown;
}

/** What making an operation needs. */
export interface Hands {
  readonly operations: Operations;
  argument(name: string): string;
  readonly arguments: Readonly<Record<string, string>>;
  source(source: SourceRef): Ref;
  made(name: string, mode: number, content: string): Ref;
  file(actions: readonly Action[]): Ref;
}

/** The operation of a RUN. */
export function runOperation(hands: Hands, step: RunBuildStep, state: State): string {
  const root = {
    kind: 'bind',
    dest: '/',
    selector: '',
    readonly: false,
    output: 0,
    from: state.root,
  };
  const files = step.mounts.filter(({ mount: { type } }) => type !== 'secret' && type !== 'ssh');
  const script =
    step.script === undefined
      ? []
      : [
          {
            kind: 'bind',
            dest: '/dev/pipes/',
            selector: '/',
            readonly: true,
            output: -1,
            from: hands.made(step.script.name, 0o755, step.script.text),
          },
        ];
  const mounts = [root, ...script, ...files.map((mount) => mountOf(hands, mount))].toSorted(
    (a, b) => Buffer.compare(Buffer.from(a.dest), Buffer.from(b.dest)),
  );
  const sockets = step.mounts.filter(({ mount: { type } }) => type === 'ssh');
  const secrets = step.mounts.filter(({ mount: { type } }) => type === 'secret');
  const own = {
    exec: {
      args: step.args,
      env: envOf(step, sockets),
      cwd: step.directory,
      user: step.user,
      hostname: hands.argument('BUILDKIT_SANDBOX_HOSTNAME'),
      proxy: proxyOf(hands),
      network: { default: 'unset', none: 'none', host: 'host' }[step.network],
      security: step.insecure ? 'insecure' : 'sandbox',
      mounts: [
        ...mounts.map(({ from, ...rest }) => ({ ...rest, has: from !== null })),
        ...secrets.flatMap((secret) => secretMount(secret)),
        ...sockets.map((socket, i) => socketMount(socket, i)),
      ],
      secretEnv: secrets.flatMap((secret) =>
        secret.mount.env === undefined
          ? []
          : [`${secret.mount.env}=${secretId(secret)} ${!secret.mount.required}`],
      ),
      devices: step.devices.map(({ name, required }) => `${name} ${!required}`),
    },
    platform: formatPlatform(normalPlatform(state.platform)),
  };
  return hands.operations.add(
    own,
    mounts.map(({ from }) => from),
  );
}

function envOf(step: RunBuildStep, sockets: readonly StepMount[]): string[] {
  const env = [...step.env].map(([name, value]) => `${name}=${value}`);
  if (sockets.length === 0 || step.env.has('SSH_AUTH_SOCK')) return env;
  return [...env, `SSH_AUTH_SOCK=${socketTarget(sockets[0]?.target ?? '', 0)}`];
}

function proxyOf(hands: Hands): Record<string, string> | undefined {
  let found: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(hands.arguments).toSorted()) {
    const lower = name.toLowerCase();
    if (!/^(?:https?|ftp|no|all)_proxy$/.test(lower)) continue;
    found ??= {};
    delete found[lower];
    if (value !== '') found[lower] = value;
  }
  return found;
}

function mountOf(
  hands: Hands,
  { mount, source, target }: StepMount,
): {
  kind: string;
  dest: string;
  selector: string;
  readonly: boolean;
  output: number;
  from: Ref;
} {
  const below = joinPath('/', mount.source);
  const given = mount.uid !== undefined || mount.gid !== undefined || mount.mode !== undefined;
  let from = mount.type === 'tmpfs' ? null : hands.source(source);
  if (below === '/' && given) {
    const mkdir = {
      path: '/cache',
      mode: (mount.mode ?? 0o755) & 0o777,
      owner: `${mount.uid ?? 0}:${mount.gid ?? 0}`,
      time: -1,
    };
    from = hands.file([{ mkdir, input: from, secondary: null }]);
  }
  const id = mount.id === '' ? cleanPath(mount.target) : mount.id;
  return {
    kind: mount.type,
    dest: target,
    selector: below !== '/' ? below : given ? '/cache' : '',
    readonly: mount.readonly,
    output: -1,
    ...(mount.type === 'cache'
      ? {
          id: `${hands.argument('BUILDKIT_CACHE_MOUNT_NS')}/${id}`,
          sharing: mount.sharing ?? 'shared',
        }
      : {}),
    ...(mount.type === 'tmpfs' && mount.size !== 0 ? { size: mount.size } : {}),
    from,
  };
}

function secretId({ mount: { source, id }, target }: StepMount): string {
  if (source !== '') return source;
  return id === '' ? basePath(target) : id;
}

function ownerOf({ uid, gid, mode }: StepMount['mount'], otherwise: number): number[] {
  const given = uid !== undefined || gid !== undefined || mode !== undefined;
  return given ? [uid ?? 0, gid ?? 0, mode ?? otherwise] : [0, 0, otherwise];
}

function secretMount({ mount, target }: StepMount): object[] {
  if (target === '' && mount.env !== undefined) return [];
  return [
    {
      kind: 'secret',
      dest: target,
      selector: '',
      readonly: false,
      output: 0,
      id: secretId({ mount, target, source: { kind: 'context' } }),
      owner: ownerOf(mount, 0o400),
      ...(mount.required ? {} : { optional: true }),
      has: false,
    },
  ];
}

function socketTarget(target: string, index: number): string {
  return target === '' ? `/run/buildkit/ssh_agent.${index}` : target;
}

function socketMount({ mount, target }: StepMount, index: number): object {
  return {
    kind: 'ssh',
    dest: socketTarget(target, index),
    selector: '',
    readonly: false,
    output: 0,
    ...(mount.id === '' ? {} : { id: mount.id }),
    owner: ownerOf(mount, 0o600),
    ...(mount.required ? {} : { optional: true }),
    has: false,
  };
}
