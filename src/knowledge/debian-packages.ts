/** Debian packages that only a build (or a person at a prompt) needs. Names, then endings. */
const BUILD_ONLY: ReadonlySet<string> = new Set([
  'autoconf',
  'automake',
  'bison',
  'build-essential',
  'bzip2',
  'cargo',
  'ccache',
  'clang',
  'cmake',
  'cpp',
  'dpkg-dev',
  'emacs',
  'fakeroot',
  'file',
  'flex',
  'g++',
  'gcc',
  'gdb',
  'git',
  'gnupg',
  'gnupg2',
  'gfortran',
  'htop',
  'less',
  'libtool',
  'llvm',
  'lsb-release',
  'm4',
  'make',
  'man-db',
  'meson',
  'nano',
  'nasm',
  'ninja-build',
  'apt-transport-https',
  'apt-utils',
  'patch',
  'pkg-config',
  'pkgconf',
  'python3-pip',
  'python3-setuptools',
  'python3-wheel',
  'rustc',
  'software-properties-common',
  'strace',
  'subversion',
  'sudo',
  'swig',
  'tree',
  'unzip',
  'vim',
  'vim-tiny',
  'xz-utils',
  'yasm',
  'zip',
]);

/** Fetch tools: build-only unless the application or its health check starts them. */
const FETCHERS: ReadonlySet<string> = new Set(['curl', 'wget', 'httpie', 'netcat-openbsd']);

/** Program → Debian package where the names differ. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  convert: 'imagemagick',
  magick: 'imagemagick',
  identify: 'imagemagick',
  gs: 'ghostscript',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  psql: 'postgresql-client',
  pg_dump: 'postgresql-client',
  mysql: 'default-mysql-client',
  mysqldump: 'default-mysql-client',
  'redis-cli': 'redis-tools',
  ssh: 'openssh-client',
  scp: 'openssh-client',
  soffice: 'libreoffice',
  tesseract: 'tesseract-ocr',
  ffprobe: 'ffmpeg',
  dot: 'graphviz',
  exiftool: 'libimage-exiftool-perl',
  chromium: 'chromium',
  unzip: 'unzip',
  zip: 'zip',
  nc: 'netcat-openbsd',
  dig: 'bind9-dnsutils',
  ps: 'procps',
  pkill: 'procps',
  top: 'procps',
  xz: 'xz-utils',
  '7z': '7zip',
  gpg: 'gnupg',
};

/** Programs of Debian's essential packages: in every image with a shell. */
const ESSENTIAL: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'cat',
  'cp',
  'mv',
  'rm',
  'ls',
  'mkdir',
  'chmod',
  'chown',
  'date',
  'echo',
  'env',
  'find',
  'xargs',
  'grep',
  'sed',
  'awk',
  'sort',
  'head',
  'tail',
  'tar',
  'gzip',
  'gunzip',
  'sleep',
  'tee',
  'touch',
  'uname',
  'wc',
  'perl',
  'hostname',
  'df',
  'du',
  'id',
  'kill',
  'ln',
  'stat',
  'tr',
  'true',
  'false',
  'test',
  'printf',
  'cut',
  'diff',
  'md5sum',
  'sha256sum',
  'base64',
  'nproc',
]);

/** What the full (not slim) language images bring already, for builds. */
const IN_FULL_IMAGES: ReadonlySet<string> = new Set([
  'autoconf',
  'automake',
  'build-essential',
  'bzip2',
  'ca-certificates',
  'curl',
  'default-libmysqlclient-dev',
  'dpkg-dev',
  'file',
  'g++',
  'gcc',
  'git',
  'gnupg',
  'libbz2-dev',
  'libc6-dev',
  'libcurl4-openssl-dev',
  'libffi-dev',
  'libgdbm-dev',
  'libglib2.0-dev',
  'libgmp-dev',
  'libjpeg-dev',
  'libkrb5-dev',
  'liblzma-dev',
  'libncurses-dev',
  'libpng-dev',
  'libpq-dev',
  'libreadline-dev',
  'libsqlite3-dev',
  'libssl-dev',
  'libtool',
  'libwebp-dev',
  'libxml2-dev',
  'libxslt-dev',
  'libxslt1-dev',
  'libyaml-dev',
  'make',
  'mercurial',
  'openssh-client',
  'patch',
  'pkg-config',
  'procps',
  'python3',
  'subversion',
  'unzip',
  'wget',
  'xz-utils',
  'zlib1g-dev',
]);

/** Packages that a build on the full image of a language still has to install. */
export function missingInFullImage(names: readonly string[]): readonly string[] {
  return names.filter((name) => !IN_FULL_IMAGES.has(name));
}

/** Whether a package is of no use to the running application. */
export function isBuildOnly(name: string): boolean {
  const bare = name.replace(/[=:/].*$/, '');
  return (
    BUILD_ONLY.has(bare) || FETCHERS.has(bare) || /-dev$|-headers(-|$)|-dbg(sym)?$|-doc$/.test(bare)
  );
}

/** Packages for a person at a prompt: no build and no program uses them. */
export function isForPeople(name: string): boolean {
  return /^(vim(-tiny)?|nano|emacs|less|htop|tree|man-db|strace|gdb|sudo|file|curl|wget|httpie|lsb-release|apt-utils)$/.test(
    name.replace(/[=:/].*$/, ''),
  );
}

/** Programs a package brings that an application may start: its own name and the known others. */
export function programsOf(name: string): readonly string[] {
  const bare = name.replace(/[=:/].*$/, '');
  const others = Object.entries(PACKAGE_OF).filter(([, owner]) => owner === bare);
  return [bare, ...others.map(([program]) => program)];
}

/** The Debian package that brings a program; undefined when every image with a shell has it. */
export function packageOf(program: string): string | undefined {
  return ESSENTIAL.has(program) ? undefined : (PACKAGE_OF[program] ?? program);
}
