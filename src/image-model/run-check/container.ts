import type { ImageState } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { type Origin, known } from '../../facts/origin.ts';
import type { Argument } from '../../programs/types.ts';
import { scriptOfBody } from '../../shell/body.ts';
import { optionsIn } from '../../shell/options.ts';
import { treeOf } from '../as-tree.ts';
import type { Starting } from '../command-effect.ts';
import { runWords } from '../command.ts';
import { runList } from '../evaluate.ts';
import { findProgram, pathOf } from '../find-program.ts';
import type { Ends, Machine } from '../machine.ts';
import { NO_BYTES } from '../../facts/bytes.ts';
import type { InterpretInput, Session } from '../session.ts';
import { runSubshell } from '../subshell.ts';
import { NOWHERE, type PlacedLine } from './placed-line.ts';

/** Commands followed in one container. */
const MOST_COMMANDS = 500;
const FIRST: Starting = { conditional: false, depth: 0, direct: true };

/** What a container did that was followed: whether it is sure to fail, and the commands that ran. */
export interface Ran {
  readonly fails: boolean;
  readonly commands: Session['commands'];
  /** Needs of what comes before any command: the shell of the shell form. */
  readonly before: readonly Need[];
  /** The words it was started with. */
  readonly given?: readonly Argument[];
}

/** Follows a container that starts with these words. */
export function runContainer(
  state: ImageState,
  input: InterpretInput | undefined,
  words: readonly Argument[],
): Ran {
  const [first] = words;
  const session = sessionOf(state, input);
  if (first === undefined) return { fails: false, commands: [], before: [] };
  const result = runWords(session, words, first.span, machineOf(state), FIRST);
  return {
    fails: isFailure(result, session),
    commands: session.commands,
    before: [],
    given: words,
  };
}

/** Follows a container that starts with a line in shell form. */
export function runShellForm(
  state: ImageState,
  input: InterpretInput | undefined,
  { words, body }: NonNullable<PlacedLine['shell']>,
): Ran {
  const [first] = words;
  const span = first?.span ?? NOWHERE;
  const program = first?.text ?? '';
  const found = findProgram(state.files, program, pathOf(state.config), workdirOf(state));
  const need: Need = {
    what: 'program',
    arg: program,
    at: span,
    met: found.is,
    origin: found.origin,
  };
  if (need.met === 'no') return { fails: true, commands: [], before: [need] };
  const session = sessionOf(state, input);
  const options = optionsIn(words.slice(1).map(({ value }) => value)).filter(({ on }) => on);
  const machine = machineOf(state);
  const start: Machine = {
    ...machine,
    shell: {
      ...machine.shell,
      errexit: options.some(({ name }) => name === 'errexit'),
      pipefail: options.some(({ name }) => name === 'pipefail'),
    },
  };
  const { nodes } = scriptOfBody(body);
  const result = runSubshell(session, nodes, start, { conditional: false, depth: 0 });
  return { fails: isFailure(result, session), commands: session.commands, before: [need] };
}

/** A script too long to follow fails nobody. */
function isFailure({ ok, exitOk, bad, exitBad }: Ends, { budget }: Session): boolean {
  return budget > 0 && !ok && !exitOk && (bad !== undefined || exitBad !== undefined);
}

function workdirOf({ config: { workdir } }: ImageState): string | undefined {
  return workdir.known ? workdir.value : undefined;
}

function sessionOf(state: ImageState, input: InterpretInput | undefined): Session {
  const platform = input?.platform ?? 'linux/amd64';
  return {
    input: input ?? { platform, bases: () => undefined },
    config: state.config,
    base: state.base,
    layer: state.layers.length + 1,
    variables: state.config.env,
    // Whoever starts the container may set more.
    openEnvironment: true,
    bash: false,
    commands: [],
    inputs: [],
    budget: MOST_COMMANDS,
    lastOutput: undefined,
    substituted: new Map(),
    platform,
    runList,
  };
}

function machineOf(state: ImageState): Machine {
  const { workdir } = state.config;
  const origin: Origin = { by: 'assumption', what: 'container' };
  return {
    files: treeOf(state),
    packages: state.packages,
    leftovers: [],
    spread: NO_BYTES,
    shell: {
      cwd: workdir.known ? known(workdir.value, origin) : workdir,
      variables: new Map(),
      functions: new Map(),
      errexit: false,
      pipefail: false,
    },
  };
}
