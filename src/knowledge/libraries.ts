import type { BaseFacts } from '../facts/image.ts';
import type { Tri } from '../facts/tri.ts';

// Shared libraries by soname, in the order of the alphabet. Measured on the images' file lists, amd64,
// November 2026; what is brought by a package is the same on every architecture.

/** Of every Debian image: apt, dpkg and the essential packages bring them. */
const DEBIAN =
  'libbz2.so.1.0 libcap.so.2 libcrypt.so.1 libdb-5.3.so libgcc_s.so.1 libgmp.so.10 liblz4.so.1 liblzma.so.5 libpcre2-8.so.0 libseccomp.so.2 libstdc++.so.6 libsystemd.so.0 libtinfo.so.6 libudev.so.1 libz.so.1 libzstd.so.1';
const BY_RELEASE: Readonly<Record<string, string>> = {
  12: 'libffi.so.8',
  13: 'libcrypto.so.3 libffi.so.8 libsqlite3.so.0 libssl.so.3',
};
/** What CPython's slim images add: what its standard library is linked to. */
const PYTHON =
  'libcrypto.so.3 libffi.so.8 libgssapi_krb5.so.2 libncursesw.so.6 libreadline.so.8 libsqlite3.so.0 libssl.so.3 libuuid.so.1';
const ALPINE = 'libcrypto.so.3 libssl.so.3 libz.so.1';

/** The images of distroless: whole lists, the C library's own files left out. */
const DISTROLESS: Readonly<Record<string, string>> = {
  'distroless-static': '',
  'distroless-base-nossl': '',
  'distroless-base': 'libcrypto.so.3 libssl.so.3',
  'distroless-cc':
    'libcrypto.so.3 libgcc_s.so.1 libgomp.so.1 libssl.so.3 libstdc++.so.6 libz.so.1 libzstd.so.1',
};

/** The Debian package that brings a library. `t64` names of Debian 13 answer to these, too. */
export const LIBRARY_PACKAGES: Readonly<Record<string, string>> = {
  'libarchive.so.13': 'libarchive13',
  'libasound.so.2': 'libasound2',
  'libatomic.so.1': 'libatomic1',
  'libcairo.so.2': 'libcairo2',
  'libcjson.so.1': 'libcjson1',
  'libcrypto.so.3': 'libssl3',
  'libcurl.so.4': 'libcurl4',
  'libev.so.4': 'libev4',
  'libexpat.so.1': 'libexpat1',
  'libfontconfig.so.1': 'libfontconfig1',
  'libfreetype.so.6': 'libfreetype6',
  'libgcc_s.so.1': 'libgcc-s1',
  'libgd.so.3': 'libgd3',
  'libgfortran.so.5': 'libgfortran5',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgomp.so.1': 'libgomp1',
  'libjansson.so.4': 'libjansson4',
  'libjemalloc.so.2': 'libjemalloc2',
  'libmagic.so.1': 'libmagic1',
  'libmariadb.so.3': 'libmariadb3',
  'libmicrohttpd.so.12': 'libmicrohttpd12',
  'libmosquitto.so.1': 'libmosquitto1',
  'libncurses.so.6': 'libncurses6',
  'libncursesw.so.6': 'libncursesw6',
  'libodbc.so.2': 'libodbc2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libpcap.so.0.8': 'libpcap0.8',
  'libpng16.so.16': 'libpng16-16',
  'libportaudio.so.2': 'libportaudio2',
  'libpq.so.5': 'libpq5',
  'librdkafka.so.1': 'librdkafka1',
  'libreadline.so.8': 'libreadline8',
  'libsodium.so.23': 'libsodium23',
  'libsqlite3.so.0': 'libsqlite3-0',
  'libssl.so.3': 'libssl3',
  'libstdc++.so.6': 'libstdc++6',
  'libusb-1.0.so.0': 'libusb-1.0-0',
  'libuv.so.1': 'libuv1',
  'libvips.so.42': 'libvips42',
  'libX11.so.6': 'libx11-6',
  'libxml2.so.2': 'libxml2',
  'libxslt.so.1': 'libxslt1.1',
  'libyaml-0.so.2': 'libyaml-0-2',
  'libz.so.1': 'zlib1g',
  'libzbar.so.0': 'libzbar0',
  'libzmq.so.5': 'libzmq5',
};

/** What a linker's `-l` means, of libraries whose soname is the same on Debian 12 and 13. */
const LINKED: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(LIBRARY_PACKAGES).map((soname) => [
    /^lib(.+?)\.so/.exec(soname)?.[1] ?? soname,
    [soname],
  ]),
);
/** Names of pkg-config that are not `lib` and the linker's name, or the linker's name itself. */
const PKG_CONFIG: Readonly<Record<string, readonly string[]>> = {
  'libxml-2.0': ['libxml2.so.2'],
  openssl: ['libssl.so.3', 'libcrypto.so.3'],
  zlib: ['libz.so.1'],
  'yaml-0.1': ['libyaml-0.so.2'],
  ncurses: ['libncurses.so.6'],
  vips: ['libvips.so.42'],
  rdkafka: ['librdkafka.so.1'],
};

/** Sonames that the linker's `-lNAME` writes into a program; empty: the C library's own, or not known. */
export function sonamesOf(name: string): readonly string[] {
  return LINKED[name] ?? [];
}

/** Sonames behind a name of pkg-config. */
export function sonamesOfPackage(name: string): readonly string[] {
  return PKG_CONFIG[name] ?? LINKED[name] ?? LINKED[name.replace(/^lib/, '')] ?? [];
}

/** The sonames that a Debian package brings. */
export function sonamesIn(debianPackage: string): string[] {
  const plain = debianPackage.replace(/t64$/, '');
  return Object.keys(LIBRARY_PACKAGES).filter((soname) => LIBRARY_PACKAGES[soname] === plain);
}

/** Whether a base image brings a shared library, by soname. */
export function baseHasLibrary(base: BaseFacts, soname: string): Tri {
  const has = (...lists: readonly string[]): boolean =>
    lists.some((list) => list.split(' ').includes(soname));
  const distroless = DISTROLESS[base.family];
  // cc of Debian 13 has two more than that of Debian 12.
  if (distroless !== undefined)
    return has(distroless) ? (soname.startsWith('libz') ? 'unknown' : 'yes') : 'no';
  const python = /^libpython(3\.\d+)\.so/.exec(soname)?.[1];
  if (python !== undefined && base.family === 'python')
    return base.runtime?.version.startsWith(python) === true ? 'yes' : 'no';
  const watched = python !== undefined || Object.hasOwn(LIBRARY_PACKAGES, soname);
  if (base.family === 'alpine') return has(ALPINE) ? 'yes' : watched ? 'no' : 'unknown';
  if (base.os.id !== 'debian' || base.packageManager !== 'apt') return 'unknown';
  if (has(DEBIAN)) return 'yes';
  const release = base.os.release ?? '';
  const plain = base.family === 'debian' || (base.family === 'node' && base.flavour === 'slim');
  const slim = base.family === 'python' && base.flavour === 'slim';
  if (BY_RELEASE[release] === undefined || !(plain || slim)) return 'unknown';
  if (slim && has(PYTHON)) return 'yes';
  if (has(BY_RELEASE[release])) return 'unknown';
  return watched ? 'no' : 'unknown';
}

/** Packages of Debian and Alpine that bring none of the libraries below, whatever they depend on. */
const SMALL_PACKAGES = new Set(
  'bash bash-completion ca-certificates ca-certificates-bundle curl dumb-init gosu iputils-ping jq less locales nano net-tools netcat-openbsd netcat-traditional openssl procps su-exec sudo tini tzdata unzip wget xz-utils zip'.split(
    ' ',
  ),
);
const NOT_BY_THEM =
  /\/(ld-(linux|musl)[^/]*|lib(pq|mariadb|xml2|xslt|zmq|vips|cairo|pango-1\.0|gd|rdkafka|sodium|portaudio|odbc|zbar|ev|uv|gfortran|gomp|usb-1\.0|pcap|asound|cjson|jansson|mosquitto|microhttpd|yaml-0|python3)\.so[^/]*)$/;

/** Packages of a distribution leave /usr/local to the administrator (Filesystem Hierarchy Standard, 4.9). */
const LOCAL_PYTHON = /^\/usr\/local\/bin\/python3?(\.\d+)?$/;
const NEITHER = new RegExp(`${NOT_BY_THEM.source}|${LOCAL_PYTHON.source}`);

/** Paths that installing these packages of a distribution certainly does not bring. */
export function notBroughtBy(names: readonly string[]): RegExp {
  return names.length > 0 && names.every((name) => SMALL_PACKAGES.has(name))
    ? NEITHER
    : LOCAL_PYTHON;
}
