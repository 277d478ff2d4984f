import type { BaseFacts } from '../../facts/image.ts';
import { type Bytes, typically } from '../../facts/bytes.ts';
import { cycleOf } from '../end-of-life.ts';
import { inDirectory } from './grounds.ts';
import { BUSYBOX } from './programs-busybox.ts';

/** One of Google's images; sizes in megabytes by Debian release. */
interface Distroless {
  readonly unpacked: Readonly<Record<string, number>>;
  readonly compressed: Readonly<Record<string, number>>;
  readonly programs: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const GLIBC = inDirectory(
  '/usr/bin',
  'getconf getent iconv ldd locale localedef pldd tzselect zdump',
);

/** Kinds with all programs of the C library's packages. */
const GLIBC_KINDS: ReadonlySet<string> = new Set(['python3']);

/** Sizes: stand-ins made from the same Debian packages, November 2026. */
const KINDS: Readonly<Record<string, Distroless>> = {
  static: { unpacked: { 12: 1.9, 13: 2.1 }, compressed: { 12: 0.7, 13: 0.7 }, programs: [] },
  'base-nossl': { unpacked: { 12: 14.5, 13: 14.9 }, compressed: { 12: 6, 13: 6.2 }, programs: [] },
  base: { unpacked: { 12: 20.2, 13: 23.2 }, compressed: { 12: 8.1, 13: 9 }, programs: [] },
  cc: { unpacked: { 12: 23.1, 13: 26.4 }, compressed: { 12: 9.2, 13: 10.2 }, programs: [] },
  nodejs: {
    unpacked: { 12: 146, 13: 150 },
    compressed: { 12: 53, 13: 55 },
    programs: ['/nodejs/bin/node'],
    entrypoint: ['/nodejs/bin/node'],
  },
  python3: {
    unpacked: { 12: 53.5, 13: 57.5 },
    compressed: { 12: 19.5, 13: 21.5 },
    programs: [...GLIBC, '/usr/sbin/ldconfig', '/usr/bin/python', '/usr/bin/python3'],
    env: { LANG: 'C.UTF-8' },
  },
  java: {
    unpacked: { 12: 222, 13: 225 },
    compressed: { 12: 82, 13: 84 },
    programs: ['/usr/bin/java'],
    entrypoint: ['/usr/bin/java', '-jar'],
    env: { LANG: 'C.UTF-8' },
  },
  'java-base': { unpacked: { 12: 33, 13: 36 }, compressed: { 12: 14, 13: 15 }, programs: [] },
};

/** The python3 package of each Debian release. */
const PYTHON: Readonly<Record<string, string>> = { 11: '3.9', 12: '3.11', 13: '3.13' };
const NAME =
  /^gcr\.io\/distroless\/(static|base-nossl|base|cc|nodejs|python3|java-base|java)(\d*)(?:-debian(\d+))?$/;
const TAG = /^(latest|nonroot|debug|debug-nonroot)(?:-(?:amd64|arm64|arm|s390x|ppc64le|riscv64))?$/;
const NEWEST_DEBIAN = '13';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function megabytes(table: Readonly<Record<string, number>>, release: string, more: number): Bytes {
  return typically(((table[release] ?? table[NEWEST_DEBIAN] ?? 0) + more) * 1e6, 0.06);
}

function runtimeOf(kind: string, line: string, release: string): BaseFacts['runtime'] {
  if (kind === 'nodejs' && line !== '') return { language: 'node', version: line };
  if (kind === 'java' && line !== '') return { language: 'java', version: line };
  const python = kind === 'python3' ? PYTHON[release] : undefined;
  return python === undefined ? undefined : { language: 'python', version: python };
}

/** The earlier end of the runtime that Google adds and of Debian, which maintains all else. */
function endOf(kind: string, line: string, release: string): string | undefined {
  const debian = cycleOf('debian', release);
  const node = kind === 'nodejs' && line !== '' ? cycleOf('node', line)?.end : undefined;
  return [node, debian?.extended ?? debian?.end].filter((end) => end !== undefined).toSorted()[0];
}

/** Debug images have busybox beside what the others have. */
function programsOf(kind: string, base: Distroless, release: string, debug: boolean): string[] {
  const python = kind === 'python3' ? PYTHON[release] : undefined;
  return [
    ...base.programs,
    '/usr/sbin/update-ca-certificates',
    ...(GLIBC_KINDS.has(kind) ? inDirectory('/usr/sbin', 'iconvconfig zic') : []),
    ...(GLIBC_KINDS.has(kind) && release !== '12' ? ['/usr/bin/ld.so'] : []),
    ...(python === undefined ? [] : [`/usr/bin/python${python}`]),
    ...(debug ? inDirectory('/busybox', BUSYBOX) : []),
  ];
}

function entrypointOf(
  kind: string,
  base: Distroless,
  release: string,
  debug: boolean,
): readonly string[] | undefined {
  if (kind === 'python3') return [`/usr/bin/python${PYTHON[release] ?? '3'}`];
  return base.entrypoint ?? (debug ? ['/busybox/sh'] : undefined);
}

/** What is known of an image of gcr.io/distroless, by name and tag. */
export function lookupDistroless(ref: string, name: string, tag: string): BaseFacts | undefined {
  const [, kind = '', line = '', written] = NAME.exec(name) ?? [];
  const [, flavour = ''] = TAG.exec(tag) ?? [];
  const base = KINDS[kind];
  if (base === undefined || flavour === '') return undefined;
  if (line !== '' && kind !== 'nodejs' && kind !== 'java') return undefined;
  const release = written ?? NEWEST_DEBIAN;
  const debug = flavour.startsWith('debug');
  const nonroot = flavour.endsWith('nonroot');
  const runtime = runtimeOf(kind, line, release);
  const end = endOf(kind, line, release);
  const entrypoint = entrypointOf(kind, base, release, debug);
  return {
    ref,
    family: `distroless-${kind}`,
    flavour: 'distroless',
    os: { id: 'debian', release, libc: kind === 'static' ? 'none' : 'glibc' },
    ...(runtime === undefined ? {} : { runtime }),
    ...(end === undefined ? {} : { endOfLife: end }),
    size: megabytes(base.unpacked, release, debug ? 2 : 0),
    compressed: megabytes(base.compressed, release, debug ? 1 : 0),
    user: nonroot ? '65532' : '0',
    users: [
      { name: 'root', uid: 0, gid: 0, home: '/root' },
      { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent' },
      { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' },
    ],
    workdir: nonroot ? '/home/nonroot' : '/',
    env: {
      PATH: debug ? `${PATH}:/busybox` : PATH,
      SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt',
      ...base.env,
    },
    ...(entrypoint === undefined ? {} : { entrypoint }),
    programs: programsOf(kind, base, release, debug),
    without: [],
    complete: true,
    confidence: 'measured',
    source: 'stand-ins made from the packages of the official recipes, November 2026',
  };
}
