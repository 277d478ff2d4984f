import type { BaseFacts } from '../facts/image.ts';

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
