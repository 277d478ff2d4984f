import { goQuote } from '../chars.ts';
import { csvFields } from '../syntax/csv.ts';
import { parseBool } from '../syntax/go-numbers.ts';
import { chompTabs, heredocMark } from '../syntax/heredoc.ts';
import { flagValue } from '../instructions.ts';
import { sourceOf } from '../stages/reach.ts';
import type { Instruction, SourceRef } from '../types.ts';
import { type Mount, readMount } from './mount.ts';
import { basePath, cleanPath, isAbsolute, joinPath, toSlash } from './os-path.ts';
import { type StepState, expander, isBuilt, refuse, withShell } from './step-state.ts';
import type { RunBuildStep, StepDevice, StepMount } from './types.ts';

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

interface Line {
  readonly args: readonly string[];
  readonly script?: { readonly name: string; readonly text: string };
}

/** A body as it stands in the file, tabs kept. */
function rawBody(state: StepState, instruction: Instruction, index: number): string {
  const heredoc = instruction.heredocs[index];
  if (heredoc === undefined) return '';
  const { start, end } = heredoc.span;
  return heredoc.chomp ? state.file.text.slice(start, end) : heredoc.content;
}

function heredocLine(state: StepState, instruction: Instruction): Line {
  const { heredocs, args } = instruction;
  const line = args[0]?.text ?? '';
  const first = heredocs[0];
  if (args.length !== 1 || instruction.form === 'json' || first === undefined)
    return refuse(
      `parsing produced an invalid run command: [${args.map((a) => a.text).join(' ')}]`,
    );
  if (heredocMark(line).mark === undefined) {
    const bodies = heredocs.map(({ name }, i) => `\n${rawBody(state, instruction, i)}${name}`);
    return { args: withShell(state, line + bodies.join('')) };
  }
  const text = first.chomp ? chompTabs(rawBody(state, instruction, 0)) : first.content;
  if (state.settings.os === 'windows' || !text.startsWith('#!'))
    return { args: withShell(state, text) };
  const path = joinPath('/dev/pipes/', first.name);
  return { args: withShell(state, path), script: { name: first.name, text } };
}

function lineOf(state: StepState, instruction: Instruction): Line {
  if (instruction.heredocs.length > 0) return heredocLine(state, instruction);
  const words = instruction.args.map(({ text }) => text);
  return { args: instruction.form === 'json' ? words : withShell(state, words.join(' ')) };
}

function secretTarget(state: StepState, mount: Mount): string {
  const windows = state.platform.os === 'windows';
  const target = toSlash(mount.target, state.platform.os);
  const id = mount.source === '' ? mount.id : mount.source;
  if (id === '' && target === '') return refuse('one of source, target required');
  const shown = id === '' ? basePath(target) : id;
  if (windows && target !== '' && !isAbsolute(target, 'windows')) {
    const how = `e.g. --mount=type=secret,id=${shown},target=C:/path/to/secret`;
    const what = 'must be an absolute path with forward slashes on Windows';
    return refuse(`secret target ${goQuote(target)} ${what}, ${how}`);
  }
  if (target !== '' || mount.env !== undefined) return target;
  if (windows) {
    const how = `e.g. --mount=type=secret,id=${shown},target=C:/path/to/secret`;
    return refuse(`secret target is required on Windows, ${how}`);
  }
  return `/run/secrets/${basePath(shown)}`;
}

function mountTarget(state: StepState, mount: Mount): string {
  if (mount.type === 'secret') return secretTarget(state, mount);
  if (mount.type === 'ssh') {
    if (mount.source !== '') refuse('ssh does not support source');
    return mount.target;
  }
  const absolute = cleanPath(mount.target).startsWith('/');
  const target = absolute ? mount.target : joinPath('/', state.directory, mount.target);
  if (!absolute && !state.directoryKnown) state.doubtful = true;
  return target === '/' ? refuse(`invalid mount target ${goQuote(target)}`) : target;
}

function mountSource(state: StepState, mount: Mount): SourceRef {
  // Not even a cache is empty when a stage is named scratch.
  const from = mount.from === '' && mount.type === 'cache' ? 'scratch' : mount.from;
  const source = sourceOf(state.graph, state.index, from, 'mount');
  if (isBuilt(state, source)) return source;
  const order = 'stage needs to be defined before current command';
  const names = `${goQuote(from)} to ${goQuote(mount.target)}`;
  return refuse(`cannot mount from stage ${names}, ${order}`);
}

function mountsOf(state: StepState, instruction: Instruction): readonly Mount[] {
  const flags = instruction.flags.filter(({ name }) => name === 'mount');
  return flags.map(({ value = '' }) => {
    const read = readMount(value, expander(state));
    return 'mount' in read ? read.mount : refuse(read.error);
  });
}

function stepMount(state: StepState, mount: Mount): StepMount {
  const source = mountSource(state, mount);
  return { mount, source, target: mountTarget(state, mount) };
}

function deviceOf(value: string): StepDevice {
  let name = '';
  let required = false;
  for (const { text } of csvFields(value).fields) {
    const equals = text.indexOf('=');
    const key = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
    const given = text.slice(equals + 1);
    if (key === 'required') required = equals < 0 || parseBool(given) === true;
    else if (key === 'name' && equals >= 0) name = given;
    else if (name === '') name = text;
  }
  return { name, required };
}

/** What RUN does: its words, environment and mounts. @throws Refused */
export function runStepOf(state: StepState, instruction: Instruction): RunBuildStep {
  const mounts = mountsOf(state, instruction);
  const { args, script } = lineOf(state, instruction);
  const network = flagValue(instruction, 'network');
  const devices = instruction.flags.filter(({ name }) => name === 'device');
  return {
    kind: 'run',
    instruction,
    args,
    mounts: mounts.map((mount) => stepMount(state, mount)),
    env: state.brief ? NO_VARIABLES : new Map(state.scope.variables()),
    directory: state.directory,
    user: state.settings.user,
    network: network === 'none' || network === 'host' ? network : 'default',
    insecure: flagValue(instruction, 'security') === 'insecure',
    devices: devices.map(({ value = '' }) => deviceOf(value)),
    ...(script === undefined ? {} : { script }),
  };
}
