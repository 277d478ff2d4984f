import type { Elf, Extension } from '../facts/binary.ts';
import type { Entry } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import type { Tri } from '../facts/tri.ts';
import { readElf } from '../formats/elf.ts';
import { LIBRARY_PACKAGES, baseHasLibrary } from '../knowledge/libraries.ts';
import type { Span } from '../text/span.ts';
import type { Environment } from './types.ts';

type Place = Pick<Need, 'at'>;

/** The loaders' places, as the ABI of each architecture fixes them. */
const LOADERS: Readonly<Record<string, Readonly<Record<'glibc' | 'musl', string>>>> = {
  amd64: { glibc: '/lib64/ld-linux-x86-64.so.2', musl: '/lib/ld-musl-x86_64.so.1' },
  arm64: { glibc: '/lib/ld-linux-aarch64.so.1', musl: '/lib/ld-musl-aarch64.so.1' },
};
const TRIPLETS: Readonly<Record<string, string>> = {
  amd64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};
/** What the C library itself brings. */
const OWN = /^(ld-|lib(c|m|dl|rt|pthread|resolv|util|anl|nsl|mvec)[.-]|linux-vdso)/;
/** Files of the context bigger than this are not read for their headers. */
const LARGEST = 64 << 20;

/** The architecture of the platform that is built for: `amd64`; undefined: no Linux, or a variant. */
function machineOf(env: Environment): string | undefined {
  const [system, machine] = env.platform.split('/');
  return system === 'linux' ? machine : undefined;
}

/** What starting a program in machine code needs: a processor, a loader and libraries that are there. */
export function linkNeeds(env: Environment, path: string, entry: Entry, at: Span): Need[] {
  const elf = entry.binary?.kind === 'elf' ? entry.binary : contextElf(env, entry);
  return elf === undefined ? [] : elfNeeds(env, elf, path, { at });
}

/** A program that lies in the build context says itself what it needs. */
function contextElf(env: Environment, { content, size, origin }: Entry): Elf | undefined {
  if (content === undefined || !('context' in content) || size.high > LARGEST) return undefined;
  const bytes = env.context?.read(content.context);
  const header = bytes && readElf(bytes);
  if (header === undefined) return undefined;
  const { machine, loader, libraries, libraryPath } = header;
  const libc = loader === undefined ? 'static' : libcOf(loader);
  const foreign = machine === machineOf(env) ? {} : { machine: machine ?? 'other' };
  return {
    kind: 'elf',
    libc: libc ?? 'static',
    // Libraries beside the program, or a loader of its own: nobody knows what lies there.
    libraries: libraryPath === undefined && libc !== undefined ? libraries : [],
    ...foreign,
    origin,
  };
}

function libcOf(loader: string): 'glibc' | 'musl' | undefined {
  if (loader.includes('/ld-musl')) return 'musl';
  return /^\/lib(64|x32)?\/ld(-linux|64)/.test(loader) ? 'glibc' : undefined;
}

function elfNeeds(env: Environment, elf: Elf, path: string, place: Place): Need[] {
  const base = { ...place, origin: elf.origin, by: path };
  const own = machineOf(env);
  if (elf.machine !== undefined && own !== undefined && elf.machine !== own)
    return [
      {
        ...base,
        what: 'architecture',
        arg: elf.machine,
        met: canEmulate(own, elf.machine),
        detail: own,
      },
    ];
  if (elf.libc === 'static') return [];
  const loader = loaderNeed(env, elf.libc, base);
  if (loader === undefined || loader.met !== 'yes') return loader ? [loader] : [];
  return [loader, ...libraryNeeds(env, elf.libraries, path, base)];
}

/** 386 runs on amd64; what else a kernel may be set up to run is its own affair. */
function canEmulate(own: string, machine: string): Tri {
  return own === 'amd64' && machine === '386' ? 'unknown' : 'no';
}

/** The loader of a C library; undefined on architectures whose place for it is not in the table. */
function loaderNeed(
  env: Environment,
  libc: 'glibc' | 'musl',
  base: Pick<Need, 'at' | 'origin' | 'by'>,
): Need | undefined {
  const loader = LOADERS[machineOf(env) ?? '']?.[libc];
  if (loader === undefined) return undefined;
  const found = env.files.get(loader);
  const system = env.base?.os.libc;
  const byBase = found.is === 'unknown' && found.origin.by === 'base' && env.base !== undefined;
  const met = byBase ? baseStarts(env.base, libc) : found.is;
  // An image with a C library of its own is told so; in one without any the loader is missing.
  const other = system === 'glibc' || system === 'musl' ? system : undefined;
  return met === 'no' && other !== undefined && other !== libc
    ? { ...base, what: 'libc', arg: libc, met, detail: other }
    : { ...base, what: 'loader', arg: loader, met };
}

function baseStarts(base: Environment['base'], libc: 'glibc' | 'musl'): Tri {
  const system = base?.os.libc;
  if (system === libc) return 'yes';
  if (system === 'none') return base?.flavour === 'distroless' ? 'no' : 'unknown';
  return system === undefined ? 'unknown' : 'no';
}

/** The need of each shared library, by soname. */
export function libraryNeeds(
  env: Environment,
  sonames: readonly string[],
  by: string,
  base: Pick<Need, 'at' | 'origin'>,
): Need[] {
  return sonames
    .filter((soname) => !OWN.test(soname))
    .map((soname): Need => {
      const name = LIBRARY_PACKAGES[soname];
      const met = hasLibrary(env, soname);
      const detail =
        name === undefined || env.base?.packageManager !== 'apt' ? {} : { detail: name };
      return { ...base, what: 'library', arg: soname, met, by, ...detail };
    });
}

/** Whether the loader finds a library: where the system keeps them, and along LD_LIBRARY_PATH. */
function hasLibrary(env: Environment, soname: string): Tri {
  const set = env.variable('LD_LIBRARY_PATH');
  // What is given to a container at its start is not counted on.
  if (set?.known === false && (set.because.by !== 'base' || env.base === undefined))
    return 'unknown';
  const triplet = TRIPLETS[machineOf(env) ?? ''];
  const places = [
    ...(set?.known === true ? set.value : '').split(':').filter((one) => one.startsWith('/')),
    ...(triplet === undefined ? [] : [`/usr/lib/${triplet}`, `/lib/${triplet}`]),
    '/usr/local/lib',
    '/usr/lib',
    '/lib',
    '/usr/lib64',
    '/lib64',
  ];
  // Other places may have been told to the loader.
  if (env.files.list('/etc/ld.so.conf.d').entries.length > 0) return 'unknown';
  let byBase = false;
  for (const place of places) {
    const { is, origin } = env.files.get(`${place}/${soname}`);
    if (is === 'yes') return 'yes';
    if (is === 'unknown' && origin.by !== 'base') return 'unknown';
    if (is === 'unknown') byBase = true;
  }
  if (env.base === undefined) return byBase ? 'unknown' : 'no';
  return byBase ? baseHasLibrary(env.base, soname) : 'no';
}

/** Machine code in a module that was made for another runtime, another C library, or without its libraries. */
export function extensionNeeds(
  env: Environment,
  extension: Extension,
  runtime: string | undefined,
  name: string,
  place: Place,
): Need[] {
  const base = { ...place, origin: extension.origin, by: name };
  const { version, libc, language } = extension;
  const made = `${language} ${version ?? ''}`.trim();
  if (version !== undefined && runtime !== undefined && version !== runtime)
    return [{ ...base, what: 'extension', arg: made, met: 'no', detail: `${language} ${runtime}` }];
  const system = env.base?.os.libc;
  if (libc !== undefined && (system === 'glibc' || system === 'musl') && system !== libc)
    return [{ ...base, what: 'extension', arg: libc, met: 'no', detail: system }];
  return libraryNeeds(env, extension.libraries, name, base);
}
