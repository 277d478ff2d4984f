import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Leftover } from '../../facts/image.ts';
import { moduleOf } from '../../knowledge/python-modules.ts';
import {
  childPath,
  effectBy,
  effectOf,
  needAbove,
  nothing,
  originOf,
  putDirectory,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { NOT_OF_AN_INDEX } from '../../knowledge/index-programs.ts';
import { type Options, has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { underCwd } from '../paths.ts';
import { interpretersOf, modulesOf, putScript } from './python-installed.ts';
import { siteOf } from './python-interpreter.ts';
import { uvNeeds } from './python-needs.ts';
import { CONSOLE_SCRIPTS, installedSize, normalName, productionNames } from './python-sizes.ts';
import { wanted } from './requirements.ts';
import { environment, executable } from './virtual-environment.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** From the manuals of pip 25 and of `uv pip`, `uv sync`. */
const OPTIONS = optionSpec(
  `-r= --requirement= --requirements= -c= --constraint= --constraints= -e= --editable= -t= --target= --platform= --python-version= --implementation= --abi= --user --no-user --root= --prefix= --src= -U --upgrade --upgrade-strategy= --force-reinstall -I --ignore-installed --ignore-requires-python --no-build-isolation --no-build-isolation-package= --use-pep517 --no-use-pep517 --check-build-dependencies --break-system-packages -C= --config-settings= --config-setting= --global-option= --install-option= --build-option= --compile --no-compile --no-warn-script-location --no-warn-conflicts --no-binary= --only-binary= --prefer-binary --require-hashes --no-require-hashes --progress-bar= --root-user-action= --report= --group= --no-clean --no-deps --pre --dry-run -i= --index-url= --extra-index-url= --no-index -f= --find-links= --process-dependency-links --allow-external= --allow-unverified= --egg --build=
  -h --help --debug --isolated --require-virtualenv --python= -v --verbose -vv -vvv -V --version -q --quiet -qq --log= --no-input --keyring-provider= --proxy= --retries= --timeout= --default-timeout= --exists-action= --trusted-host= --cert= --client-cert= --cache-dir= --no-cache-dir? --disable-pip-version-check --no-disable-pip-version-check --no-color --no-python-version-warning --use-feature= --use-deprecated= --resume-retries= -w= --wheel-dir= -d= --dest= --dest-dir= -y --yes --no-verify --require-virtualenv -b=
  --system --no-system -p= -n --no-cache --index= --default-index= --index-strategy= --reinstall --reinstall-package= --refresh --refresh-package= --upgrade-package= -P= --resolution= --prerelease= --exclude-newer= --link-mode= --compile-bytecode --no-compile-bytecode --no-sources --overrides= --override= --excludes= --build-constraints= --strict --all-extras --extra= --no-extra= --no-build --no-build-package= --no-binary-package= --exact --torch-backend= --python-platform= --no-verify-hashes --verify-hashes --offline --no-progress --native-tls --allow-insecure-host= --directory= --project= --config-file= --no-config --allow-existing --clear --seed --prompt= --system-site-packages --relocatable --managed-python --no-managed-python --no-python-downloads --python-preference= --allow-python-downloads
  --frozen --locked --inexact --no-editable --no-dev --dev --only-dev --no-install-project --no-install-workspace --no-install-local --no-install-package= --only-group= --no-group= --no-default-groups --all-groups --active --all-packages --package= --script= --check --no-default --output-file= -o= --format= --no-hashes --no-header --no-annotate --no-emit-project --no-emit-workspace --universal`,
);

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
        return effectOf({ havoc: [] });
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
      case 'debug':
      case 'help':
      case 'hash':
      case 'search':
      case 'index':
      case 'inspect':
      case undefined:
        return action && action.value === undefined
          ? unknownEffect(command, env, {}, [action])
          : effectOf();
      default:
        // `pip --quiet install …`: options of pip itself come first.
        return action?.value?.startsWith('-') === true && rest.length > 0
          ? pip.effect(own, env)
          : unknownEffect(command, env, {}, action ? [action] : []);
    }
  },
};

/** uv: `uv pip install`, `uv sync`, `uv venv`. */
export const uv: Program = {
  names: ['uv', 'uvx'],
  effect(command, env) {
    if (command.name === 'uvx') return unreadCode(command, env);
    const at = command.args.findIndex((arg) => !(arg.value ?? 'computed').startsWith('-'));
    const [action, next, ...rest] = command.args.slice(Math.max(0, at));
    const behind = command.args.slice(at + 1);
    switch (action?.value) {
      case 'pip':
        return uvPip(command, env, next, rest);
      case 'venv':
        return environment(
          command,
          env,
          behind.find((arg) => arg.value?.startsWith('-') === false)?.value ?? '.venv',
        );
      case 'sync':
        return sync(command, env, behind);
      case 'run':
      case 'tool':
      case 'build':
      case 'add':
      case 'remove':
      case 'publish':
        return unreadCode(command, env);
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: cacheOf(env, 'uv'), origin: originOf(command) }],
        });
      case 'python':
        return effectOf({
          havoc: [`${env.home}/.local`, '/usr/local/bin'].map((path) => ({
            path,
            because: originOf(command),
          })),
          spread: { low: 0, high: 150e6, basis: 'typical' },
          network: next?.value === 'install' ? 'yes' : 'no',
        });
      case 'lock':
      case 'export':
      case 'init':
      case 'version':
      case 'tree':
        return effectOf({
          havoc: [{ path: env.cwd ?? '/', because: originOf(command) }],
          network: 'unknown',
        });
      case undefined:
      case '--version':
      case 'help':
      case 'self':
        return action && action.value === undefined
          ? unknownEffect(command, env, {}, [action])
          : effectOf();
      default:
        return action?.value === '-V'
          ? effectOf()
          : unknownEffect(command, env, {}, action ? [action] : []);
    }
  },
};

function uvPip(
  command: Command,
  env: Environment,
  action: Argument | undefined,
  rest: readonly Argument[],
): ProgramEffect {
  switch (action?.value) {
    case 'install':
    case 'sync': {
      const words = action.value === 'sync' ? requirementsAsOptions(rest) : rest;
      return install({ ...command, args: words }, env, words, 'uv');
    }
    case 'uninstall':
    case 'list':
    case 'freeze':
    case 'show':
    case 'check':
    case 'tree':
      return effectOf();
    case 'compile':
      return effectOf({
        havoc: [{ path: env.cwd ?? '/', because: originOf(command) }],
        network: 'yes',
      });
    default:
      return unknownEffect(command, env, {}, action ? [action] : []);
  }
}

/** `uv pip sync requirements.txt` reads its operands as requirements files. */
function requirementsAsOptions(args: readonly Argument[]): Argument[] {
  return args.flatMap((arg) =>
    arg.value?.endsWith('.txt') === true ? [{ ...arg, value: '-r' }, arg] : [arg],
  );
}

/** The interpreter's directory: of a virtual environment where one is meant, else the image's. */
function prefixOf(command: Command, env: Environment): string {
  const own = /^(.+)\/bin\/[^/]+$/.exec(command.path)?.[1];
  if (own !== undefined) return underCwd(env, own) ?? own;
  const active = env.variable('VIRTUAL_ENV');
  if (active?.known === true && active.value !== '') return active.value;
  const found = env.find(command.name).path;
  const home = found === undefined ? undefined : /^(.+)\/bin\/[^/]+$/.exec(found)?.[1];
  return home ?? '/usr/local';
}

/** uv takes the environment in the working directory before the image's Python, unless it is told otherwise. */
function prefixOfUv(command: Command, env: Environment, options: Options): string {
  const python = (options.flags.get('--python') ?? options.flags.get('-p'))?.value;
  // `--python /opt/venv/bin/python`, or the environment itself.
  if (python?.startsWith('/') === true)
    return python.replace(/\/bin\/python[\d.]*$/, '').replace(/(.)\/$/, '$1');
  const told = has(options, '--system', '--python', '-p') || env.variable('UV_SYSTEM_PYTHON');
  const here = env.cwd === undefined ? undefined : childPath(env.cwd, '.venv');
  const found = here !== undefined && env.files.get(`${here}/bin/python`).is === 'yes';
  const active = env.variable('VIRTUAL_ENV');
  return found && !told && active === undefined ? here : prefixOf(command, env);
}

/** Where packages lie below a prefix; the interpreter's version is the base's. */
function packagesDirectory(env: Environment, prefix: string): string {
  const { runtime } = env.base ?? {};
  const version =
    runtime?.language === 'python' ? /^\d+\.\d+/.exec(runtime.version)?.[0] : undefined;
  const site = siteOf(env, prefix);
  if (site !== undefined) return site;
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
  const options = splitOptions(args, OPTIONS);
  const origin = originOf(command);
  const want = wanted(command, env, options);
  const listed = installedSize(want.names, want.listed);
  const size: Bytes = want.whole ? listed : { low: listed.low, high: 2e9, basis: 'unknown' };
  const user = has(options, '--user');
  const target = valueOfOption(options, '-t', '--target');
  const given = valueOfOption(options, '--prefix');
  const own = tool === 'uv' ? prefixOfUv(command, env, options) : prefixOf(command, env);
  const prefix = given ?? (user ? `${env.home}/.local` : own);
  const into = target ?? packagesDirectory(env, prefix);
  const directory = underCwd(env, into);
  // Debian's Python installs below /usr/local.
  const home = prefix === '/usr' ? '/usr/local' : prefix;
  const programs = underCwd(env, target === undefined ? `${home}/bin` : `${target}/bin`);
  if (directory === undefined || programs === undefined)
    return unknownEffect(command, env, { needs: want.needs }, args);
  const cached = cacheIsOff(env, options)
    ? NO_BYTES
    : ({ low: size.low * 0.2, high: size.high * 0.6, basis: 'typical' } as const);
  const cache = cacheOf(env, tool);
  const leftovers: Leftover[] =
    cached.high > 0 ? [{ kind: 'cache', path: cache, size: cached, origin }] : [];
  return effectBy(command, env, [...options.strange, ...want.doubts], {
    needs: want.needs,
    changes: [
      putDirectory(command, env, directory, size),
      ...modulesOf(command, env, want.names, directory),
      ...want.names.flatMap((name) => consoleScripts(command, env, name, programs, own)),
      ...(cached.high > 0 ? [putDirectory(command, env, cache, cached)] : []),
    ],
    havoc: [
      { path: directory, because: origin },
      { path: programs, because: origin, spares: NOT_OF_AN_INDEX },
    ],
    packages: want.names.map((name) => ({ manager: 'pip', name, size: NO_BYTES, origin })),
    leftovers,
    reads: [{ kind: 'network', what: tool }],
    network: 'yes',
  });
}

/** `prefix`: of the interpreter that installs, which starts them, too. */
function consoleScripts(
  command: Command,
  env: Environment,
  name: string,
  dir: string,
  prefix: string,
): Change[] {
  const interpreters = interpretersOf(env, prefix);
  const compiled = name === 'uv' || name === 'ruff' || name === 'uwsgi';
  return (CONSOLE_SCRIPTS[name] ?? []).map((script) =>
    putScript(command, env, childPath(dir, script), compiled ? [] : interpreters, moduleOf(name)),
  );
}

function download(command: Command, env: Environment, args: readonly Argument[]): ProgramEffect {
  const options = splitOptions(args, OPTIONS);
  const want = wanted(command, env, options);
  const to = underCwd(env, valueOfOption(options, '-w', '--wheel-dir', '-d', '--dest') ?? '.');
  const size = installedSize(want.names, want.listed);
  const wheels: Bytes = { low: size.low * 0.2, high: size.high * 0.6, basis: 'typical' };
  const unclear = to === undefined ? args.filter((one) => one.value === undefined) : [];
  return effectBy(command, env, [...options.strange, ...want.doubts, ...unclear], {
    needs: want.needs,
    changes: to === undefined ? [] : [putDirectory(command, env, to, wheels)],
    network: 'yes',
    reads: [{ kind: 'network', what: 'pip' }],
  });
}

/** `uv sync`: the project's environment in `.venv`. */
function sync(command: Command, env: Environment, args: readonly Argument[]): ProgramEffect {
  const options = splitOptions(args, OPTIONS);
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
    needs: [needAbove(command, env, ['pyproject.toml']), ...uvNeeds(command, env)],
    changes: [
      putDirectory(command, env, `${dir}/lib`, size),
      ...['python', 'python3', 'activate'].map((name) =>
        executable(command, env, `${dir}/bin/${name}`),
      ),
      ...names.flatMap((name) => consoleScripts(command, env, normalName(name), `${dir}/bin`, dir)),
      ...(cached.high > 0 ? [putDirectory(command, env, cache, cached)] : []),
    ],
    havoc: [{ path: dir, because: origin }],
    packages: names.map((name) => ({ manager: 'pip', name, size: NO_BYTES, origin })),
    leftovers: cached.high > 0 ? [{ kind: 'cache', path: cache, size: cached, origin }] : [],
    reads: [{ kind: 'network', what: 'uv' }],
    network: 'yes',
  });
}
