import { optionsIn } from '../../shell/options.ts';
import { type Fact, known, unknown } from '../../facts/origin.ts';
import type { Tri } from '../../facts/tri.ts';
import {
  effectOf,
  needFile,
  nothing,
  originOf,
  underCwd,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import type {
  Argument,
  Command,
  Environment,
  Program,
  ProgramEffect,
  ShellChange,
} from '../types.ts';

/** What changes the shell itself. */
export const shellState: Program = {
  names: [
    'cd',
    'pushd',
    'popd',
    'export',
    'set',
    'unset',
    'shift',
    'exit',
    'local',
    'declare',
    'typeset',
    'readonly',
    'read',
    'mapfile',
    'readarray',
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
        return nothing({ shell: { ...optionsSet(command), ...givenAnew(command) } });
      case 'shift': {
        const [count] = command.args;
        const shift = count === undefined ? 1 : Number(count.value);
        return nothing({ shell: { shift: Number.isInteger(shift) ? shift : 0 } });
      }
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

/** `set -- a b`: the words of the script are others now. */
function givenAnew(command: Command): Pick<ShellChange, 'positional'> {
  const at = command.args.findIndex((arg) => arg.value === '--');
  return at < 0 ? {} : { positional: command.args.slice(at + 1) };
}

function optionsSet(command: Command): ShellChange {
  const change: { errexit?: boolean; pipefail?: boolean } = {};
  for (const { name, on } of optionsIn(command.args.map((arg) => arg.value)))
    if (name === 'errexit' || name === 'pipefail') change[name] = on;
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
  if (/^(read|mapfile|readarray)$/.test(command.name))
    return [{ name, value: unknown(origin), exported }];
  if (arg.value === undefined) return [{ name, value: unknown(origin), exported }];
  return match?.[2] === undefined ? [] : [{ name, value: known(match[2], origin), exported }];
}

function evaluated(command: Command, env: Environment): ProgramEffect {
  const values = command.args.map((arg) => arg.value);
  if (command.args.length === 1 && PRINT_SETTINGS.test(command.args[0]?.text ?? ''))
    return effectOf({ shell: { open: true, set: [pathUnknown(command)] } });
  if (values.some((value) => value === undefined))
    return unknownEffect(
      command,
      env,
      {},
      command.args.filter((arg) => arg.value === undefined),
    );
  return nothing({ starts: [{ kind: 'script', text: values.join(' '), span: command.at }] });
}

/** Files that only set variables. */
const ONLY_VARIABLES = /^\/(etc|usr\/lib)\/(os-release|lsb-release|environment|default\/[\w.-]+)$/;
/** Files that tools and distributions make for shells to read: variables, functions and nothing else. */
const FOR_SHELLS =
  /(^|\/)(activate|nvm\.sh|\.cargo\/env|\.(ba|z)shrc|\.(bash_)?profile|\.bash_login|etc\/(profile|bash\.bashrc|bashrc)|profile\.d\/[\w.-]+\.sh|sdkman-init\.sh|conda\.sh|asdf\.sh|\.ghcup\/env|emsdk_env\.sh|ros\/\w+\/setup\.(ba|z)?sh|install\/setup\.(ba|z)?sh|rvm\/scripts\/rvm|gvm\/scripts\/gvm|setvars\.sh|\.env)$/;
/** Commands that print settings for a shell to evaluate, by their manuals. */
const PRINT_SETTINGS =
  /^"?(\$\(|`)\s*(\S*\/)?(opam (config )?env|ssh-agent|pyenv init|pyenv virtualenv-init|rbenv init|nodenv init|brew shellenv|conda shell\.\w+ hook|micromamba shell hook|luarocks path|direnv hook|fnm env|dircolors)\b[^()`;&|]*[)`]"?$/;

function sourced(command: Command, env: Environment): ProgramEffect {
  const [first] = command.args;
  const path = first?.value;
  if (path === undefined)
    return unknownEffect(command, env, { shell: { open: true } }, first ? [first] : []);
  const needs = path.includes('/') ? [needFile(command, env, path)] : [];
  const full = underCwd(env, path) ?? path;
  const text = env.readText(full);
  if (text && !text.partial)
    return effectOf({
      needs,
      succeeds: 'unknown',
      starts: [{ kind: 'script', text: text.text, span: command.at }],
    });
  if (ONLY_VARIABLES.test(full)) return effectOf({ needs, shell: { open: true } });
  const directory = /^(.+)\/bin\/activate$/.exec(full)?.[1];
  if (directory !== undefined) return activated(command, env, needs, directory);
  const shell: ShellChange = { open: true, set: [pathUnknown(command)] };
  return FOR_SHELLS.test(path)
    ? effectOf({ needs, shell })
    : unreadCode(command, env, { needs, shell });
}

function pathUnknown(command: Command): NonNullable<ShellChange['set']>[number] {
  return { name: 'PATH', value: unknown(originOf(command)), exported: true };
}

/** `. DIR/bin/activate` of a virtual environment: its programs come first. */
function activated(
  command: Command,
  env: Environment,
  needs: ProgramEffect['needs'],
  directory: string,
): ProgramEffect {
  const origin = originOf(command);
  const path = env.variable('PATH');
  const before =
    path === undefined ? '/usr/local/bin:/usr/bin:/bin' : path.known ? path.value : undefined;
  const value =
    before === undefined ? unknown<string>(origin) : known(`${directory}/bin:${before}`, origin);
  return effectOf({
    needs,
    shell: {
      set: [
        { name: 'VIRTUAL_ENV', value: known(directory, origin), exported: true },
        { name: 'PATH', value, exported: true },
      ],
    },
  });
}
