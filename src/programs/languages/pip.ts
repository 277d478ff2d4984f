import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Leftover } from '../../facts/image.ts';
import {
  childPath,
  effectOf,
  needFile,
  nothing,
  originOf,
  putDirectory,
  unknownEffect,
} from '../effect.ts';
import { type Options, has, splitOptions, valueOfOption } from '../options.ts';
import { underCwd } from '../paths.ts';
import { CONSOLE_SCRIPTS, installedSize, normalName, productionNames } from './python-sizes.ts';
import { wanted } from './requirements.ts';
import { environment, executable } from './virtual-environment.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

const VALUES = [
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--cache-dir',
  '-e',
  '--editable',
  '--platform',
  '--python-version',
  '--trusted-host',
  '--timeout',
  '--retries',
  '-w',
  '--wheel-dir',
  '-d',
  '--dest',
  '--python',
  '-p',
  '--default-timeout',
  '--progress-bar',
  '--implementation',
  '--abi',
  '--only-binary',
  '--no-binary',
  '--group',
  '--extra',
];

/** pip, and `python -m pip`, which reaches this through the python program. */
export const pip: Program = {
  names: ['pip', 'pip3'],
  effect(command, env) {
    const [action, ...rest] = command.args;
    const own = { ...command, args: rest };
    switch (action?.value) {
      case 'install':
        return install(own, env, rest, 'pip');
      case 'download':
      case 'wheel':
        return download(own, env, rest);
      case 'uninstall':
        return effectOf();
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: cacheOf(env, 'pip'), origin: originOf(command) }],
        });
      case 'list':
      case 'freeze':
      case 'show':
      case 'check':
      case 'config':
      case '--version':
      case '-V':
        return effectOf();
      default:
        return unknownEffect(command, env);
    }
  },
};

/** uv: `uv pip install`, `uv sync`, `uv venv`. */
export const uv: Program = {
  names: ['uv'],
  effect(command, env) {
    const [action, next, ...rest] = command.args;
    if (action?.value === 'pip' && next?.value === 'install')
      return install({ ...command, args: rest }, env, rest, 'uv');
    if (action?.value === 'venv') return environment(command, env, next?.value ?? '.venv');
    if (action?.value === 'sync') return sync(command, env, command.args.slice(1));
    if (['--version', 'version', 'lock', 'export', 'python'].includes(action?.value ?? ''))
      return effectOf({ network: 'unknown' });
    return unknownEffect(command, env);
  },
};

/** The interpreter's directory: of a virtual environment where one is meant, else the image's. */
function prefixOf(command: Command, env: Environment): string {
  const own = /^(.+)\/bin\/[^/]+$/.exec(command.path)?.[1];
  if (own !== undefined) return own;
  const active = env.variable('VIRTUAL_ENV');
  if (active?.known === true && active.value !== '') return active.value;
  const found = env.find(command.name).path;
  const home = found === undefined ? undefined : /^(.+)\/bin\/[^/]+$/.exec(found)?.[1];
  return home ?? '/usr/local';
}

/** Where packages lie below a prefix; the interpreter's version is the base's. */
function packagesDirectory(env: Environment, prefix: string): string {
  const { runtime } = env.base ?? {};
  const version =
    runtime?.language === 'python' ? /^\d+\.\d+/.exec(runtime.version)?.[0] : undefined;
  if (prefix === '/usr') return '/usr/lib/python3/dist-packages';
  return version === undefined ? `${prefix}/lib` : `${prefix}/lib/python${version}/site-packages`;
}

function cacheOf(env: Environment, tool: 'pip' | 'uv'): string {
  const set = env.variable(tool === 'pip' ? 'PIP_CACHE_DIR' : 'UV_CACHE_DIR');
  return set?.known === true ? set.value : `${env.home}/.cache/${tool}`;
}

function cacheIsOff(env: Environment, options: Options): boolean {
  if (has(options, '--no-cache-dir', '--no-cache', '-n')) return true;
  for (const name of ['PIP_NO_CACHE_DIR', 'UV_NO_CACHE']) {
    const set = env.variable(name);
    // pip reads `off` and `0` as "no cache" too, in every version that is in use.
    if (set?.known === true && set.value !== '') return true;
  }
  return false;
}

function install(
  command: Command,
  env: Environment,
  args: readonly Argument[],
  tool: 'pip' | 'uv',
): ProgramEffect {
  const options = splitOptions(args, { values: VALUES });
  const origin = originOf(command);
  const want = wanted(command, env, options);
  const size: Bytes =
    want.whole || want.names.length > 0
      ? installedSize(want.names, want.listed)
      : { low: 0, high: 2e9, basis: 'unknown' };
  const user = has(options, '--user');
  const target = valueOfOption(options, '-t', '--target');
  const given = valueOfOption(options, '--prefix');
  const prefix = given ?? (user ? `${env.home}/.local` : prefixOf(command, env));
  const into = target ?? packagesDirectory(env, prefix);
  const directory = underCwd(env, into);
  const programs = underCwd(env, target === undefined ? `${prefix}/bin` : `${target}/bin`);
  if (directory === undefined || programs === undefined)
    return unknownEffect(command, env, { needs: want.needs });
  const cached = cacheIsOff(env, options)
    ? NO_BYTES
    : ({ low: size.low * 0.2, high: size.high * 0.6, basis: 'typical' } as const);
  const cache = cacheOf(env, tool);
  const leftovers: Leftover[] =
    cached.high > 0 ? [{ kind: 'cache', path: cache, size: cached, origin }] : [];
  return effectOf({
    needs: want.needs,
    changes: [
      putDirectory(command, env, directory, size),
      ...want.names.flatMap((name) => consoleScripts(command, env, name, programs)),
      ...(cached.high > 0 ? [putDirectory(command, env, cache, cached)] : []),
    ],
    havoc: [directory, programs].map((path) => ({ path, because: origin })),
    packages: want.names.map((name) => ({ manager: 'pip', name, size: NO_BYTES, origin })),
    leftovers,
    reads: [{ kind: 'network', what: tool }],
    network: 'yes',
    understood: want.whole,
  });
}

function consoleScripts(command: Command, env: Environment, name: string, dir: string): Change[] {
  return (CONSOLE_SCRIPTS[name] ?? []).map((script) =>
    executable(command, env, childPath(dir, script)),
  );
}

function download(command: Command, env: Environment, args: readonly Argument[]): ProgramEffect {
  const options = splitOptions(args, { values: VALUES });
  const want = wanted(command, env, options);
  const to = underCwd(env, valueOfOption(options, '-w', '--wheel-dir', '-d', '--dest') ?? '.');
  const size = installedSize(want.names, want.listed);
  const wheels: Bytes = { low: size.low * 0.2, high: size.high * 0.6, basis: 'typical' };
  return effectOf({
    needs: want.needs,
    changes: to === undefined ? [] : [putDirectory(command, env, to, wheels)],
    network: 'yes',
    reads: [{ kind: 'network', what: 'pip' }],
    understood: want.whole && to !== undefined,
  });
}

/** `uv sync`: the project's environment in `.venv`. */
function sync(command: Command, env: Environment, args: readonly Argument[]): ProgramEffect {
  const options = splitOptions(args, { values: VALUES });
  const origin = originOf(command);
  const set = env.variable('UV_PROJECT_ENVIRONMENT');
  const dir = underCwd(env, set?.known === true ? set.value : '.venv');
  if (dir === undefined) return unknownEffect(command, env);
  const names =
    env.application?.language.value === 'python'
      ? productionNames(env.application.dependencies)
      : [];
  const size: Bytes =
    names.length > 0 ? installedSize(names, true) : { low: 0, high: 2e9, basis: 'unknown' };
  const cached = cacheIsOff(env, options) ? NO_BYTES : size;
  const cache = cacheOf(env, 'uv');
  return effectOf({
    needs: [needFile(command, env, 'pyproject.toml')],
    changes: [
      putDirectory(command, env, `${dir}/lib`, size),
      ...['python', 'python3', 'activate'].map((name) =>
        executable(command, env, `${dir}/bin/${name}`),
      ),
      ...names.flatMap((name) => consoleScripts(command, env, normalName(name), `${dir}/bin`)),
      ...(cached.high > 0 ? [putDirectory(command, env, cache, cached)] : []),
    ],
    havoc: [{ path: dir, because: origin }],
    packages: names.map((name) => ({ manager: 'pip', name, size: NO_BYTES, origin })),
    leftovers: cached.high > 0 ? [{ kind: 'cache', path: cache, size: cached, origin }] : [],
    reads: [{ kind: 'network', what: 'uv' }],
    network: 'yes',
  });
}
