import { type Bytes, NO_BYTES, addBytes } from '../../facts/bytes.ts';
import type { Change, Leftover, Package, Region } from '../../facts/image.ts';
import { sparedBy } from '../../knowledge/package-programs.ts';
import type { Origin } from '../../facts/origin.ts';
import { originOf, putFile } from '../effect.ts';
import type { Argument, Command, Environment } from '../types.ts';

/** Compilers, headers and build systems: needed to build, dead weight at run time. */
const BUILD_TOOLS =
  /^(build-essential|build-base|gcc|g\+\+|gcc-c\+\+|clang|llvm|make|cmake|autoconf|automake|libtool|pkg-config|pkgconf|pkgconfig|bison|flex|ninja-build|meson|rustc|cargo|golang(-go)?|python3?-dev|python3-devel|linux-headers|musl-dev|dpkg-dev|git-core)(-[\d.]+)?$|.-(dev|devel)$/;

/** Programs a package brings whose name differs from the package's. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  'build-essential': ['gcc', 'g++', 'make', 'cc', 'dpkg-buildpackage'],
  'build-base': ['gcc', 'g++', 'make', 'cc'],
  nodejs: ['node', 'nodejs'],
  python3: ['python3'],
  'python3-pip': ['pip3', 'pip'],
  'py3-pip': ['pip3', 'pip'],
  'python3-venv': [],
  'default-jre': ['java'],
  'default-jre-headless': ['java'],
  'default-jdk': ['java', 'javac'],
  imagemagick: ['convert', 'magick', 'identify'],
  'postgresql-client': ['psql', 'pg_dump', 'pg_isready'],
  'default-mysql-client': ['mysql', 'mysqldump'],
  'mysql-client': ['mysql', 'mysqldump'],
  dnsutils: ['dig', 'nslookup'],
  'iputils-ping': ['ping'],
  procps: ['ps', 'top', 'free', 'pgrep', 'pkill'],
  'redis-tools': ['redis-cli'],
  'netcat-openbsd': ['nc', 'netcat'],
  'netcat-traditional': ['nc', 'netcat'],
  netcat: ['nc', 'netcat'],
  gnupg: ['gpg', 'gpg-agent'],
  gnupg2: ['gpg', 'gpg2'],
  'openssh-client': ['ssh', 'scp', 'ssh-keygen'],
  openssl: ['openssl'],
  'xz-utils': ['xz', 'unxz'],
  'p7zip-full': ['7z'],
  passwd: ['useradd', 'groupadd', 'usermod'],
  shadow: ['useradd', 'groupadd', 'usermod'],
  'shadow-utils': ['useradd', 'groupadd', 'usermod'],
  'lsb-release': ['lsb_release'],
  locales: ['locale-gen'],
  'golang-go': ['go'],
  'pkg-config': ['pkg-config'],
  'docker.io': ['docker', 'dockerd'],
};

/** Bytes of a package nobody has measured: most add between 0.1 and 30 MB with what they need. */
export const UNKNOWN_PACKAGE: Bytes = { low: 100_000, high: 30_000_000, basis: 'typical' };

export interface Installation {
  readonly packages: readonly Package[];
  readonly changes: readonly Change[];
  readonly leftovers: readonly Leftover[];
  readonly size: Bytes;
}

/** What installing system packages by name brings: bytes, programs, and what is only for building. */
export function installPackages(
  command: Command,
  env: Environment,
  manager: Package['manager'],
  names: readonly { readonly name: string; readonly version?: string }[],
  sizeOf: (name: string) => Bytes,
): Installation {
  const origin = originOf(command);
  const fresh = names.filter(
    ({ name }) => !env.packages.some((one) => one.manager === manager && one.name === name),
  );
  const packages = fresh.map(({ name, version }): Package => {
    const part = version === undefined ? {} : { version };
    const extra = BUILD_TOOLS.test(name) ? { extra: 'build' as const } : {};
    return { manager, name, ...part, size: sizeOf(name), origin, ...extra };
  });
  const leftovers = packages
    .filter((one) => one.extra === 'build')
    .map((one): Leftover => ({
      kind: 'build-tools',
      path: `package:${one.name}`,
      size: one.size,
      origin: { ...origin, what: one.name },
    }));
  const changes = packages.flatMap((one) => programsOf(command, env, one.name));
  return {
    packages,
    changes,
    leftovers,
    size: addBytes(NO_BYTES, ...packages.map((one) => one.size)),
  };
}

/** Programs that Alpine's packages put elsewhere than into /usr/bin; from their file lists. */
const ON_ALPINE: ReadonlyMap<string, string> = new Map([
  ['tini', '/sbin/tini'],
  ['su-exec', '/sbin/su-exec'],
  ['bash', '/bin/bash'],
]);

/** Entries for the programs of a package: the named ones, else one of the package's own name. */
function programsOf(command: Command, env: Environment, name: string): Change[] {
  const programs =
    PROGRAMS[name] ??
    (/^(lib|fonts-|python3?-|ruby-|php\d*-)|-(dev|devel|data|common|doc)$/.test(name)
      ? []
      : [name]);
  const places = env.base?.os.id === 'alpine' ? ON_ALPINE : undefined;
  return programs.map((program) =>
    putFile(command, env, places?.get(program) ?? `/usr/bin/${program}`, {
      mode: { known: true, value: 0o755, origin: originOf(command) },
      origin: { by: 'package', at: command.at, what: name },
    }),
  );
}

/** `name=1.2`, `name/stable`, `name:arm64` of apt; `name=1.2`, `name~1`, `name>1` of apk. */
export function packageNames(
  args: readonly Argument[],
): { readonly name: string; readonly version?: string }[] {
  return args.flatMap((arg) => {
    const text = arg.value;
    if (text === undefined || text === '') return [];
    const match = /^([^=<>~/:@]+)(?:[:/@][^=]*)?(?:[=<>~]+(.*))?$/.exec(text);
    const name = match?.[1] ?? text;
    return [match?.[2] === undefined ? { name } : { name, version: match[2] }];
  });
}

/** What `apt-get update` leaves: Debian 12 and 13 about 20 MB; Ubuntu, with universe, up to 50 MB. */
export const APT_LISTS: Bytes = { low: 17_000_000, high: 50_000_000, basis: 'typical' };
export const APK_INDEX: Bytes = { low: 1_500_000, high: 3_500_000, basis: 'typical' };
export const DNF_CACHE: Bytes = { low: 20_000_000, high: 250_000_000, basis: 'typical' };

/** Where system packages put things nobody lists. */
const SYSTEM_DIRECTORIES = ['/usr', '/etc', '/var', '/opt', '/bin', '/sbin', '/lib', '/lib64'];

/** The regions in which an install of system packages may have made anything. */
export function systemRegions(
  command: Command,
  names: readonly string[] = [],
  env?: Environment,
): Region[] {
  const spares = sparedBy(names, namesPython(env));
  const quiet = env !== undefined && bringsNoAccounts(env, names);
  // A doubt that is of a package says that accounts and sources are as they were.
  const because: Origin = quiet
    ? { by: 'package', at: command.at, what: command.name }
    : originOf(command);
  return SYSTEM_DIRECTORIES.map((path) => ({ path, because, ...(spares ? { spares } : {}) }));
}

/** Whether the distribution keeps the name `python` for a package of its own. */
function namesPython(env: Environment | undefined): boolean {
  const { id, release = '' } = env?.base?.os ?? {};
  const oldest = id === 'debian' ? 11 : id === 'ubuntu' ? 20 : Number.POSITIVE_INFINITY;
  return Number.parseInt(release, 10) >= oldest;
}

/** Packages of which it is known that neither they nor what comes with them makes users, groups or sources. */
const QUIET =
  /^(curl|wget|git|jq|unzip|zip|tar|xz-utils|bzip2|gzip|less|tree|nano|vim|vim-tiny|make|gcc|g\+\+|build-essential|build-base|musl-dev|cmake|pkg-config|pkgconf|autoconf|automake|libtool|patch|file|ca-certificates|gettext-base|procps|psmisc|tini|dumb-init|bash|coreutils|findutils|net-tools|iproute2|iputils-ping|netcat-openbsd|netcat-traditional|python3|python3-pip|python3-venv|python3-dev|py3-pip|gosu|su-exec|sqlite3?|ffmpeg|locales|tzdata|lib[a-z0-9.+-]+|zlib1g(-dev)?|zlib-dev|[a-z0-9]+-dev|gnupg|openssl|rsync|socat|gcompat|nodejs|npm|golang|htop|strace|adduser|shadow|sudo|imagemagick|ghostscript|graphicsmagick|poppler-utils|postgresql-client|default-mysql-client|mariadb-client|redis-tools|lsb-release)$/;
/** Of those names, ones that do, or may. */
const LOUD = /^lib(virt|apache|reoffice|vte|pam)/;

function bringsNoAccounts(env: Environment, names: readonly string[]): boolean {
  return (
    names.length > 0 &&
    env.accounts().complete &&
    names.every((name) => QUIET.test(name) && !LOUD.test(name))
  );
}
