import { NO_BYTES } from '../facts/bytes.ts';
import type { CommandLine, ImageState } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import type { Argument } from '../programs/types.ts';
import type { Span } from '../text/span.ts';
import { treeOf } from './as-tree.ts';
import { runWords } from './command.ts';
import { runList } from './evaluate.ts';
import type { Ends, Machine } from './machine.ts';
import { canExecute, canRead, effectiveUid, usersOf } from './queries.ts';
import type { InterpretInput, Session } from './session.ts';
import { resolvePath } from './tree/paths.ts';

const NOWHERE: Span = { start: 0, end: 0 };
/** The official images' entrypoints start what they are given, or something of their own. */
const LENIENT_ENTRYPOINT = /(^|\/)docker-entrypoint(\.sh)?$/;

/**
 * What the image's start command and health check need, and whether it is there. A need that is
 * not met means that the container, or its check, fails; `met: 'unknown'` that it cannot be told.
 */
export function runCheck(state: ImageState, input?: InterpretInput): readonly Need[] {
  return [...startNeeds(state, input), ...healthNeeds(state, input)];
}

/** The needs of the start command, of the user it runs as, and of the program it starts. */
export function startNeeds(state: ImageState, input?: InterpretInput): readonly Need[] {
  const { entrypoint, cmd } = state.config;
  const user = userNeed(state);
  const line = entrypoint ?? cmd;
  if (!line) {
    const nothing: Need = {
      what: 'program',
      arg: '',
      at: NOWHERE,
      met: (state.base ?? state.layers.length > 0) ? 'no' : 'unknown',
      origin: { by: 'base', what: 'no CMD or ENTRYPOINT' },
    };
    return state.config.user.known ? [...user, nothing] : user;
  }
  return [...user, ...commandNeeds(state, startWords(state, entrypoint, cmd), input)];
}

/** The needs of the health check. */
export function healthNeeds(state: ImageState, input?: InterpretInput): readonly Need[] {
  const check = state.config.healthcheck;
  if (!check || check.none) return [];
  const form = typeof check.test === 'string' ? 'shell' : 'json';
  const words = typeof check.test === 'string' ? [check.test] : check.test;
  return commandNeeds(state, wordsOf(state, { form, words, origin: check.origin }), input);
}

function startWords(
  state: ImageState,
  entrypoint: CommandLine | undefined,
  cmd: CommandLine | undefined,
): readonly Argument[] {
  const first = entrypoint ? wordsOf(state, entrypoint) : [];
  return entrypoint?.form === 'shell' || !cmd ? first : [...first, ...wordsOf(state, cmd)];
}

function wordsOf(state: ImageState, line: CommandLine): Argument[] {
  const span = line.origin.at ?? NOWHERE;
  const words = line.form === 'json' ? line.words : [...state.config.shell, ...line.words];
  return words.map((text) => ({ text, value: text, span }));
}

function userNeed(state: ImageState): Need[] {
  const { user } = state.config;
  if (!user.known || user.value === '') return [];
  const [name = ''] = user.value.split(':');
  if (/^\d*$/.test(name) || name === 'root') return [];
  const { users, complete } = usersOf(state);
  const met = users.some((one) => one.name === name) ? 'yes' : complete ? 'no' : 'unknown';
  return [{ what: 'user', arg: name, at: user.origin.at ?? NOWHERE, met, origin: user.origin }];
}

function commandNeeds(
  state: ImageState,
  words: readonly Argument[],
  input: InterpretInput | undefined,
): Need[] {
  const [first] = words;
  if (!first) return [];
  const session = sessionOf(state, input);
  const machine = machineOf(state);
  const wraps = LENIENT_ENTRYPOINT.test(first.value ?? '');
  const rest = wraps ? words.slice(1) : words;
  const start = { conditional: false, depth: 0 };
  const result: Ends =
    rest.length === 0 ? { ok: machine } : runWords(session, rest, first.span, machine, start);
  // The base's own script starts a program that is there as it stands; any other may do as it likes.
  const fromBase = state.config.entrypoint?.origin.by === 'base';
  const lenient = wraps && !(fromBase && session.commands[0]?.effect.needs[0]?.met === 'yes');
  const fails = !result.ok && !result.exitOk;
  const needs = session.commands.flatMap((one) => one.effect.needs);
  const all = distinct(needs).flatMap((one) => [
    one,
    ...(one.what === 'program' && one.met !== 'no' ? startable(state, one) : []),
  ]);
  // A command in a condition may fail without harm; behind an entrypoint script it may be replaced.
  return all.map((one) =>
    one.met === 'no' && (lenient || (!fails && !startsAlone(session)))
      ? { ...one, met: 'unknown' }
      : one,
  );
}

function distinct(needs: readonly Need[]): Need[] {
  const seen = new Set<string>();
  return needs.filter((one) => {
    const key = `${one.what} ${one.arg} ${one.met}`;
    return !seen.has(key) && seen.add(key);
  });
}

function startsAlone(session: Session): boolean {
  return session.commands.length === 1;
}

/** A program that is there must be executable, and what its first line names must be there, too. */
function startable(state: ImageState, need: Need): Need[] {
  const { workdir } = state.config;
  const path = need.arg.includes('/')
    ? resolvePath(workdir.known ? workdir.value : '/', need.arg)
    : undefined;
  if (path === undefined) return [];
  const found = state.files.get(path);
  const uid = effectiveUid(state);
  if (!found.entry || !uid.known) return [];
  const executable = {
    ...need,
    arg: path,
    met: canExecute(state, path, uid.value),
    origin: found.origin,
  };
  const { content } = found.entry;
  const line =
    content && 'text' in content && !content.partial
      ? /^#!\s*([^\n]+)/.exec(content.text)?.[1]
      : undefined;
  const [own] = executable.met === 'yes' ? [] : [executable];
  if (line === undefined) return own ? [own] : [];
  const [interpreter = ''] = line.split(/[ \t]/);
  const loader = state.files.get(interpreter);
  // A carriage return belongs to the interpreter's name: Windows line ends start nothing.
  const met = interpreter.endsWith('\r') || line.endsWith('\r') ? 'no' : loader.is;
  return [
    ...(own ? [own] : []),
    { what: 'loader', arg: interpreter, at: need.at, met, origin: loader.origin },
    {
      ...need,
      what: 'readable',
      arg: path,
      met: canRead(state, path, uid.value),
      origin: found.origin,
    },
  ];
}

function sessionOf(state: ImageState, input: InterpretInput | undefined): Session {
  return {
    input: input ?? { platform: 'linux/amd64', bases: () => undefined },
    config: state.config,
    base: state.base,
    layer: state.layers.length + 1,
    variables: state.config.env,
    openEnvironment: true,
    bash: false,
    commands: [],
    inputs: [],
    budget: 500,
    lastOutput: undefined,
    substituted: new Map(),
    platform: input?.platform ?? 'linux/amd64',
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
