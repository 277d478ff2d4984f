import { healthcheckParts } from '../dockerfile/instructions.ts';
import { SharedMap } from '../dockerfile/stages/shared-map.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { NO_BYTES } from '../facts/bytes.ts';
import type { Change, CommandLine, ImageConfig, ImageState } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';
import { uidOf } from './accounts.ts';
import { type StageScope, expandFact, expandMany, stepScope } from './scope.ts';
import { resolvePath } from './tree/paths.ts';

/** What one stage has done so far that later instructions of it depend on. */
export interface StageMemory {
  readonly scope: StageScope;
  /** CMD was given in this stage: an ENTRYPOINT then leaves it. */
  cmdSet: boolean;
}

/** The state after an instruction that only sets configuration; undefined for RUN, COPY and ADD. */
export function configure(
  state: ImageState,
  instruction: Instruction,
  memory: StageMemory,
): ImageState | undefined {
  const origin: Origin = { by: 'command', at: instruction.span, what: instruction.name };
  const { scope } = memory;
  const set = (config: Partial<ImageConfig>): ImageState => ({
    ...state,
    config: { ...state.config, ...config },
  });
  const [first] = instruction.args;
  switch (instruction.name) {
    case 'ARG':
      stepScope(scope, instruction, origin);
      return state;
    case 'ENV':
      return set({ env: withPairs(state.config.env, instruction, scope, origin, true) });
    case 'LABEL':
      return set({ labels: withPairs(state.config.labels, instruction, scope, origin, false) });
    case 'USER':
      return set({ user: expandFact(scope, first?.text ?? '', origin) });
    case 'WORKDIR':
      return workdir(state, expandFact(scope, first?.text ?? '', origin), origin);
    case 'EXPOSE':
      return set({
        exposed: [
          ...new Set([
            ...state.config.exposed,
            ...instruction.args.flatMap((one) => expandMany(scope, one.text)),
          ]),
        ],
      });
    case 'VOLUME': {
      const paths = instruction.args.flatMap((one) => textOf(expandFact(scope, one.text, origin)));
      return set({ volumes: [...new Set([...state.config.volumes, ...paths])] });
    }
    case 'STOPSIGNAL':
      return set({ stopSignal: expandFact(scope, first?.text ?? '', origin) });
    case 'SHELL':
      return set({ shell: instruction.args.map((one) => one.text) });
    case 'MAINTAINER':
      return state;
    case 'ONBUILD':
      return set({
        onbuild: [...state.config.onbuild, instruction.args.map((one) => one.text).join(' ')],
      });
    case 'CMD':
      memory.cmdSet = true;
      return set({ cmd: commandLine(instruction, origin) });
    case 'ENTRYPOINT':
      return entrypoint(state, commandLine(instruction, origin), memory);
    case 'HEALTHCHECK':
      return set(healthcheck(instruction, origin));
    default:
      return undefined;
  }
}

function textOf(fact: Fact<string>): string[] {
  return fact.known ? [fact.value] : [];
}

function withPairs(
  before: ReadonlyMap<string, Fact<string>>,
  instruction: Instruction,
  scope: StageScope,
  origin: Origin,
  env: boolean,
): ReadonlyMap<string, Fact<string>> {
  // All values of one line are expanded with what was set before it.
  const values = instruction.pairs.map(
    (pair) =>
      [expandFact(scope, pair.name, origin), expandFact(scope, pair.value ?? '', origin)] as const,
  );
  let after = SharedMap.of(before);
  for (const [name, value] of values) if (name.known) after = after.with(name.value, value);
  if (env) stepScope(scope, instruction, origin);
  return after;
}

function commandLine(instruction: Instruction, origin: Origin): CommandLine {
  return {
    form: instruction.form === 'json' ? 'json' : 'shell',
    words: instruction.args.map((one) => one.text),
    origin,
  };
}

/** An ENTRYPOINT resets the CMD that came with the base, as Docker does. */
function entrypoint(state: ImageState, line: CommandLine, memory: StageMemory): ImageState {
  const { cmd, ...config } = state.config;
  const kept = memory.cmdSet && cmd ? { cmd } : {};
  return { ...state, config: { ...config, ...kept, entrypoint: line } };
}

function healthcheck(instruction: Instruction, origin: Origin): Partial<ImageConfig> {
  const parts = healthcheckParts(instruction);
  if (parts.kind === 'none') return { healthcheck: { none: true, test: [], origin } };
  const words = parts.command.map((one) => one.text);
  const shell = instruction.form !== 'json';
  return { healthcheck: { none: false, test: shell ? words.join(' ') : words, origin } };
}

/** Linux takes no longer one. */
const LONGEST_PATH = 4_096;

/** WORKDIR makes the directory, for the user that is set. */
function workdir(state: ImageState, path: Fact<string>, origin: Origin): ImageState {
  const before = state.config.workdir;
  const full: Fact<string> = !path.known
    ? path
    : path.value.startsWith('/')
      ? known(resolvePath('/', path.value), origin)
      : before.known
        ? known(resolvePath(before.value, path.value), origin)
        : unknown(before.because);
  if (full.known && full.value.length > LONGEST_PATH)
    return { ...state, config: { ...state.config, workdir: unknown(origin) } };
  const config = { ...state.config, workdir: full };
  if (!full.known || state.files.get(full.value).is === 'yes') return { ...state, config };
  const owner = uidOf(state.config, state.files);
  const change: Change = {
    do: 'put',
    path: full.value,
    entry: {
      kind: 'dir',
      uid: owner,
      gid: owner,
      mode: known(0o755, origin),
      size: NO_BYTES,
      layer: state.layers.length + 1,
      origin,
    },
  };
  return { ...state, config, files: state.files.apply([change]) };
}
