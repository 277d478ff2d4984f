import { NO_BYTES, UNKNOWN_BYTES } from '../facts/bytes.ts';
import type { BaseFacts, CommandLine, ImageConfig, ImageState } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import { LINUX_SHELL } from '../shell/body.ts';
import { defaultShell } from '../shell/in-force.ts';
import { baseTree, scratchTree } from './base/base-tree.ts';

/** The state of an empty image. */
export function scratchState(): ImageState {
  const origin: Origin = { by: 'base', what: 'scratch' };
  return state(
    emptyConfig(known('', origin), known('/', origin)),
    scratchTree(),
    undefined,
    NO_BYTES,
  );
}

/** The state a base image starts with; without facts everything is unknown. */
export function baseState(base: BaseFacts | undefined, ref: string | undefined): ImageState {
  if (base?.flavour === 'scratch') return scratchState();
  const origin: Origin = { by: 'base', what: base?.ref ?? ref ?? 'a base image that is not known' };
  if (!base)
    return state(
      { ...emptyConfig(unknown(origin), unknown(origin)), shell: defaultShell(ref) },
      baseTree(undefined, ref),
      undefined,
      UNKNOWN_BYTES,
    );
  const env = new Map<string, Fact<string>>(
    Object.entries(base.env).map(([name, value]) => [name, known(value, origin)]),
  );
  const config: ImageConfig = {
    ...emptyConfig(
      known(base.user, origin),
      known(base.workdir === '' ? '/' : base.workdir, origin),
    ),
    env,
    ...(base.cmd ? { cmd: line(base.cmd, origin) } : {}),
    ...(base.entrypoint ? { entrypoint: line(base.entrypoint, origin) } : {}),
    ...(base.stopSignal === undefined ? {} : { stopSignal: known(base.stopSignal, origin) }),
    ...(base.set === undefined ? {} : settings(base.set, origin)),
  };
  return state(config, baseTree(base, ref), base, base.size);
}

/** What an image that was read sets besides. */
function settings(set: NonNullable<BaseFacts['set']>, origin: Origin): Partial<ImageConfig> {
  const [how, ...words] = set.healthcheck ?? [];
  const test = how === 'CMD-SHELL' ? words.join(' ') : words;
  return {
    ...(how === undefined ? {} : { healthcheck: { none: how === 'NONE', test, origin } }),
    ...(set.exposed ? { exposed: set.exposed } : {}),
    ...(set.volumes ? { volumes: set.volumes } : {}),
    ...(set.shell ? { shell: set.shell } : {}),
    ...(set.onbuild ? { onbuild: set.onbuild } : {}),
    labels: new Map(
      Object.entries(set.labels ?? {}).map(([name, value]) => [name, known(value, origin)]),
    ),
  };
}

function line(words: readonly string[], origin: Origin): CommandLine {
  return { form: 'json', words, origin };
}

function emptyConfig(user: Fact<string>, workdir: Fact<string>): ImageConfig {
  return {
    env: new Map(),
    user,
    workdir,
    shell: LINUX_SHELL,
    exposed: [],
    volumes: [],
    labels: new Map(),
    onbuild: [],
  };
}

function state(
  config: ImageConfig,
  files: ImageState['files'],
  base: BaseFacts | undefined,
  baseSize: ImageState['baseSize'],
): ImageState {
  return { config, files, packages: [], leftovers: [], layers: [], baseSize, base };
}
