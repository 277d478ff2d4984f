import type { BaseFacts } from '../../facts/image.ts';

/** Which directories an image has besides those its record names. */
export interface Layout {
  /** Directories that are there. */
  readonly there: readonly string[];
  /** Those of them in which nothing lies. */
  readonly empty: readonly string[];
  /** Names at the top that may be there, or not. */
  readonly doubtful: readonly string[];
  /** Whether there is nothing else at the top. */
  readonly closed: boolean;
}

/** Directories of Debian and Ubuntu: packages base-files and usrmerge. */
const DEBIAN =
  'bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var'.split(' ');
/** Directories of Alpine: package alpine-baselayout. */
const ALPINE = 'bin dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var'.split(
  ' ',
);
/** Directories of the distroless images, which have no package but base-files and what is listed. */
const DISTROLESS = 'bin boot dev etc home lib lib64 proc root run sbin sys tmp usr var'.split(' ');
/** Directories of nearly every Linux image. */
const ANY = 'bin dev etc proc root sys tmp usr var'.split(' ');
/** Links that merging /usr leaves for other word lengths, on some releases. */
const OTHER_LIBRARIES = ['lib32', 'libo32', 'libx32'];
/** Directories that distributions ship empty. */
const EMPTY = ['/home', '/media', '/mnt', '/srv', '/tmp', '/var/tmp'];

/** Images that add nothing at the top of the distribution below them but what is named elsewhere. */
const PLAIN: ReadonlySet<string> = new Set(
  'debian ubuntu alpine node python golang rust ruby bun buildpack-deps maven gradle eclipse-temurin'.split(
    ' ',
  ),
);

/** The layout of an image by its distribution; held against real images by the engine tests. */
export function layoutOf(base: BaseFacts): Layout {
  const { id } = base.os;
  const closed = PLAIN.has(base.family);
  if (base.flavour !== 'distroless' && (id === 'debian' || id === 'ubuntu'))
    return { there: DEBIAN, empty: EMPTY, doubtful: OTHER_LIBRARIES, closed };
  if (id === 'alpine') return { there: ALPINE, empty: EMPTY, doubtful: [], closed };
  if (base.flavour === 'distroless')
    return { there: DISTROLESS, empty: ['/tmp'], doubtful: [], closed: true };
  return { there: ANY, empty: ['/tmp'], doubtful: [], closed: false };
}

/**
 * Images in which nothing lies where applications are put: /opt and /usr/src are empty but for Yarn's own
 * directory, and home directories have files of shells alone. Listed in images of Debian 12 and 13, of their
 * slim variants and of Alpine, November 2026.
 */
export const BARE: ReadonlySet<string> = new Set(
  'debian ubuntu alpine node python golang nginx rust ruby bun buildpack-deps'.split(' '),
);
/** Names that applications have, and that no shell has in a home directory. */
export const APPLICATION: readonly string[] = [
  'app',
  'src',
  'code',
  'project',
  'package.json',
  'node_modules',
  'requirements.txt',
];

/** What official images do not have, and what somebody makes who changes where packages come from. */
export const APT_UNTOUCHED: readonly string[] = [
  '/etc/apt/apt.conf',
  '/etc/apt/apt.conf.d/90assumeyes',
  '/etc/apt/sources.list',
  '/etc/apt/sources.list.d/more.list',
];

/** Where people put applications: no official image has anything there. */
export const LEFT_FREE: readonly string[] = [
  '/usr/src/app',
  '/usr/src/bot',
  '/usr/app',
  '/opt/app',
  '/var/app',
  '/usr/local/app',
];
/** The same below the home of a user that the image has for it. */
export const FREE_AT_HOME: readonly string[] = [
  'app',
  'src',
  'code',
  'project',
  'server',
  'api',
  'bot',
  'workspace',
  'work',
];
