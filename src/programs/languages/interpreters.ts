import type { Bytes } from '../../facts/bytes.ts';
import { effectOf, needFile, unknownEffect } from '../effect.ts';
import { environment } from './virtual-environment.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Options of the interpreters that take a value. */
const PYTHON_VALUES = ['-W', '-X', '-Q'];
const NODE_VALUES = ['-r', '--require', '--import', '--loader', '--env-file'];

/** Code that only imports: of the standard library it leaves bytecode and nothing else. */
const IMPORTS = /^import [\w., ]+$/;
const BYTECODE: Bytes = { low: 0, high: 15e6, basis: 'typical' };

/** python, and its modules that are programs of their own. */
export const python: Program = {
  names: ['python', 'python3', 'python2', 'pypy3'],
  effect(command, env) {
    const at = operandAt(command, PYTHON_VALUES);
    const first = command.args[at]?.value;
    const rest = command.args.slice(at + 1);
    if (first === '-m') return module(command, env, rest);
    if (first === '-c' && IMPORTS.test(rest[0]?.value ?? '')) return effectOf({ spread: BYTECODE });
    if (first === '-c' || first === undefined)
      return first === '-c' ? unknownEffect(command, env, { network: 'unknown' }) : effectOf();
    if (first === '--version' || first === '-V') return effectOf();
    return unknownEffect(command, env, { needs: [needFile(command, env, first)] });
  },
};

function module(command: Command, env: Environment, args: Command['args']): ProgramEffect {
  const name = args[0]?.value;
  const rest = args.slice(1);
  const [head] = args;
  if ((name === 'pip' || name === 'uv') && head)
    // The path of the interpreter says which environment is meant.
    return effectOf({
      succeeds: 'yes',
      starts: [
        {
          kind: 'command',
          words: [
            { ...head, text: besides(command, name), value: besides(command, name) },
            ...rest,
          ],
        },
      ],
    });
  if (name === 'venv' || name === 'virtualenv') {
    const path = rest.findLast((arg) => arg.value?.startsWith('-') === false)?.value;
    return path === undefined ? unknownEffect(command, env) : environment(command, env, path);
  }
  if (name === 'ensurepip' || name === 'compileall')
    return effectOf({ spread: { low: 0, high: 30e6, basis: 'typical' } });
  return unknownEffect(command, env);
}

function besides(command: Command, name: string): string {
  return command.path.includes('/') ? command.path.replace(/[^/]+$/, name) : name;
}

/** node: what a script does is not looked into. */
export const node: Program = {
  names: ['node', 'nodejs', 'deno', 'ruby', 'php', 'perl', 'java'],
  effect(command, env) {
    const at = operandAt(command, NODE_VALUES);
    const first = command.args[at]?.value;
    if (first === '-v' || first === '--version') return effectOf({ succeeds: 'unknown' });
    if (command.name !== 'node' && command.name !== 'nodejs') return unknownEffect(command, env);
    if (first === undefined || first.startsWith('-')) return unknownEffect(command, env);
    return unknownEffect(command, env, { needs: [needScript(command, env, first)] });
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
      ['-m', '-c', '-e', '-p', '-V', '-v', '--version', '--eval'].includes(text)
    )
      break;
    at += values.includes(text) ? 2 : 1;
  }
  return at;
}
