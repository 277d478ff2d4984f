import { type Fact, known, unknown } from '../../facts/origin.ts';
import type { Tri } from '../../facts/tri.ts';
import {
  effectOf,
  exists,
  needFile,
  nothing,
  originOf,
  underCwd,
  unknownEffect,
} from '../effect.ts';
import { valuesOf } from '../options.ts';
import type {
  Argument,
  Command,
  Environment,
  Program,
  ProgramEffect,
  ShellChange,
} from '../types.ts';

/** Commands that do nothing an image keeps. */
export const idle: Program = {
  names: [
    'true',
    'break',
    'continue',
    'mktemp',
    'getconf',
    'scanelf',
    ':',
    'umask',
    'ulimit',
    'trap',
    'wait',
    'hash',
    'alias',
    'unalias',
    'shopt',
    'sleep',
    'date',
    'uname',
    'whoami',
    'id',
    'pwd',
    'ls',
    'env',
    'printenv',
    'nproc',
    'dirname',
    'basename',
    'readlink',
    'realpath',
    'which',
    'type',
    'du',
    'df',
    'sync',
    'return',
    'shift',
    'getopts',
    'let',
    'tput',
    'stty',
    'clear',
    'hostname',
    'getent',
    'dpkg-query',
    'dpkg-architecture',
    'ldd',
    'file',
    'stat',
    'wc',
    'seq',
    'expr',
    'sha256sum',
    'sha512sum',
    'md5sum',
    'sha1sum',
    'grep',
    'egrep',
    'fgrep',
    'head',
    'tail',
    'cut',
    'sort',
    'uniq',
    'tr',
    'awk',
    'gawk',
    'mawk',
    'diff',
    'cmp',
    'sum',
    'jq',
    'yq',
    'base64',
    'od',
    'xxd',
    'strings',
    'test',
    '[',
    '[[',
    '((',
    'false',
    'ps',
    'arch',
    'ldconfig',
    'update-ca-certificates',
    'command',
    'hostnamectl',
    'locale',
    'ping',
    'nc',
    'kill',
    'pgrep',
    'less',
    'more',
  ],
  effect(command, env) {
    const { name } = command;
    if (name === 'env') return environmentOf(command);
    if (name === 'command') return commandBuiltin(command, env);
    if (name === 'test' || name === '[' || name === '[[') return tested(command, env);
    if (name === 'false') return effectOf({ succeeds: 'no' });
    if (name === 'which' || name === 'type') return effectOf({ succeeds: found(command, env) });
    const sure = [
      'true',
      ':',
      'umask',
      'trap',
      'wait',
      'pwd',
      'sleep',
      'date',
      'uname',
      'whoami',
      'nproc',
    ];
    return effectOf({ succeeds: sure.includes(name) ? 'yes' : 'unknown' });
  },
};

function found(command: Command, env: Environment): Tri {
  const name = valuesOf(command.args).findLast((one) => !one.startsWith('-'));
  return name === undefined ? 'unknown' : env.find(name).is;
}

function commandBuiltin(command: Command, env: Environment): ProgramEffect {
  if (/^-[vV]$/.test(command.args[0]?.value ?? ''))
    return effectOf({ succeeds: found(command, env) });
  return nothing({ starts: [{ kind: 'command', words: command.args }] });
}

/** `env A=1 program …` starts a program; `env` alone prints. */
function environmentOf(command: Command): ProgramEffect {
  const at = command.args.findIndex((arg) => !/^(-|[A-Za-z_]\w*=)/.test(arg.value ?? ''));
  return at < 0
    ? nothing()
    : nothing({ starts: [{ kind: 'command', words: command.args.slice(at) }] });
}

function tested(command: Command, env: Environment): ProgramEffect {
  const words = command.args.filter((arg) => arg.value !== ']' && arg.value !== ']]');
  const negated = words[0]?.value === '!';
  const [operator, operand] = negated ? words.slice(1) : words;
  if (words.length !== (negated ? 3 : 2) || operand?.value === undefined) return effectOf();
  const path = underCwd(env, operand.value);
  let answer: Tri = 'unknown';
  if (/^-[efdrxsL]$/.test(operator?.value ?? '')) answer = exists(env, path);
  // A path that is there need not be of the kind asked for.
  if (answer === 'yes' && operator?.value !== '-e') answer = 'unknown';
  if (operator?.value === '-z') answer = operand.value === '' ? 'yes' : 'no';
  if (operator?.value === '-n') answer = operand.value === '' ? 'no' : 'yes';
  if (negated && answer !== 'unknown') answer = answer === 'yes' ? 'no' : 'yes';
  return effectOf({ succeeds: answer });
}

/** What changes the shell itself. */
export const shellState: Program = {
  names: [
    'cd',
    'pushd',
    'popd',
    'export',
    'set',
    'unset',
    'exit',
    'local',
    'declare',
    'typeset',
    'readonly',
    'read',
    'exec',
    'eval',
    'source',
    '.',
    'builtin',
  ],
  effect(command, env) {
    switch (command.name) {
      case 'cd':
      case 'pushd':
      case 'popd':
        return changeDirectory(command, env);
      case 'exit':
        return effectOf({ shell: { exit: true }, succeeds: exitStatus(command) });
      case 'set':
        return nothing({ shell: optionsSet(command) });
      case 'exec':
      case 'builtin':
        return nothing({
          starts: command.args.length > 0 ? [{ kind: 'command', words: command.args }] : [],
        });
      case 'eval':
        return evaluated(command, env);
      case 'source':
      case '.':
        return sourced(command, env);
      default:
        return nothing({
          shell: { set: command.args.flatMap((arg) => assigned(command, arg)) },
        });
    }
  },
};

function exitStatus(command: Command): Tri {
  const [status] = command.args;
  if (!status) return 'unknown';
  return status.value === undefined ? 'unknown' : status.value === '0' ? 'yes' : 'no';
}

function changeDirectory(command: Command, env: Environment): ProgramEffect {
  const origin = originOf(command);
  const [target] = command.args.filter((arg) => arg.value !== '-P' && arg.value !== '--');
  const text = command.args.length === 0 && command.name === 'cd' ? env.home : target?.value;
  const path =
    text === undefined || text === '-' || command.name === 'popd' ? undefined : underCwd(env, text);
  if (path === undefined || text === undefined)
    return effectOf({ shell: { cwd: unknown(origin) } });
  return effectOf({ needs: [needFile(command, env, path)], shell: { cwd: known(path, origin) } });
}

function optionsSet(command: Command): ShellChange {
  let change: ShellChange = {};
  for (const [index, arg] of command.args.entries()) {
    const text = arg.value ?? '';
    const on = text.startsWith('-');
    if (!/^[-+]/.test(text)) continue;
    if (/^[-+][a-z]*e/.test(text)) change = { ...change, errexit: on };
    const named = text.endsWith('o') ? command.args[index + 1]?.value : undefined;
    if (named === 'errexit') change = { ...change, errexit: on };
    if (named === 'pipefail') change = { ...change, pipefail: on };
  }
  return change;
}

function assigned(
  command: Command,
  arg: Argument,
): { name: string; value: Fact<string> | undefined; exported: boolean }[] {
  const match = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(arg.value ?? arg.text);
  const name = match?.[1];
  if (name === undefined) return [];
  const origin = originOf(command);
  const exported = command.name === 'export';
  if (command.name === 'unset') return [{ name, value: undefined, exported }];
  if (command.name === 'read') return [{ name, value: unknown(origin), exported }];
  if (arg.value === undefined) return [{ name, value: unknown(origin), exported }];
  return match?.[2] === undefined ? [] : [{ name, value: known(match[2], origin), exported }];
}

function evaluated(command: Command, env: Environment): ProgramEffect {
  const values = command.args.map((arg) => arg.value);
  if (values.some((value) => value === undefined)) return unknownEffect(command, env);
  return nothing({ starts: [{ kind: 'script', text: values.join(' '), span: command.at }] });
}

function sourced(command: Command, env: Environment): ProgramEffect {
  const path = command.args[0]?.value;
  if (path === undefined) return unknownEffect(command, env);
  const need = path.includes('/') ? [needFile(command, env, path)] : [];
  const text = env.readText(underCwd(env, path) ?? path);
  if (text && !text.partial)
    return effectOf({
      needs: need,
      succeeds: 'unknown',
      starts: [{ kind: 'script', text: text.text, span: command.at }],
    });
  // A script that sets variables and functions, as profiles and activate scripts do.
  return effectOf({ needs: need, understood: false });
}
