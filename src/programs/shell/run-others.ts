import type { Need } from '../../facts/need.ts';
import { needOwner } from '../accounts/account-needs.ts';
import { effectOf, needFile, nothing, unknownEffect, unreadCode } from '../effect.ts';
import { optionSpec, splitOptions, valueOfOption } from '../options.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Shells given a script in an argument, a file or on standard input. */
export const shells: Program = {
  names: ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'],
  effect(command, env) {
    const at = command.args.findIndex((arg) => /^-[a-zA-Z]*c[a-zA-Z]*$/.test(arg.value ?? ''));
    const text = at >= 0 ? command.args[at + 1] : undefined;
    if (text) {
      if (text.value === undefined) return unknownEffect(command, env, {}, [text]);
      // Behind the script stands its own name, then what it is given.
      const args = command.args.slice(at + 3);
      return nothing({ starts: [{ kind: 'script', text: text.value, span: text.span, args }] });
    }
    if (command.args.some((arg) => arg.value === '--version')) return effectOf();
    const operand = scriptOperand(command.args);
    if (operand && operand.value === undefined) return unknownEffect(command, env, {}, [operand]);
    if (operand?.value !== undefined) return scriptFile(command, env, operand.value);
    if (command.input !== undefined)
      return nothing({ starts: [{ kind: 'script', text: command.input, span: command.at }] });
    // Without a script it reads what a person types: in a build nobody does.
    if (command.piped !== true && operand === undefined) return nothing();
    // A script that comes through a pipe: code nobody has read.
    return unreadCode(command, env);
  },
};

/** The script's name: after options, of which `-o` and `-O` take a value; none after `-s`. */
function scriptOperand(args: readonly Argument[]): Argument | undefined {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    const text = arg?.value ?? 'computed';
    if (text === '-' || text === '--') return args[at + 1];
    if (!/^[-+]/.test(text)) return arg;
    if (/^-[a-zA-Z]*s/.test(text)) return undefined;
    if (/^[-+][a-zA-Z]*[oO]$|^--(rcfile|init-file)$/.test(text)) at += 1;
  }
  return undefined;
}

function scriptFile(command: Command, env: Environment, path: string): ProgramEffect {
  if (path === '/dev/stdin' || path.startsWith('/dev/fd/')) return unreadCode(command, env);
  const need = needFile(command, env, path);
  const text = env.readText(need.arg);
  if (text && !text.partial)
    return effectOf({
      needs: [need],
      starts: [{ kind: 'script', text: text.text, span: command.at }],
      succeeds: 'unknown',
    });
  return unreadCode(command, env, { needs: [need] });
}

/** Programs that start the program behind their options, with those options that take a value. */
const STARTERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-C', '-h', '-p', '-r', '-t', '-U', '-D', '--user', '--group'],
  doas: ['-u', '-C'],
  gosu: [],
  'su-exec': [],
  's6-setuidgid': [],
  tini: ['-p', '-e'],
  'dumb-init': ['-r', '--rewrite'],
  nice: ['-n'],
  ionice: ['-c', '-n', '-p'],
  nohup: [],
  setsid: [],
  time: ['-f', '-o'],
  timeout: ['-s', '-k', '--signal', '--kill-after'],
  setpriv: ['--reuid', '--regid', '--groups'],
  stdbuf: ['-i', '-o', '-e'],
  catatonit: [],
  chronic: [],
  fakeroot: ['-i', '-s', '-l'],
  eatmydata: [],
  linux32: [],
  linux64: [],
  setarch: [],
  'xvfb-run': ['-e', '-f', '-n', '-p', '-s', '-w', '--server-args', '--server-num'],
  'dbus-run-session': [],
  flock: ['-w', '-E', '--timeout'],
  unbuffer: [],
  busybox: [],
  env: ['-u', '--unset', '-C', '--chdir', '-S'],
  strace: ['-e', '-o', '-p', '-s'],
  proxychains4: ['-f'],
  tsocks: [],
  torsocks: [],
  torify: [],
  'cross-env': [],
  dotenv: ['-e'],
};
/** Words before the program that are not its own: a user, a time, a lock. */
const SKIPPED: Readonly<Record<string, number>> = {
  gosu: 1,
  'su-exec': 1,
  's6-setuidgid': 1,
  timeout: 1,
  flock: 1,
  setarch: 1,
};

export const starters: Program = {
  names: Object.keys(STARTERS),
  effect(command, env) {
    const { name } = command;
    const words = afterOptions(command.args, STARTERS[name] ?? []);
    const assignments = ['env', 'sudo', 'cross-env'].includes(name);
    const first = assignments
      ? words.findIndex((arg) => !/^[A-Za-z_]\w*=/.test(arg.value ?? arg.text))
      : (SKIPPED[name] ?? 0);
    const rest = first < 0 ? [] : words.slice(first);
    if (rest.length === 0) return nothing();
    const as = userOf(command, words);
    return nothing({
      needs: userNeeded(command, env, as),
      starts: [{ kind: 'command', words: rest, ...(as === undefined ? {} : { as }) }],
    });
  },
};

/** Who is changed to must be there; `gosu app:group` names a group, too. */
function userNeeded(command: Command, env: Environment, as: string | undefined): Need[] {
  return as === undefined || as === ''
    ? []
    : needOwner(command, env, { text: as, value: as, span: command.at });
}

/** The user that a starter changes to; an empty name is one that is not known. */
function userOf({ name, args }: Command, words: readonly Argument[]): string | undefined {
  if (['gosu', 'su-exec', 's6-setuidgid'].includes(name)) return words[0]?.value ?? '';
  // What runs under fakeroot takes itself for root, but may not do what root may.
  if (name === 'fakeroot') return '';
  if (name !== 'sudo' && name !== 'doas') return undefined;
  const at = args.findIndex((arg) => arg.value === '-u' || arg.value === '--user');
  const isOption = at >= 0 && at < args.length - words.length;
  const long = args.find((arg) => arg.value?.startsWith('--user='))?.value?.slice(7);
  return long ?? (isOption ? (args[at + 1]?.value ?? '') : 'root');
}

function afterOptions(args: readonly Argument[], values: readonly string[]): readonly Argument[] {
  let at = 0;
  while (at < args.length) {
    const text = args[at]?.value ?? 'computed';
    if (text === '--') return args.slice(at + 1);
    if (!text.startsWith('-')) break;
    at += values.includes(text) ? 2 : 1;
  }
  return args.slice(at);
}

const SU = optionSpec(
  '-c= --command= -s= --shell= -u= --user= -g= --group= -G= -l --login -m -p --preserve-environment -P --pty -f --fast -w=',
);

/** `su user -c "…"`, `runuser -u user program`. */
export const su: Program = {
  names: ['su', 'runuser'],
  effect(command, env) {
    const args = command.args.filter((arg) => arg.value !== '-');
    const at = args.findIndex((arg) => arg.value === '--');
    const options = splitOptions(args, SU);
    const text = options.flags.get('-c') ?? options.flags.get('--command');
    const script = valueOfOption(options, '-c', '--command');
    const user = options.flags.get('-u') ?? options.flags.get('--user') ?? options.operands[0];
    const as = user ? (user.value ?? '') : 'root';
    const needs = userNeeded(command, env, as);
    if (script !== undefined && text)
      return nothing({ needs, starts: [{ kind: 'script', text: script, span: text.span, as }] });
    const words = at >= 0 ? args.slice(at + 1) : options.operands;
    if (options.flags.has('-u') && words.length > 0)
      return nothing({ needs, starts: [{ kind: 'command', words, as }] });
    if (isForPeople(command, words)) return nothing({ needs });
    return unknownEffect(command, env, {}, text ? [text] : args);
  },
};

/** A shell for whoever sits there: in a build nobody does, and it ends at once. */
function isForPeople({ piped, args }: Command, words: readonly Argument[]): boolean {
  return piped !== true && words.length < 2 && args.every(({ value }) => value !== undefined);
}

/** newgrp: a shell in another group, for people. */
export const newgrp: Program = {
  names: ['newgrp'],
  effect: (command, env) => (command.piped === true ? unreadCode(command, env) : nothing()),
};

const XARGS = [
  '-n',
  '-P',
  '-I',
  '-L',
  '-d',
  '-a',
  '-s',
  '-E',
  '--max-args',
  '--max-procs',
  '--replace',
  '--delimiter',
];

/** `xargs program`: the program runs with words nobody knows. */
export const xargs: Program = {
  names: ['xargs', 'parallel'],
  effect(command: Command) {
    const words = afterOptions(command.args, XARGS);
    const unknownWord: Argument = { text: 'what comes through the pipe', span: command.at };
    return words.length === 0
      ? effectOf()
      : nothing({ starts: [{ kind: 'command', words: [...words, unknownWord] }] });
  },
};

/** chroot: another root, of which the paths are not followed. */
export const chroot: Program = {
  names: ['chroot', 'unshare', 'proot', 'bwrap', 'nsenter', 'expect', 'script'],
  effect: (command, env) => unreadCode(command, env),
};
