import type { Dockerfile } from '../../dockerfile/types.ts';
import type { CommandLine, CommandTrace, ImageState } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import { PASSING_ENTRYPOINTS } from '../../knowledge/entrypoints.ts';
import type { Account, Argument } from '../../programs/types.ts';
import { hasProgram, usersOf } from '../queries.ts';
import { resolvePath } from '../tree/paths.ts';
import type { InterpretInput } from '../session.ts';
import { type Ran, runContainer, runShellForm } from './container.ts';
import { portOfCommand } from './listening.ts';
import { mayBeMounted } from './mounted.ts';
import { NOWHERE, placedLine } from './placed-line.ts';

/**
 * What the image's start command and health check need, and whether it is there. A need that is
 * not met means that the container, or its check, fails; `met: 'unknown'` that it cannot be told.
 */
export function runCheck(state: ImageState, input?: InterpretInput): readonly Need[] {
  return [...startNeeds(state, input), ...healthNeeds(state, input)];
}

/**
 * The needs of the start command, of the user it runs as, and of the program it starts.
 * @param file where the words of the commands have their places
 */
export function startNeeds(
  state: ImageState,
  input?: InterpretInput,
  file?: Dockerfile,
): readonly Need[] {
  const { entrypoint, cmd, user } = state.config;
  const own = [...userNeed(state)];
  if (!entrypoint && !cmd) return user.known ? [...own, nothingToStart(state)] : own;
  return [...own, ...judged(state, runStart(state, input, file))];
}

/** The needs of the health check. */
export function healthNeeds(
  state: ImageState,
  input?: InterpretInput,
  file?: Dockerfile,
): readonly Need[] {
  const check = state.config.healthcheck;
  if (!check || check.none) return [];
  const form = typeof check.test === 'string' ? 'shell' : 'json';
  const words = typeof check.test === 'string' ? [check.test] : check.test;
  const line = placedLine({ form, words, origin: check.origin }, state.config, file);
  const ran = line.shell
    ? runShellForm(state, input, line.shell)
    : runContainer(state, input, line.words);
  return judged(state, ran);
}

/** The port on which the container's command listens; undefined: it cannot be told, or there are several. */
export function listeningPort(state: ImageState, file?: Dockerfile): number | undefined {
  const { commands } = runStart(state, undefined, file);
  const last = commands.at(-1);
  // What is started before the last command may go on in the background.
  if (last === undefined || commands.length > MOST_BEFORE_SERVER) return undefined;
  const others = commands.slice(0, -1).map((one) => portOfCommand(state, one));
  return others.some((port) => port !== undefined) ? undefined : portOfCommand(state, last);
}

/** The words of the command that stays, when the container starts a single one; undefined: several, or not known. */
export function startedWords(state: ImageState, file?: Dockerfile): readonly string[] | undefined {
  const { commands } = runStart(state, undefined, file);
  const [first, ...more] = commands.filter(({ program }) => !WRAPPER.test(program ?? ''));
  const words = first?.words.filter((word) => word !== undefined);
  return more.length > 0 || words?.length !== first?.words.length ? undefined : words;
}

const WRAPPER = /^(sh|bash|ash|dash|exec|tini|dumb-init|env)$/;
/** Wrappers, a shell and what it prepares. */
const MOST_BEFORE_SERVER = 6;

function nothingToStart(state: ImageState): Need {
  return {
    what: 'program',
    arg: '',
    at: NOWHERE,
    met: (state.base ?? state.layers.length > 0) ? 'no' : 'unknown',
    origin: { by: 'base', what: 'no CMD or ENTRYPOINT' },
  };
}

function userNeed(state: ImageState): Need[] {
  const { user } = state.config;
  if (!user.known || user.value === '') return [];
  const [name = '', group = ''] = user.value.split(':');
  const { users, groups, complete } = usersOf(state);
  const need = (what: 'user' | 'group', arg: string, known: readonly Account[]): Need[] => {
    if (/^\d*$/.test(arg) || arg === 'root') return [];
    const met = known.some((one) => one.name === arg) ? 'yes' : complete ? 'no' : 'unknown';
    return [{ what, arg, at: user.origin.at ?? NOWHERE, met, origin: user.origin }];
  };
  return [...need('user', name, users), ...need('group', group, groups)];
}

/** ENTRYPOINT with CMD behind it, as the engine puts them together; the shell form of one takes no CMD. */
function runStart(
  state: ImageState,
  input: InterpretInput | undefined,
  file: Dockerfile | undefined,
): Ran {
  const { entrypoint, cmd } = state.config;
  const placed = (line: CommandLine): ReturnType<typeof placedLine> =>
    placedLine(line, state.config, file);
  const line = cmd && placed(cmd);
  if (!entrypoint || passesOn(state, entrypoint)) {
    const own = entrypoint ? otherwise(state, input, line?.words ?? []) : undefined;
    return (
      own ??
      (line?.shell
        ? runShellForm(state, input, line.shell)
        : runContainer(state, input, line?.words ?? []))
    );
  }
  const head = placed(entrypoint);
  if (head.shell) return runShellForm(state, input, head.shell);
  // What a script of the base does with its words nobody has read.
  if (entrypoint.origin.by === 'base' && isScript(entrypoint))
    return { fails: false, commands: [], before: [] };
  return runContainer(state, input, [...head.words, ...(line?.words ?? [])]);
}

function isScript({ words: [first = ''] }: CommandLine): boolean {
  return /\.sh$|entrypoint/.test(first);
}

/** Whether the entrypoint is the script of an official image that ends in `exec "$@"`. */
function passesOn(state: ImageState, { words }: CommandLine): boolean {
  const { base } = state;
  const [first, ...more] = words;
  const [own] = base?.entrypoint ?? [];
  if (base === undefined || first === undefined || own === undefined || more.length > 0)
    return false;
  const found = hasProgram(state, first);
  const isOwn = found.is === 'yes' && found.origin.by === 'base';
  const sameName = first.split('/').at(-1) === own.split('/').at(-1);
  return isOwn && sameName && Object.hasOwn(PASSING_ENTRYPOINTS, base.family);
}

/** Words that name no program go to the program of the image: only if that fails, too, they fail. */
function otherwise(
  state: ImageState,
  input: InterpretInput | undefined,
  words: readonly Argument[],
): Ran | undefined {
  const nothing: Ran = { fails: false, commands: [], before: [] };
  const [first] = words;
  if (first === undefined) return nothing;
  const program = PASSING_ENTRYPOINTS[state.base?.family ?? '']?.otherwise;
  const isOption = first.text.startsWith('-');
  if (program === undefined) return isOption ? nothing : undefined;
  const usual = isOption ? undefined : runContainer(state, input, words);
  if (usual !== undefined && !cannotStart(usual)) return undefined;
  const word = { text: program, value: program, span: first.span };
  const other = runContainer(state, input, [word, ...words]);
  return other.fails ? (usual ?? other) : other;
}

/** The very first program is not there, or is no program. */
function cannotStart({ commands: [first] }: Ran): boolean {
  return (
    first?.effect.needs.some(
      ({ what, met }) => met === 'no' && (what === 'program' || what === 'executable'),
    ) === true
  );
}

/**
 * Only what the container fails of counts as not met: a command in a condition may fail without harm,
 * and of several that fail the last one decides.
 */
function judged(state: ImageState, { fails, commands, before, given = [] }: Ran): Need[] {
  const decisive = fails
    ? commands.findLast(
        ({ effect }) => effect.succeeds === 'no' && effect.needs.some(({ met }) => met === 'no'),
      )
    : undefined;
  const all = commands.flatMap((one) =>
    one.effect.needs.map((need) => weighed(state, need, one, one === decisive, given)),
  );
  return distinct([...before, ...all]);
}

/** Programs of a distribution: nobody mounts them. */
const SYSTEM_PROGRAM = /^\/(usr\/(local\/)?)?s?bin\/[^/]+$/;

function weighed(
  state: ImageState,
  need: Need,
  command: CommandTrace,
  decides: boolean,
  given: readonly Argument[],
): Need {
  if (need.met !== 'no') return need;
  const { workdir } = state.config;
  const full = resolvePath(workdir.known ? workdir.value : '/', need.arg);
  const isOwn =
    need.what === 'file' ||
    need.what === 'manifest' ||
    (need.what === 'program' && need.arg.includes('/') && !SYSTEM_PROGRAM.test(full));
  const mounted = isOwn && mayBeMounted(state, full);
  if (!decides || mounted) return { ...need, met: 'unknown' };
  return { ...need, at: placeOf(need, command, given) };
}

/** The word of the command that names what is missing. */
function placeOf(
  { arg, at }: Need,
  { words, wordSpans }: CommandTrace,
  given: readonly Argument[],
): Need['at'] {
  // What a script hands on was written in CMD.
  const handed = given.slice(1).find(({ value, span }) => value === arg && span !== at);
  if (handed) return handed.span;
  const index = words.findIndex(
    (word) =>
      word !== undefined &&
      word !== '' &&
      (word === arg || arg.endsWith(`/${word.replace(/^(\.\/)+/, '')}`)),
  );
  return wordSpans[index] ?? at;
}

function distinct(needs: readonly Need[]): Need[] {
  const seen = new Set<string>();
  return needs.filter((one) => {
    const key = `${one.what} ${one.arg} ${one.met}`;
    return !seen.has(key) && seen.add(key);
  });
}
