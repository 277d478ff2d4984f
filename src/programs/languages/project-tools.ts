import type { Bytes } from '../../facts/bytes.ts';
import type { Leftover, Region } from '../../facts/image.ts';
import {
  effectOf,
  needFile,
  nothing,
  originOf,
  putDirectory,
  underCwd,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/**
 * What a tool that fetches and builds projects does, as data. `~` is the home directory; a path that begins with
 * `$NAME` is a variable's value, or what stands behind `:` where it is not set.
 */
interface Tool {
  /** A file the project must have, for the actions that install. */
  readonly manifest?: string;
  /** Where it keeps what it downloads. */
  readonly cache: string;
  /** Bytes of a cache after one install. */
  readonly cached: Bytes;
  /** Actions that fetch what the project asks for, into these places (`.`: the working directory). */
  readonly installs: string;
  readonly into: readonly string[];
  /** Actions that only look. */
  readonly quiet: string;
  /** Actions that change settings of the user or the project. */
  readonly settings: string;
  /** Actions that empty the cache. */
  readonly clears: string;
  /** Actions that run code of the project. */
  readonly runs: string;
  /** Options before the action that take a value. */
  readonly values?: string;
}

const SMALL: Bytes = { low: 0, high: 300e6, basis: 'typical' };
const LARGE: Bytes = { low: 0, high: 2e9, basis: 'typical' };

const TOOLS: Readonly<Record<string, Tool>> = {
  poetry: {
    manifest: 'pyproject.toml',
    cache: '$POETRY_CACHE_DIR:~/.cache/pypoetry',
    cached: SMALL,
    installs: 'install sync add remove update lock',
    into: ['.', '~/.cache/pypoetry', '/usr/local', '$VIRTUAL_ENV:.'],
    quiet: 'check show about list search version help env export',
    settings: 'config self source init new',
    clears: 'cache',
    runs: 'run build publish shell',
    values: '-C --directory -P --project',
  },
  pipenv: {
    cache: '$PIPENV_CACHE_DIR:~/.cache/pipenv',
    cached: SMALL,
    installs: 'install sync update lock uninstall clean upgrade',
    into: [
      '.',
      '~/.local/share/virtualenvs',
      '~/.virtualenvs',
      '/usr/local',
      '/usr/lib',
      '$VIRTUAL_ENV:.',
    ],
    quiet: 'check graph requirements verify scripts',
    settings: 'open',
    clears: '--clear',
    runs: 'run shell',
    values: '--python --pypi-mirror',
  },
  pdm: {
    manifest: 'pyproject.toml',
    cache: '~/.cache/pdm',
    cached: SMALL,
    installs: 'install sync add remove update lock',
    into: ['.', '/usr/local', '$VIRTUAL_ENV:.'],
    quiet: 'info list show outdated search export',
    settings: 'config use init self plugin venv py python import',
    clears: 'cache',
    runs: 'run build publish',
    values: '-p --project -c --config',
  },
  pipx: {
    cache: '~/.cache/pipx',
    cached: SMALL,
    installs: 'install inject upgrade upgrade-all reinstall uninstall install-all',
    into: [
      '~/.local',
      '$PIPX_HOME:~/.local',
      '$PIPX_BIN_DIR:~/.local/bin',
      '/opt/pipx',
      '/usr/local/bin',
    ],
    quiet: 'list environment completions',
    settings: 'ensurepath interpreter',
    clears: 'cache',
    runs: 'run runpip',
  },
  hatch: {
    manifest: 'pyproject.toml',
    cache: '~/.cache/hatch',
    cached: SMALL,
    installs: 'env dep',
    into: ['.', '~/.local/share/hatch'],
    quiet: 'version status',
    settings: 'config self python new',
    clears: 'clean',
    runs: 'run build publish shell test fmt',
  },
  cargo: {
    manifest: 'Cargo.toml',
    cache: '$CARGO_HOME:~/.cargo',
    cached: { low: 0, high: 1e9, basis: 'typical' },
    installs: 'fetch update generate-lockfile vendor chef add remove',
    into: ['.', '$CARGO_HOME:~/.cargo', '$CARGO_TARGET_DIR:.'],
    quiet:
      'metadata tree search version locate-project pkgid read-manifest verify-project help fmt audit deny',
    settings: 'init new login config',
    clears: 'cache',
    runs: 'build b test t run r check c bench rustc clippy doc install uninstall clean binstall package publish zigbuild xwin xtask make leptos nextest llvm-cov auditable build-wasi wasi sqlx dist',
    values: '--config -C --color -Z',
  },
  rustup: {
    cache: '$RUSTUP_HOME:~/.rustup',
    cached: { low: 0, high: 1e9, basis: 'typical' },
    installs: 'toolchain target component update default install self',
    into: [
      '$RUSTUP_HOME:~/.rustup',
      '$CARGO_HOME:~/.cargo',
      '/usr/local/rustup',
      '/usr/local/cargo',
    ],
    quiet: 'show which doc man completions check',
    settings: 'set override',
    clears: '',
    runs: 'run',
  },
  'rustup-init': {
    cache: '$RUSTUP_HOME:~/.rustup',
    cached: { low: 0, high: 1.5e9, basis: 'typical' },
    installs: '*',
    into: ['$RUSTUP_HOME:~/.rustup', '$CARGO_HOME:~/.cargo', '~'],
    quiet: '',
    settings: '',
    clears: '',
    runs: '',
  },
  gem: {
    cache: '$GEM_HOME:/usr/local/bundle',
    cached: SMALL,
    installs: 'install i update uninstall pristine cleanup fetch unpack',
    into: [
      '$GEM_HOME:/usr/local/bundle',
      '/usr/local/lib/ruby',
      '/usr/local/bin',
      '/var/lib/gems',
      '/usr/lib/ruby',
      '/usr/bin',
      '~/.gem',
      '~/.local',
    ],
    quiet:
      'list env environment search which specification contents dependency info outdated query help check',
    settings: 'sources source config build push signin',
    clears: '',
    runs: 'exec',
  },
  bundle: {
    manifest: 'Gemfile',
    cache: '$BUNDLE_PATH:/usr/local/bundle',
    cached: SMALL,
    installs: 'install i update add remove lock cache package pack clean binstubs',
    into: [
      '.',
      '$BUNDLE_PATH:/usr/local/bundle',
      '$GEM_HOME:/usr/local/bundle',
      '/var/lib/gems',
      '/usr/local/lib/ruby',
      '~/.bundle',
    ],
    quiet: 'check list show info outdated platform version env doctor help',
    settings: 'config init gem plugin',
    clears: '',
    runs: 'exec e open console',
  },
  composer: {
    cache: '$COMPOSER_HOME:~/.composer',
    cached: SMALL,
    installs:
      'install i update u upgrade require r remove create-project reinstall global bump archive',
    into: ['.', '$COMPOSER_HOME:~/.composer', '~/.config/composer', '~/.cache/composer'],
    quiet:
      'show info validate status diagnose licenses outdated audit about list check-platform-reqs depends why prohibits search suggests fund browse home help',
    settings: 'config init self-update selfupdate',
    clears: 'clear-cache clearcache cc',
    runs: 'run-script run exec dump-autoload dumpautoload',
    values: '-d --working-dir',
  },
  mix: {
    cache: '$MIX_HOME:~/.mix',
    cached: SMALL,
    installs:
      'deps.get deps.update deps.clean local.hex local.rebar archive.install hex.info hex.organization hex.repo',
    into: ['.', '$MIX_HOME:~/.mix', '$HEX_HOME:~/.hex', '~/.cache'],
    quiet: 'help hex.audit deps deps.tree format',
    settings: 'new',
    clears: '',
    runs: '*',
  },
  mvn: {
    manifest: 'pom.xml',
    cache: '~/.m2',
    cached: LARGE,
    installs: '',
    into: ['.', '~/.m2'],
    quiet: '-v --version -version',
    settings: '',
    clears: '',
    runs: '*',
  },
  gradle: {
    cache: '$GRADLE_USER_HOME:~/.gradle',
    cached: LARGE,
    installs: '',
    into: ['.', '$GRADLE_USER_HOME:~/.gradle'],
    quiet: '-v --version',
    settings: '',
    clears: '',
    runs: '*',
  },
  dotnet: {
    cache: '$NUGET_PACKAGES:~/.nuget/packages',
    cached: LARGE,
    installs:
      'restore tool add remove workload nuget new sln dev-certs package reference solution user-secrets',
    into: [
      '.',
      '$NUGET_PACKAGES:~/.nuget',
      '~/.local/share/NuGet',
      '~/.dotnet',
      '~/.aspnet',
      '~/.templateengine',
      '/tmp',
      '/usr/share/dotnet',
    ],
    quiet: '--info --version --list-sdks --list-runtimes help list sdk -h --help format',
    settings: '',
    clears: '',
    runs: '*',
    values: '--diagnostics -d',
  },
  conda: {
    cache: '/opt/conda/pkgs',
    cached: LARGE,
    installs: 'install create update upgrade env remove uninstall',
    into: ['.', '/opt', '/root', '~', '/usr/local', '$CONDA_PREFIX:/opt/conda'],
    quiet: 'info list search --version -V compare doctor notices',
    settings: 'config init activate deactivate shell rename self',
    clears: 'clean',
    runs: 'run build index',
  },
  sdk: {
    cache: '$SDKMAN_DIR:~/.sdkman',
    cached: LARGE,
    installs: 'install i uninstall rm update selfupdate upgrade ug',
    into: ['$SDKMAN_DIR:~/.sdkman'],
    quiet: 'list ls current c version v home h',
    settings: 'use default d env offline config',
    clears: 'flush f',
    runs: '',
  },
  nvm: {
    cache: '$NVM_DIR:~/.nvm',
    cached: LARGE,
    installs: 'install i uninstall reinstall-packages install-latest-npm',
    into: ['$NVM_DIR:~/.nvm'],
    quiet: 'ls list ls-remote version current which --version',
    settings: 'use alias unalias deactivate unload',
    clears: 'cache',
    runs: 'exec run',
  },
  pecl: {
    cache: '/tmp/pear',
    cached: SMALL,
    installs:
      'install upgrade uninstall channel-update update-channels build download bundle channel-discover',
    into: ['/usr/local', '/usr/lib/php', '/usr/share', '/tmp', '~/.pearrc', '/etc'],
    quiet: 'list info search version list-all remote-info',
    settings: 'config-set config-create',
    clears: 'clear-cache',
    runs: 'run-tests',
    values: '-d -D -c -C',
  },
};
/** Other names of the same tools. */
const ALIASES: Readonly<Record<string, string>> = {
  mamba: 'conda',
  micromamba: 'conda',
  pear: 'pecl',
  bundler: 'bundle',
  mvnw: 'mvn',
  gradlew: 'gradle',
  'xx-cargo': 'cargo',
};

/** Tools that fetch and build projects, by the table above. */
export const projectTools: Program = {
  names: [...Object.keys(TOOLS), ...Object.keys(ALIASES)],
  effect(command, env) {
    const tool = TOOLS[ALIASES[command.name] ?? command.name];
    if (!tool) return unknownEffect(command, env);
    const at = actionAt(command, tool);
    const action = command.args[at];
    if (action === undefined && tool.installs !== '*')
      return tool.runs === '*' || command.args.length === 0 ? ran(command, env, tool) : effectOf();
    if (action && action.value === undefined)
      return tool.runs === '*'
        ? ran(command, env, tool)
        : unknownEffect(command, env, {}, [action]);
    return acted(command, env, tool, action?.value ?? '*');
  },
};

function acted(command: Command, env: Environment, tool: Tool, action: string): ProgramEffect {
  const is = (list: string): boolean => list === '*' || list.split(' ').includes(action);
  if (is(tool.quiet) || command.args.some((arg) => arg.value === '--version')) return effectOf();
  if (tool.clears !== '' && is(tool.clears))
    return nothing({
      changes: placesOf(env, tool.cache).map((path) => ({
        do: 'empty',
        path,
        origin: originOf(command),
      })),
    });
  if (tool.installs !== '' && is(tool.installs)) return installed(command, env, tool);
  if (tool.settings !== '' && is(tool.settings))
    return effectOf({
      havoc: regions(command, env, ['.', '~', '/etc', ...tool.into]),
      spread: { low: 0, high: 1e6, basis: 'typical' },
      network: 'unknown',
    });
  if (is(tool.runs)) return ran(command, env, tool);
  return unknownEffect(
    command,
    env,
    {},
    command.args.filter((arg) => arg.value === action),
  );
}

/** Index of the first word that is no option of the tool itself, or one that stands for an action. */
function actionAt(command: Command, tool: Tool): number {
  const values = tool.values?.split(' ') ?? [];
  const own = `${tool.quiet} ${tool.clears}`.split(' ');
  let at = 0;
  for (; at < command.args.length; at++) {
    const text = command.args[at]?.value ?? 'computed';
    // `cargo +nightly build`
    if ((!/^[-+]/.test(text) || own.includes(text)) && text !== '') break;
    if (values.includes(text)) at += 1;
  }
  return at;
}

function installed(command: Command, env: Environment, tool: Tool): ProgramEffect {
  return effectOf({
    ...kept(command, env, tool),
    needs:
      tool.manifest === undefined || env.cwd === undefined || command.args.length > 1
        ? []
        : [needFile(command, env, tool.manifest)],
    havoc: regions(command, env, tool.into),
    spread: { low: 0, high: 3e9, basis: 'unknown' },
  });
}

/** Code of the project, or of what it depends on, is run: anything may come of it. */
function ran(command: Command, env: Environment, tool: Tool): ProgramEffect {
  return unreadCode(command, env, { leftovers: kept(command, env, tool).leftovers });
}

function kept(
  command: Command,
  env: Environment,
  tool: Tool,
): Pick<ProgramEffect, 'changes' | 'leftovers' | 'network' | 'reads'> {
  const origin = originOf(command);
  const paths = placesOf(env, tool.cache);
  return {
    changes: paths.map((path) => putDirectory(command, env, path, tool.cached)),
    leftovers: paths.map((path): Leftover => ({ kind: 'cache', path, size: tool.cached, origin })),
    network: 'yes',
    reads: [{ kind: 'network', what: command.name }],
  };
}

function regions(command: Command, env: Environment, places: readonly string[]): Region[] {
  const because = originOf(command);
  return [...new Set(places.flatMap((one) => placesOf(env, one)))].map((path) => ({
    path,
    because,
  }));
}

/** The path that a place of the table means here. */
function placesOf(env: Environment, place: string): string[] {
  const [, name, otherwise] = /^\$(\w+):(.*)$/.exec(place) ?? [];
  if (name !== undefined) {
    const set = env.variable(name);
    // A variable nobody knows may lead anywhere.
    if (set?.known === false) return ['/'];
    if (set !== undefined && set.value !== '') return [underCwd(env, set.value) ?? '/'];
  }
  return [underCwd(env, otherwise ?? place) ?? '/'];
}
