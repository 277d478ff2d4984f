import type { CommandTrace } from '../facts/image.ts';
import type { Span } from '../text/span.ts';
import { hasOption, readArguments } from './words.ts';

/** A command that installs dependencies. */
export interface Install {
  readonly manager: string;
  /**
   * `project`: what manifests in the context list. `packages`: names on the command line.
   * `sources`: the project itself, so that its files must be there. `system`: the distribution's packages.
   */
  readonly kind: 'project' | 'packages' | 'sources' | 'system';
  /** Files of the context an install of kind `project` reads. */
  readonly manifests: readonly string[];
  readonly options: readonly string[];
  /** Names on the command line that are known. */
  readonly names: readonly string[];
  /** The word `install`, `ci`, `add` …; the program when there is none. */
  readonly verb: string;
  readonly verbSpan: Span;
}

interface Manager {
  readonly name: string;
  /** Verbs that install what the manifests say; '' stands for no verb at all. */
  readonly project: readonly string[];
  /** Verbs that install names. */
  readonly packages: readonly string[];
  readonly manifests: readonly string[];
  /** Options that take the next word. */
  readonly valued?: readonly string[];
  readonly system?: true;
}

const NODE = ['package.json'];
const system = (
  name: string,
  verbs: readonly string[],
  valued: readonly string[] = [],
): Manager => ({
  name,
  project: [],
  packages: verbs,
  manifests: [],
  valued,
  system: true,
});
const APT = system(
  'apt',
  ['install', 'build-dep'],
  ['-t', '-o', '-c', '--target-release', '--option'],
);
const DNF = system('dnf', ['install', 'groupinstall', 'localinstall']);
const NPM_VALUED = [
  '--prefix',
  '-C',
  '--registry',
  '--loglevel',
  '--cache',
  '-w',
  '--workspace',
  '--filter',
  '--cwd',
  '--dir',
  '-F',
];

/** By program name. Verbs are those of the managers' own documentation. */
const MANAGERS: Readonly<Record<string, Manager>> = {
  'apt-get': APT,
  apt: APT,
  apk: system('apk', ['add'], ['-t', '--virtual', '-X', '--repository', '-p', '--root']),
  dnf: DNF,
  microdnf: DNF,
  yum: DNF,
  zypper: system('zypper', ['install', 'in']),
  npm: {
    name: 'npm',
    project: ['ci', 'install', 'i', 'clean-install', 'install-clean'],
    packages: ['install', 'i', 'add'],
    manifests: [...NODE, 'package-lock.json', 'npm-shrinkwrap.json'],
    valued: NPM_VALUED,
  },
  yarn: {
    name: 'yarn',
    project: ['', 'install'],
    packages: ['add'],
    manifests: [...NODE, 'yarn.lock'],
    valued: NPM_VALUED,
  },
  pnpm: {
    name: 'pnpm',
    project: ['install', 'i', 'fetch'],
    packages: ['install', 'i', 'add'],
    manifests: [...NODE, 'pnpm-lock.yaml'],
    valued: NPM_VALUED,
  },
  bun: {
    name: 'bun',
    project: ['install', 'i'],
    packages: ['install', 'i', 'add'],
    manifests: [...NODE, 'bun.lock', 'bun.lockb'],
    valued: NPM_VALUED,
  },
  poetry: {
    name: 'poetry',
    project: ['install'],
    packages: ['add'],
    manifests: ['pyproject.toml', 'poetry.lock'],
  },
  pipenv: {
    name: 'pipenv',
    project: ['install', 'sync'],
    packages: ['install'],
    manifests: ['Pipfile', 'Pipfile.lock'],
  },
  pdm: {
    name: 'pdm',
    project: ['install', 'sync'],
    packages: ['add'],
    manifests: ['pyproject.toml', 'pdm.lock'],
  },
  bundle: {
    name: 'bundler',
    project: ['', 'install'],
    packages: [],
    manifests: ['Gemfile', 'Gemfile.lock'],
  },
  gem: { name: 'gem', project: [], packages: ['install'], manifests: [] },
  composer: {
    name: 'composer',
    project: ['install', 'i', 'update'],
    packages: ['require'],
    manifests: ['composer.json', 'composer.lock'],
  },
  cargo: {
    name: 'cargo',
    project: ['fetch'],
    packages: [],
    manifests: ['Cargo.toml', 'Cargo.lock'],
  },
  dotnet: { name: 'dotnet', project: ['restore'], packages: [], manifests: ['*.csproj'] },
  mix: { name: 'mix', project: ['deps.get'], packages: [], manifests: ['mix.exs', 'mix.lock'] },
};

const PIP_VALUED = [
  '-r',
  '--requirement',
  '-c',
  '--constraint',
  '-e',
  '--editable',
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--trusted-host',
  '--timeout',
  '--python',
  '--platform',
  '--python-version',
];

/** What a command installs; undefined when it installs nothing or its words are not known. */
export function installOf(command: CommandTrace): Install | undefined {
  const { program } = command;
  if (program === undefined || command.words.length < 1) return undefined;
  const pip = pipCommand(command);
  if (pip !== undefined) return pipInstall(pip);
  if (program === 'go') return goInstall(command);
  const manager = MANAGERS[program];
  return manager === undefined ? undefined : readInstall(command, manager);
}

function readInstall(command: CommandTrace, manager: Manager): Install | undefined {
  const read = readArguments(command, manager.valued);
  const verb = read.verbSpan === undefined ? '' : read.verb;
  const verbSpan = read.verbSpan ?? command.wordSpans[0] ?? command.at;
  if (verb === undefined) return undefined;
  if (verb === '' && hasOption(read.options, '--version', '-v', '--help', '-V')) return undefined;
  const names = read.rest.filter((word) => word !== undefined);
  const common = {
    manager: manager.name,
    manifests: manager.manifests,
    options: read.options,
    names,
    verb,
    verbSpan,
  };
  if (read.rest.length > 0 && manager.packages.includes(verb)) {
    return { ...common, kind: manager.system === true ? 'system' : 'packages' };
  }
  if (hasOption(read.options, '-g', '--global')) return undefined;
  return manager.project.includes(verb) ? { ...common, kind: 'project' } : undefined;
}

/** `pip …`, `python -m pip …` and `uv pip …` as one command of pip. */
export function pipCommand(command: CommandTrace): CommandTrace | undefined {
  const { program = '', words } = command;
  if (/^pip[\d.]*$/.test(program)) return command;
  const skip = (count: number): CommandTrace => ({
    ...command,
    program: 'pip',
    words: words.slice(count),
    wordSpans: command.wordSpans.slice(count),
  });
  if (/^python[\d.]*$/.test(program)) {
    const at = words.indexOf('-m');
    return at > 0 && words[at + 1] === 'pip' ? skip(at + 1) : undefined;
  }
  return program === 'uv' && words[1] === 'pip' ? skip(1) : undefined;
}

function pipInstall(command: CommandTrace): Install | undefined {
  const read = readArguments(command, PIP_VALUED);
  if (read.verb !== 'install' || read.verbSpan === undefined) return undefined;
  const files = valuesOf(read.options, '-r', '--requirement');
  const names = read.rest.filter((word) => word !== undefined);
  const local = [...names, ...valuesOf(read.options, '-e', '--editable')].some((name) =>
    /^\.{0,2}(\/|$|\[)|^\.$/.test(name),
  );
  const common = {
    manager: 'pip',
    manifests: files,
    options: read.options,
    names,
    verb: read.verb,
    verbSpan: read.verbSpan,
  };
  if (local) return { ...common, kind: 'sources' };
  if (files.length > 0) return { ...common, kind: 'project' };
  return read.rest.length > 0 ? { ...common, kind: 'packages' } : undefined;
}

/** Values of an option: `-r a`, `-ra`, `--requirement=a`. */
export function valuesOf(options: readonly string[], ...names: readonly string[]): string[] {
  return options.flatMap((option, index) => {
    if (names.includes(option)) return options[index + 1] ?? [];
    const name = names.find((one) => option.startsWith(one.length === 2 ? one : `${one}=`));
    return name === undefined ? [] : [option.slice(name.length === 2 ? 2 : name.length + 1)];
  });
}

function goInstall(command: CommandTrace): Install | undefined {
  const [, first, second] = command.words;
  const verbSpan = command.wordSpans[1];
  if (verbSpan === undefined || first !== 'mod' || second !== 'download') return undefined;
  return {
    manager: 'go',
    kind: 'project',
    manifests: ['go.mod', 'go.sum'],
    options: [],
    names: [],
    verb: 'mod download',
    verbSpan,
  };
}

const OF_THE_MANAGER = new Set(['pip', 'setuptools', 'wheel', 'npm', 'corepack', 'bundler']);

/** What comes with a manager is brought up to date on purpose, and is no dependency of the project. */
export function isOfTheManager(name: string): boolean {
  return OF_THE_MANAGER.has(name);
}
