import type { Bytes } from '../../facts/bytes.ts';
import type { Need } from '../../facts/need.ts';
import { isThirdParty } from '../../knowledge/python-modules.ts';
import { effectOf, needFile, originOf, unknownEffect, unreadCode } from '../effect.ts';
import { underCwd } from '../paths.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { ownModuleNeeds, programNeeds, scriptNeeds } from './python-imports.ts';
import { interpreterAt } from './python-interpreter.ts';
import { scriptCode } from './script-code.ts';
import { environment } from './virtual-environment.ts';

/** Options of the interpreters that take a value. */
const PYTHON_VALUES = ['-W', '-X', '-Q'];
const NODE_VALUES = ['-r', '--require', '--import', '--loader', '--env-file'];

/** Code that only imports: of the standard library it leaves bytecode and nothing else. */
const IMPORTS = /^import [\w., ]+$/;
const BYTECODE: Bytes = { low: 0, high: 15e6, basis: 'typical' };

/** python, and its modules that are programs of their own. */
export const python: Program = {
  names: ['python', 'python3', 'python2', 'pypy3', 'pypy'],
  effect(command, env) {
    const at = operandAt(command, PYTHON_VALUES);
    const first = command.args[at];
    const rest = command.args.slice(at + 1);
    if (first === undefined)
      // Without a word it reads its program from what comes in.
      return command.piped === true || command.input !== undefined
        ? unreadCode(command, env)
        : effectOf();
    if (first.value === undefined) return unknownEffect(command, env, {}, [first]);
    if (first.value === '-m') return module(command, env, rest);
    if (first.value === '-c' && IMPORTS.test(rest[0]?.value ?? ''))
      return effectOf({ spread: BYTECODE });
    if (['--version', '-V', '--help', '-h'].includes(first.value)) return effectOf();
    if (first.value === '-c' || first.value === '-') return unreadCode(command, env);
    const script = underCwd(env, first.value);
    return scriptCode(command, env, first.value, [
      needFile(command, env, first.value),
      ...(script === undefined ? [] : importNeeds({ ...command, at: first.span }, env, script)),
    ]);
  },
};

/** The modules that a script imports before anything else. */
function importNeeds(command: Command, env: Environment, script: string): Need[] {
  const path = env.find(command.path).path;
  const found = path === undefined ? undefined : interpreterAt(env, path);
  if (found === undefined) return [];
  const first = script.replace(/\/[^/]*$/, '') || '/';
  return scriptNeeds(
    { env, python: found, first, at: command.at, origin: originOf(command) },
    script,
  );
}

/** Modules that are programs of their own. */
const MODULES = ['pip', 'uv', 'poetry', 'pipenv', 'pdm', 'pipx', 'build'];

function module(command: Command, env: Environment, args: readonly Argument[]): ProgramEffect {
  const [head, ...rest] = args;
  const name = head?.value;
  if (head && name !== undefined && MODULES.includes(name)) {
    // The path of the interpreter says which environment is meant.
    const path = besides(command, name);
    const words = [{ ...head, text: path, value: path }, ...rest];
    return effectOf({ succeeds: 'yes', starts: [{ kind: 'command', words }] });
  }
  if (name === 'venv' || name === 'virtualenv') {
    const path = rest.findLast((arg) => arg.value?.startsWith('-') === false)?.value;
    return path === undefined
      ? unknownEffect(command, env, {}, rest)
      : environment(command, env, path);
  }
  if (name === 'ensurepip' || name === 'compileall')
    return effectOf({ spread: { low: 0, high: 30e6, basis: 'typical' } });
  if (name === undefined) return unknownEffect(command, env, {}, args);
  const path = env.find(command.path).path;
  const found = path === undefined ? undefined : interpreterAt(env, path);
  const [top = ''] = name.split('.');
  if (found === undefined) return unreadCode(command, env);
  const at = head?.span ?? command.at;
  const from = { env, python: found, first: env.cwd, at, origin: originOf(command) };
  if (!isThirdParty(top)) return unreadCode(command, env, { needs: ownModuleNeeds(from, name) });
  return unreadCode(command, env, { needs: programNeeds(from, top, command, `python -m ${name}`) });
}

function besides(command: Command, name: string): string {
  return command.path.includes('/') ? command.path.replace(/[^/]+$/, name) : name;
}

/** `virtualenv DIR`. */
export const virtualenv: Program = {
  names: ['virtualenv', 'pyvenv'],
  effect(command, env) {
    const path = command.args.findLast((arg) => arg.value?.startsWith('-') === false)?.value;
    return path === undefined
      ? unknownEffect(command, env, {}, command.args)
      : environment(command, env, path);
  },
};

/** node: what a script does is not looked into. */
export const node: Program = {
  names: ['node', 'nodejs'],
  effect(command, env) {
    const at = operandAt(command, NODE_VALUES);
    const first = command.args[at];
    if (first === undefined) return unreadCode(command, env);
    if (first.value === undefined) return unknownEffect(command, env, {}, [first]);
    if (['-v', '--version', '--help', '-h'].includes(first.value)) return effectOf();
    if (first.value.startsWith('-')) return unreadCode(command, env);
    return scriptCode(command, env, first.value, [needScript(command, env, first.value)]);
  },
};

/** Interpreters whose command lines are not taken apart: they run a script, or print their version. */
export const interpreters: Program = {
  names: [
    'deno',
    'ruby',
    'jruby',
    'php',
    'perl',
    'jshell',
    'lua',
    'luajit',
    'tclsh',
    'guile',
    'clisp',
    'sbcl',
    'erl',
    'elixir',
    'iex',
    'groovy',
    'scala',
    'kotlin',
    'pwsh',
    'powershell',
    'ts-node',
    'tsx',
    'sqlite3',
  ],
  effect(command, env) {
    const quiet = /^(-v|-V|--version|-version|-showversion|-m|-i|-r?v|--help|-h)$/;
    const [first] = command.args;
    if (command.args.length === 1 && quiet.test(first?.value ?? '')) return effectOf();
    return unreadCode(command, env);
  },
};

/** node finds `server` as `server.js` and a directory by its index. */
function needScript(command: Command, env: Environment, path: string): ReturnType<typeof needFile> {
  const exact = needFile(command, env, path);
  if (exact.met !== 'no') return exact;
  const others = ['.js', '.json', '.node', '/index.js'].map((end) =>
    needFile(command, env, path + end),
  );
  return others.find((one) => one.met !== 'no') ?? exact;
}

/** Index of the first argument that is no option of the interpreter itself; `-c`, `-m`, `-e` count as one. */
function operandAt(command: Command, values: readonly string[]): number {
  let at = 0;
  while (at < command.args.length) {
    const text = command.args[at]?.value ?? 'computed';
    if (
      !text.startsWith('-') ||
      ['-', '-m', '-c', '-e', '-p', '-V', '-v', '--version', '--eval', '--help', '-h'].includes(
        text,
      )
    )
      break;
    at += values.includes(text) ? 2 : 1;
  }
  return at;
}
