import type { Bytes } from '../../facts/bytes.ts';

/**
 * What a tool that fetches and builds projects does, as data. `~` is the home directory; a place that begins with
 * `$NAME` is a variable's value, or what stands behind `:` where it is not set.
 */
export interface ProjectTool {
  /** A file the project must have for the actions that install, when nothing else is said. */
  readonly manifest?: string;
  /**
   * What it downloads and the running image never reads (`@`: the prefix the program lies in); the actions that
   * leave it, and its bytes.
   */
  readonly cache?: string;
  readonly leaves?: string;
  readonly cached?: Bytes;
  /** Actions that fetch or remove, into and from these places (`.`: the working directory). */
  readonly installs: string;
  readonly into: readonly string[];
  /** Actions that only look. */
  readonly quiet: string;
  /** Actions that change settings of the user or the project. */
  readonly settings?: string;
  /** Actions that empty the cache. */
  readonly clears?: string;
  /** Actions that run code of the project; `*`: every other. */
  readonly runs: string;
  /** Options before the action that take a value. */
  readonly values?: string;
}

const SMALL: Bytes = { low: 0, high: 300e6, basis: 'typical' };
const LARGE: Bytes = { low: 0, high: 2e9, basis: 'typical' };

export const PROJECT_TOOLS: Readonly<Record<string, ProjectTool>> = {
  poetry: {
    manifest: 'pyproject.toml',
    cache: '$POETRY_CACHE_DIR:~/.cache/pypoetry/cache',
    leaves: 'install sync add',
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
    leaves: 'install sync',
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
    leaves: 'install sync add',
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
    installs: 'env dep',
    into: ['.', '~/.local/share/hatch'],
    quiet: 'version status',
    settings: 'config self python new',
    clears: 'clean',
    runs: 'run build publish shell test fmt',
  },
  cargo: {
    manifest: 'Cargo.toml',
    cache: '$CARGO_HOME:~/.cargo/registry',
    leaves: 'install',
    cached: LARGE,
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
    installs: 'toolchain target component update default install self',
    into: [
      '$RUSTUP_HOME:~/.rustup',
      '$CARGO_HOME:~/.cargo',
      '/usr/local/rustup',
      '/usr/local/cargo',
    ],
    quiet: 'show which doc man completions check',
    settings: 'set override',
    runs: 'run',
  },
  'rustup-init': {
    installs: '*',
    into: ['$RUSTUP_HOME:~/.rustup', '$CARGO_HOME:~/.cargo', '~'],
    quiet: '',
    runs: '',
  },
  gem: {
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
    runs: 'exec',
  },
  bundle: {
    manifest: 'Gemfile',
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
    runs: 'exec e open console',
  },
  composer: {
    cache: '$COMPOSER_HOME:~/.composer/cache',
    leaves: 'install i update u require create-project global',
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
    installs:
      'deps.get deps.update deps.clean local.hex local.rebar archive.install hex.info hex.organization hex.repo',
    into: ['.', '$MIX_HOME:~/.mix', '$HEX_HOME:~/.hex', '~/.cache'],
    quiet: 'help hex.audit deps deps.tree format',
    settings: 'new',
    runs: '*',
  },
  mvn: {
    manifest: 'pom.xml',
    installs: '',
    into: ['.', '~/.m2'],
    quiet: '-v --version -version',
    runs: '*',
  },
  gradle: {
    installs: '',
    into: ['.', '$GRADLE_USER_HOME:~/.gradle'],
    quiet: '-v --version',
    runs: '*',
  },
  dotnet: {
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
    runs: '*',
    values: '--diagnostics -d',
  },
  conda: {
    cache: '@/pkgs',
    leaves: 'install create update env',
    cached: LARGE,
    installs: 'install create update upgrade env remove uninstall',
    into: ['.', '/opt', '/root', '~', '/usr/local', '$CONDA_PREFIX:/opt/conda'],
    quiet: 'info list search --version -V compare doctor notices',
    settings: 'config init activate deactivate shell rename self',
    clears: 'clean',
    runs: 'run build index',
  },
  sdk: {
    installs: 'install i uninstall rm update selfupdate upgrade ug',
    into: ['$SDKMAN_DIR:~/.sdkman'],
    quiet: 'list ls current c version v home h',
    settings: 'use default d env offline config',
    clears: 'flush f',
    runs: '',
  },
  nvm: {
    installs: 'install i uninstall reinstall-packages install-latest-npm',
    into: ['$NVM_DIR:~/.nvm'],
    quiet: 'ls list ls-remote version current which --version',
    settings: 'use alias unalias deactivate unload',
    clears: 'cache',
    runs: 'exec run',
  },
  pecl: {
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
export const PROJECT_TOOL_ALIASES: Readonly<Record<string, string>> = {
  mamba: 'conda',
  micromamba: 'conda',
  pear: 'pecl',
  bundler: 'bundle',
  mvnw: 'mvn',
  gradlew: 'gradle',
  'xx-cargo': 'cargo',
};
