import type { CommandTrace, StepTrace } from '../facts/image.ts';
import { bodyOf } from '../shell/body.ts';
import type { ShellNode, SimpleCommand } from '../shell/types.ts';
import type { Span } from '../text/span.ts';

/** What a RUN did to its own shell, or left running: both end with it, and nothing else came of it. */
export interface Loss {
  readonly kind: 'directory' | 'variable' | 'shell' | 'process';
  /** What did it, e.g. `cd`, `export`, `service`; `=` for a bare assignment. */
  readonly by: string;
  readonly at: Span;
  /** Its words; undefined where they are not known. */
  readonly words: readonly (string | undefined)[];
  /** Variables that were set, by name; nothing when a script set them. */
  readonly names: readonly string[];
  /** It is the only command of its RUN. */
  readonly alone: boolean;
}

/** Commands that change the shell they run in, by what of it. */
const CHANGES: ReadonlyMap<string, Loss['kind']> = new Map([
  ...'cd pushd popd'.split(' ').map((name) => [name, 'directory'] as const),
  ...'export declare typeset readonly unset source . eval'
    .split(' ')
    .map((name) => [name, 'variable'] as const),
  ...'alias unalias set shopt umask ulimit trap su newgrp'
    .split(' ')
    .map((name) => [name, 'shell'] as const),
]);
/** Start something else in their place, which is followed, too. */
const WRAPPERS = new Set(['bash', 'sh', 'dash', 'ash', 'zsh', 'sudo', 'exec', 'nohup', 'setsid']);
/** Change nothing, and nobody reads what they print. */
const IDLE = new Set(['true', ':', 'sleep', 'echo', 'printf', 'wait', 'exit']);
/** Servers that go to the background by themselves, with the word that makes them do it. */
const DAEMONS: Readonly<Record<string, RegExp>> = {
  service: /^(re)?start$/,
  'rc-service': /^(re)?start$/,
  'invoke-rc.d': /^(re)?start$/,
  pg_ctlcluster: /^(re)?start$/,
  apachectl: /^(re)?start$/,
  apache2ctl: /^(re)?start$/,
  'redis-server': /^--daemonize$/,
  mongod: /^--fork$/,
  'rabbitmq-server': /^-detached$/,
};
/** Programs that serve until they are ended. */
const SERVERS =
  /^(node|nodemon|python[\d.]*|java|ruby|php|gunicorn|uvicorn|hypercorn|flask|celery|redis-server|mongod|mysqld|mysqld_safe|mariadbd|postgres|nginx|httpd|dockerd|containerd|Xvfb|elasticsearch|rabbitmq-server|memcached|etcd|ollama|tor|dbus-daemon|jupyter|streamlit)$/;

/** What was lost when a RUN ended, for one that did nothing that lasts; undefined for every other instruction. */
export function lossOf(step: StepTrace): Loss | undefined {
  const { instruction, commands, succeeds } = step;
  if (instruction.name !== 'RUN' || succeeds === 'no') return undefined;
  if (commands.length === 0) return assignmentsOf(step);
  // Most RUNs are told apart by their first command, or by the last: substitutions come before their command.
  const ends = [commands[0], commands.at(-1)].filter((one) => one !== undefined);
  if (!ends.some(mayBeLost) && !/&\s*$/.test(instruction.body?.text ?? '')) return undefined;
  return isStraight(instruction) ? (stateLost(step) ?? processLost(step)) : undefined;
}

/** No loop or condition decides what of it runs. */
function isStraight({ body, args, heredocs }: StepTrace['instruction']): boolean {
  const texts = [
    body?.text ?? '',
    ...args.map(({ text }) => text),
    ...heredocs.map(({ content }) => content),
  ];
  return !texts.some((text) => /\b(for|while|until|if|case|function|select)\b|\(\)/.test(text));
}

function mayBeLost({ program, words }: CommandTrace): boolean {
  if (program === undefined) return false;
  return (
    CHANGES.has(program) ||
    WRAPPERS.has(program) ||
    IDLE.has(program) ||
    Object.hasOwn(DAEMONS, program) ||
    isInitScript(words[0])
  );
}

/** `RUN NAME=value`, which the shell forgets. */
function assignmentsOf(step: StepTrace): Loss | undefined {
  const all = nodesOf(step);
  const [first] = all;
  if (first === undefined || !all.every(isAssignment)) return undefined;
  const names = all.flatMap((node) => node.assignments.map(({ name }) => name));
  return { kind: 'variable', by: '=', at: first.span, words: [], names, alone: all.length === 1 };
}

function isAssignment(node: ShellNode): node is SimpleCommand {
  return (
    node.kind === 'command' &&
    node.words.length === 0 &&
    node.assignments.length > 0 &&
    node.redirects.length === 0
  );
}

function nodesOf({ instruction, before }: StepTrace): readonly ShellNode[] {
  const body = bodyOf(instruction, before.config.shell);
  return body?.kind === 'shell' && body.script.errors.length === 0 ? body.script.nodes : [];
}

function isInside(inner: Span, outer: Span): boolean {
  return inner !== outer && outer.start <= inner.start && inner.end <= outer.end;
}

function changesNothing({ effect }: CommandTrace): boolean {
  return (
    effect.understood &&
    effect.changes.length === 0 &&
    effect.havoc.length === 0 &&
    effect.packages.length === 0 &&
    effect.network === 'no' &&
    effect.writes.high === 0
  );
}

/** Every command changes the shell, or is part of one that does (`export A=$(nproc)`). */
function stateLost(step: StepTrace): Loss | undefined {
  const { commands, before, after } = step;
  if (before.files !== after.files || before.packages !== after.packages) return undefined;
  const changing = commands.filter(({ program }) => CHANGES.has(program ?? '') || isShell(program));
  const lasting = commands.some(
    (one) =>
      !changing.some(({ at }) => isInside(one.at, at)) &&
      !(
        changesNothing(one) &&
        (changing.includes(one) || WRAPPERS.has(one.program ?? '') || isSilent(one))
      ),
  );
  if (lasting || nodesOf(step).some(printsValues)) return undefined;
  const own = changing.filter(({ program }) => CHANGES.has(program ?? ''));
  const shells = commands.every((one) => WRAPPERS.has(one.program ?? '')) ? changing : [];
  const main = own.find(({ program }) => program !== 'set') ?? own[0] ?? shells[0];
  if (main === undefined) return undefined;
  // `set -x; echo …` is for who reads the log.
  if (main.program === 'set' && commands.length > own.length) return undefined;
  return lossBy(main, CHANGES.get(main.program ?? '') ?? 'shell', own.length === 1);
}

function lossBy(command: CommandTrace, kind: Loss['kind'], alone: boolean): Loss {
  const { program = '', words, at } = command;
  const sets = ['export', 'declare', 'typeset', 'readonly'].includes(program);
  const names = words
    .slice(1)
    .flatMap((word) => (sets ? (/^([A-Za-z_]\w*)=/.exec(word ?? '')?.[1] ?? []) : []));
  return { kind, by: program, at, words, names, alone };
}

function isShell(program: string | undefined): boolean {
  return program !== undefined && /^(ba|da|a|z)?sh$/.test(program);
}

function isSilent({ program, words }: CommandTrace): boolean {
  return IDLE.has(program ?? '') && words.every((word) => word !== undefined);
}

/** A command that prints something computed is there for who reads the log. */
function printsValues(node: ShellNode): boolean {
  if (node.kind === 'logic')
    return [node.first, ...node.rest.map((one) => one.node)].some(printsValues);
  if (node.kind === 'pipeline') return true;
  if (node.kind !== 'command') return false;
  const [program, ...words] = node.words;
  return (
    (program?.value === 'echo' || program?.value === 'printf') &&
    words.some(({ value }) => value === undefined)
  );
}

function isInitScript(path: string | undefined): boolean {
  return path?.startsWith('/etc/init.d/') === true;
}

/** Only servers are started, in the background: they are ended with the RUN. */
function processLost(step: StepTrace): Loss | undefined {
  const behind = nodesOf(step).filter(({ kind }) => kind === 'background');
  const starts: CommandTrace[] = [];
  for (const one of step.commands) {
    const { program = '', words, at } = one;
    const outer = behind.find(({ span }) => span.start <= at.start && at.end <= span.end);
    if (isDaemon(one) || (outer !== undefined && isServer(one))) starts.push(one);
    else if (outer !== undefined && isPart(one, starts)) continue;
    else if (!isSilent(one) && !WRAPPERS.has(program)) return undefined;
    if (words.includes(undefined) && starts.includes(one)) return undefined;
  }
  const [first] = starts;
  return first && lossBy(first, 'process', starts.length === step.commands.length);
}

function isServer({ program = '', words }: CommandTrace): boolean {
  if (/^(npm|yarn|pnpm|bun)$/.test(program))
    return words.some((word) => word !== undefined && /^(start|dev|serve)$/.test(word));
  return SERVERS.test(program);
}

function isPart({ at }: CommandTrace, starts: readonly CommandTrace[]): boolean {
  return starts.some((one) => isInside(at, one.at));
}

function isDaemon({ program = '', words }: CommandTrace): boolean {
  const wanted = isInitScript(words[0])
    ? DAEMONS['service']
    : Object.hasOwn(DAEMONS, program)
      ? DAEMONS[program]
      : undefined;
  return words.some((word) => word !== undefined && wanted?.test(word) === true);
}

/** The program that a lost process was to be: `nginx` of `service nginx start`. */
export function serviceOf({ by, words }: Loss): string {
  if (isInitScript(words[0])) return words[0]?.slice('/etc/init.d/'.length) ?? by;
  const [, name] = words;
  return /^(service|rc-service|invoke-rc\.d)$/.test(by) ? (name ?? by) : by;
}
