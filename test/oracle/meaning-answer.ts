import type { BaseSettings, ImageSettings } from '../../src/dockerfile/build/types.ts';
import { type Platform, formatPlatform } from '../../src/dockerfile/stages/platform.ts';
import { Operations, type Ref } from './meaning-operations.ts';

// The oracle's answer about a build, and both sides' configurations in one form.

/** The part of an image's configuration that is compared, as Docker writes it. */
export interface DockerConfig {
  readonly Env?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  readonly Shell?: readonly string[] | null;
  readonly OnBuild?: readonly string[] | null;
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly StopSignal?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>> | null;
  readonly Volumes?: Readonly<Record<string, object>> | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly Healthcheck?: {
    readonly Test?: readonly string[] | null;
    readonly Interval?: number;
    readonly Timeout?: number;
    readonly StartPeriod?: number;
    readonly StartInterval?: number;
    readonly Retries?: number;
  };
}

interface Input {
  readonly operation: number;
  readonly output: number;
}

/** What BuildKit would do. */
export interface MeaningAnswer {
  readonly refusal?: { readonly message: string; readonly line: number };
  readonly lines?: readonly number[];
  readonly operations: readonly {
    readonly inputs: readonly Input[];
    readonly platform?: string;
    readonly source?: { readonly identifier: string; readonly attributes: Record<string, string> };
    readonly exec?: Record<string, unknown> & { readonly mounts: readonly Mounted[] };
    readonly file?: readonly (Record<string, unknown> & Acting)[];
    readonly merge?: boolean;
  }[];
  readonly image?: {
    readonly os?: string;
    readonly architecture?: string;
    readonly variant?: string;
    readonly author?: string;
    readonly config: DockerConfig;
  };
}

interface Mounted {
  readonly input: number;
  readonly output: number;
  readonly readonly: boolean;
}

interface Acting {
  readonly input: number;
  readonly secondary: number;
  readonly output: number;
}

/** A configuration as our own settings. */
export function settingsOf(config: DockerConfig, platform: Platform): BaseSettings {
  const env = (config.Env ?? []).map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return {
    os: platform.os,
    architecture: platform.arch,
    variant: platform.variant,
    env: new Map(env),
    cmd: config.Cmd ?? [],
    entrypoint: config.Entrypoint ?? [],
    shell: config.Shell ?? [],
    onbuild: config.OnBuild ?? [],
    user: config.User ?? '',
    workingDir: config.WorkingDir ?? '',
    stopSignal: config.StopSignal ?? '',
    ports: new Set(Object.keys(config.ExposedPorts ?? {})),
    volumes: new Set(Object.keys(config.Volumes ?? {})),
    labels: new Map(Object.entries(config.Labels ?? {})),
  };
}

const nanoseconds = (seconds: number): number => Math.round(seconds * 1e9);

/** Settings in one form for both sides. */
export function shown(settings: ImageSettings): object {
  const { health } = settings;
  return {
    platform: formatPlatform({
      os: settings.os,
      arch: settings.architecture,
      variant: settings.variant,
    }),
    author: settings.author,
    env: [...settings.env].map(([name, value]) => `${name}=${value}`),
    cmd: settings.cmd,
    entrypoint: settings.entrypoint,
    shell: settings.shell,
    user: settings.user,
    workingDir: settings.workingDir,
    stopSignal: settings.stopSignal,
    ports: [...settings.ports].toSorted(),
    volumes: [...settings.volumes].toSorted(),
    labels: [...settings.labels].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    onbuild: settings.onbuild,
    health: health && {
      test: health.test,
      times: [health.interval, health.timeout, health.startPeriod, health.startInterval].map(
        nanoseconds,
      ),
      retries: health.retries,
    },
  };
}

/** The answer's image in the form of `shown`. */
export function shownAnswer({
  os = '',
  architecture = '',
  variant = '',
  author = '',
  config,
}: NonNullable<MeaningAnswer['image']>): object {
  const health = config.Healthcheck;
  const times = [health?.Interval, health?.Timeout, health?.StartPeriod, health?.StartInterval];
  const settings = settingsOf(config, { os, arch: architecture, variant });
  return {
    platform: formatPlatform({ os, arch: architecture, variant }),
    author,
    env: config.Env ?? [],
    cmd: settings.cmd,
    entrypoint: settings.entrypoint,
    shell: settings.shell,
    user: settings.user,
    workingDir: settings.workingDir,
    stopSignal: settings.stopSignal,
    ports: [...(settings.ports ?? [])].toSorted(),
    volumes: [...(settings.volumes ?? [])].toSorted(),
    labels: [...(settings.labels ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    onbuild: settings.onbuild,
    health: health && {
      test: health.Test ?? [],
      times: times.map((time) => time ?? 0),
      retries: health.Retries ?? 0,
    },
  };
}

/** What of a git source's attributes does not come from the Dockerfile. */
const ENGINE = /secret|ssh/;

/** BuildKit's operations in the form of our own. */
export function operationsOf(answer: MeaningAnswer): { operations: Operations; root: Ref } {
  const operations = new Operations();
  const keys: string[] = [];
  let root: Ref = null;
  for (const one of answer.operations) {
    const refs = one.inputs.map(({ operation, output }) => `${keys[operation] ?? ''}:${output}`);
    const at = (index: number): Ref => refs[index] ?? null;
    let key = '';
    if (one.source) {
      const given = Object.entries(one.source.attributes).filter(([name]) => !ENGINE.test(name));
      const attributes = Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const image = one.source.identifier.startsWith('docker-image:');
      const source = { identifier: one.source.identifier, attributes };
      key = operations.add(image ? { source, platform: one.platform ?? '' } : { source }, []);
    } else if (one.exec) {
      const own = { exec: execution(one.exec), platform: one.platform ?? '' };
      const files = one.exec.mounts.filter(
        ({ kind }: Mounted & { kind?: string }) => kind !== 'secret' && kind !== 'ssh',
      );
      key = operations.add(
        own,
        files.map(({ input }) => at(input)),
      );
    } else if (one.file) {
      const own = one.file.map(({ input, secondary, output, ...rest }) => ({
        ...action(rest),
        after: input >= refs.length ? input - refs.length : null,
        result: output === 0,
        has: [input >= 0, secondary >= 0],
      }));
      const used = one.file.flatMap(({ input, secondary }) => [
        ...(input >= refs.length ? [] : [at(input)]),
        at(secondary),
      ]);
      key = operations.add({ file: own }, used);
    } else if (one.merge === true) key = operations.add({ merge: refs.length }, refs);
    else root = refs[0] ?? null;
    keys.push(key);
  }
  return { operations, root };
}

function action(rest: Record<string, unknown>): object {
  const copy = rest['copy'] as Record<string, unknown> | undefined;
  if (copy === undefined) return rest;
  return {
    copy: {
      dest: copy['dest'],
      owner: copy['owner'],
      mode: copy['mode'],
      exclude: copy['exclude'] ?? [],
      source: copy['source'],
      include: copy['include'] ?? [],
      required: copy['required'] ?? [],
      flags: copy['flags'],
    },
  };
}

function execution({
  mounts,
  secretEnv,
  devices,
  proxy,
  ...rest
}: Record<string, unknown> & { mounts: readonly Mounted[] }): object {
  return {
    args: rest['args'],
    env: rest['env'] ?? [],
    cwd: rest['cwd'],
    user: rest['user'],
    hostname: rest['hostname'],
    proxy,
    network: rest['network'],
    security: rest['security'],
    mounts: mounts.map((mount) => mounted(mount)),
    secretEnv: secretEnv ?? [],
    devices: devices ?? [],
  };
}

function mounted({
  input,
  ...mount
}: Mounted & {
  kind?: string;
  dest?: string;
  selector?: string;
  id?: string;
  sharing?: string;
  size?: number;
  owner?: number[];
  optional?: boolean;
}): object {
  const { kind, dest, selector, readonly, output, id, sharing, size, owner, optional } = mount;
  return {
    kind,
    dest,
    selector,
    readonly,
    // The output of a mount is that of the root file system or none.
    output,
    ...(id === undefined ? {} : { id }),
    ...(sharing === undefined ? {} : { sharing }),
    ...(size === undefined ? {} : { size }),
    ...(owner === undefined ? {} : { owner }),
    ...(optional === undefined ? {} : { optional }),
    has: input >= 0,
  };
}
