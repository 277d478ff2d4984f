import { encodeText } from '../../text/bytes.ts';
import { goLower } from '../chars.ts';
import { expandWords } from '../expansion/expand.ts';
import { parseDuration, parseInt32 } from '../syntax/go-numbers.ts';
import { healthcheckParts } from '../instructions.ts';
import { triggerText } from '../stages/triggers.ts';
import type { Instruction } from '../types.ts';
import { isAbsolute, toSlash, workingDirectory } from './os-path.ts';
import { readRange } from './ports.ts';
import { signalError } from './signals.ts';
import {
  type StepState,
  commandLine,
  expanded,
  expander,
  keep,
  refuse,
  valueOf,
} from './step-state.ts';
import type { HealthSettings } from './types.ts';

type Handler = (state: StepState, instruction: Instruction) => void;

function seconds(text: string | undefined): number {
  const parsed = text === undefined || text === '' ? undefined : parseDuration(text);
  return parsed !== undefined && 'value' in parsed ? parsed.value : 0;
}

function healthOf(instruction: Instruction): HealthSettings {
  const parts = healthcheckParts(instruction);
  const command = parts.command.map(({ text }) => text);
  const kind = instruction.form === 'json' ? 'CMD' : 'CMD-SHELL';
  const retries = parts.retries === undefined ? undefined : parseInt32(parts.retries);
  return {
    test: parts.kind === 'none' ? ['NONE'] : [kind, ...command],
    interval: seconds(parts.interval),
    timeout: seconds(parts.timeout),
    startPeriod: seconds(parts.startPeriod),
    startInterval: seconds(parts.startInterval),
    retries: retries !== undefined && 'value' in retries ? retries.value : 0,
  };
}

/** Changes the working directory; relative paths go on from the one before. @throws Refused */
export function enterDirectory(state: StepState, path: string): void {
  const { os } = state.platform;
  const made = workingDirectory(state.settings.workingDir, path, os);
  if ('error' in made) return refuse(`normalizing workdir: ${made.error}`);
  state.directoryKnown = !state.doubtful && (state.directoryKnown || isAbsolute(path, os));
  state.settings.workingDir = made.path;
  state.directory = toSlash(made.path, os);
}

const workdir: Handler = (state, instruction) => {
  enterDirectory(state, expanded(state, instruction.args[0]?.text ?? ''));
  const { directory: path, settings } = state;
  if (path !== '/') keep(state, { kind: 'directory', instruction, path, user: settings.user });
};

/** The order of texts by their bytes. */
function compareBytes(a: string, b: string): number {
  const [left, right] = [encodeText(a), encodeText(b)];
  const end = Math.min(left.length, right.length);
  for (let i = 0; i < end; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const label: Handler = (state, { pairs }) => {
  const values = pairs.map(
    ({ name, value = '' }) => [expanded(state, name), expanded(state, value)] as const,
  );
  if (state.brief) return;
  for (const [name, value] of values) state.settings.labels.set(name, value);
};

const expose: Handler = (state, { args }) => {
  const { escape } = state.file;
  // BuildKit sorts them before it looks at any.
  const written = args.map(({ text }) => text).toSorted(compareBytes);
  const words = written.flatMap((text) => {
    const found = expandWords(text, (name) => valueOf(state, name), { escape });
    return found.error === undefined ? found.words : refuse(found.error);
  });
  const { ports } = state.settings;
  for (const word of words) {
    const range = readRange(word);
    if ('error' in range) return refuse(range.error);
    const protocol = range.protocol === '' ? 'tcp' : goLower(range.protocol);
    for (let port = range.start; port <= range.end && !state.brief; port++)
      ports.add(`${port}/${protocol}`);
  }
};

const volume: Handler = (state, { args }) => {
  const paths = args.map(({ text }) => expanded(state, text));
  if (paths.includes('')) refuse('VOLUME specified can not be an empty string');
  if (state.brief) return;
  for (const path of paths) state.settings.volumes.add(path);
};

const stopsignal: Handler = (state, { args }) => {
  const signal = expanded(state, args[0]?.text ?? '');
  const wrong = signalError(signal);
  if (wrong !== undefined) refuse(wrong);
  state.settings.stopSignal = signal;
};

const entrypoint: Handler = (state, instruction) => {
  state.settings.entrypoint = commandLine(state, instruction);
  if (!state.cmdSet) state.settings.cmd = [];
};

/** Marks the variables of ARG and ENV that are made of something unknown. */
function taint(state: StepState, { name: instruction, pairs }: Instruction): void {
  for (const { name, value } of pairs) {
    state.doubtful = false;
    const keys = instruction === 'ENV' ? [name, value ?? ''] : [value ?? ''];
    for (const text of keys) expander(state)(text);
    if (state.doubtful) state.tainted.add(name);
    else if (value !== undefined) state.tainted.delete(name);
  }
}

const variables: Handler = (state, instruction) => {
  let doubtful = false;
  if (state.brief) {
    taint(state, instruction);
    doubtful = instruction.pairs.some(({ name }) => state.tainted.has(name));
  }
  const { error } = state.scope.step(instruction);
  state.doubtful = doubtful;
  if (error !== undefined) refuse(error);
};

const handlers: Readonly<Record<string, Handler>> = {
  ARG: variables,
  CMD: (state, instruction) => {
    state.settings.cmd = commandLine(state, instruction);
    state.cmdSet = true;
  },
  ENTRYPOINT: entrypoint,
  ENV: variables,
  EXPOSE: expose,
  HEALTHCHECK: (state, instruction) => {
    state.settings.health = healthOf(instruction);
  },
  LABEL: label,
  MAINTAINER: (state, { args }) => {
    state.settings.author = args[0]?.text ?? '';
  },
  ONBUILD: (state, instruction) => {
    const text = triggerText(state.file, instruction);
    state.settings.onbuild = [...state.settings.onbuild, text];
  },
  SHELL: (state, { args }) => {
    state.settings.shell = args.map(({ text }) => text);
  },
  STOPSIGNAL: stopsignal,
  USER: (state, { args }) => {
    state.settings.user = expanded(state, args[0]?.text ?? '');
  },
  VOLUME: volume,
  WORKDIR: workdir,
};

/** Takes in an instruction that changes the image's configuration. @throws Refused */
export function settle(state: StepState, instruction: Instruction): void {
  handlers[instruction.name]?.(state, instruction);
}
