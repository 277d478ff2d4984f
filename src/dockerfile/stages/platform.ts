import { joinPath } from '../build/os-path.ts';
import { goQuote } from '../chars.ts';

/** A platform in normal form. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
  readonly variant: string;
  /** As in `windows(10.0.17763)/amd64`. */
  readonly osVersion?: string;
  /** As in `windows(10.0.17763+win32k)/amd64`. */
  readonly osFeatures?: readonly string[];
}

/** A platform, or the message of containerd's parser. */
export type ParsedPlatform = { readonly platform: Platform } | { readonly error: string };

const SYSTEMS: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES: ReadonlySet<string> = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);

const ARM_VARIANTS: Readonly<Record<string, string>> = {
  '': 'v7',
  '5': 'v5',
  '6': 'v6',
  '7': 'v7',
  '8': 'v8',
};
const ARM64_VARIANTS: Readonly<Record<string, string>> = {
  '8': '',
  v8: '',
  'v8.0': '',
  '9': 'v9',
  '9.0': 'v9',
  'v9.0': 'v9',
};

function normalArch(written: string, writtenVariant: string): { arch: string; variant: string } {
  const arch = written.toLowerCase();
  const variant = writtenVariant.toLowerCase();
  if (arch === 'i386') return { arch: '386', variant: '' };
  if (arch === 'x86_64' || arch === 'x86-64' || arch === 'amd64') {
    return { arch: 'amd64', variant: variant === 'v1' ? '' : variant };
  }
  if (arch === 'aarch64' || arch === 'arm64')
    return { arch: 'arm64', variant: ARM64_VARIANTS[variant] ?? variant };
  if (arch === 'armhf') return { arch: 'arm', variant: 'v7' };
  if (arch === 'armel') return { arch: 'arm', variant: 'v6' };
  return { arch, variant: arch === 'arm' ? (ARM_VARIANTS[variant] ?? variant) : variant };
}

const INVALID = 'invalid argument';
const component = /^[A-Za-z0-9_.-]+$/;
const system = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;

type Options = Pick<Platform, 'osVersion' | 'osFeatures'>;

/** Undoes `%2B` and the like; undefined when it cannot be undone. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function systemOptions(version: string, features: string): Options | undefined {
  const osVersion = decoded(version);
  const written = features === '' ? [] : features.slice(1).split('+');
  const osFeatures = written.map(decoded);
  if (osVersion === undefined || osFeatures.includes(undefined)) return undefined;
  const kept = osFeatures.filter((feature) => feature !== undefined && feature !== '');
  return {
    ...(osVersion === '' ? {} : { osVersion }),
    ...(kept.length === 0 ? {} : { osFeatures: kept as string[] }),
  };
}

function single(specifier: string, os: string, options: Options): ParsedPlatform {
  if (SYSTEMS.has(os)) return { platform: { os, arch: 'amd64', variant: '', ...options } };
  const { arch, variant } = normalArch(specifier, '');
  if (!ARCHITECTURES.has(arch)) {
    return { error: `${goQuote(specifier)}: unknown operating system or architecture: ${INVALID}` };
  }
  return {
    platform: { os: 'linux', arch, variant: arch === 'arm' && variant === 'v7' ? '' : variant },
  };
}

function partsError(specifier: string, parts: readonly string[]): string | undefined {
  const [first = ''] = parts;
  if (!system.test(first)) {
    const what = `OSAndVersion specifier component must match ${goQuote(system.source)}`;
    return `${goQuote(first)} is an invalid OS component of ${goQuote(specifier)}: ${what}: ${INVALID}`;
  }
  const bad = parts.slice(1).find((part) => !component.test(part));
  if (bad === undefined) return undefined;
  const what = `platform specifier component must match ${goQuote(component.source)}`;
  return `${goQuote(bad)} is an invalid component of ${goQuote(specifier)}: ${what}: ${INVALID}`;
}

/** At most four parts: what comes after belongs to the last one. */
function partsOf(specifier: string): readonly string[] {
  const parts = specifier.split('/');
  return parts.length <= 4 ? parts : [...parts.slice(0, 3), parts.slice(3).join('/')];
}

/**
 * Reads `os[/arch[/variant]]` with the aliases that containerd knows (`x86_64`, `aarch64`, `macos` …).
 * Source: containerd/platforms.
 */
export function parsePlatform(specifier: string): ParsedPlatform {
  if (specifier.includes('*'))
    return { error: `${goQuote(specifier)}: wildcards not yet supported: ${INVALID}` };
  const parts = partsOf(specifier);
  const [first = '', second = '', third = ''] = parts;
  const wrong = partsError(specifier, parts);
  if (wrong !== undefined) return { error: wrong };
  const [, name = '', version = '', features = ''] = system.exec(first) ?? [];
  const options = systemOptions(version, features);
  if (options === undefined) {
    const what = `has an invalid OS version ${goQuote(version)}: ${INVALID}`;
    return { error: `${goQuote(specifier)} ${what}` };
  }
  const lower = name.toLowerCase();
  const os = lower === 'macos' ? 'darwin' : lower;
  if (parts.length === 1) return single(specifier, os, options);
  if (parts.length > 3)
    return { error: `${goQuote(specifier)}: cannot parse platform specifier: ${INVALID}` };
  const { arch, variant } = normalArch(second, third);
  const written =
    parts.length === 2
      ? arch === 'arm' && variant === 'v7'
        ? ''
        : variant
      : arch === 'arm64' && variant === ''
        ? 'v8'
        : variant;
  return { platform: { os, arch, variant: written, ...options } };
}

/** The platform as engines compare it: `linux/arm` is `linux/arm/v7`, `linux/arm64/v8` is `linux/arm64`. */
export function normalPlatform(platform: Platform): Platform {
  const { osFeatures } = platform;
  const features = osFeatures && [...new Set(osFeatures)].toSorted();
  return {
    ...platform,
    os: platform.os === '' ? 'linux' : platform.os,
    ...normalArch(platform.arch, platform.variant),
    ...(features === undefined ? {} : { osFeatures: features }),
  };
}

/** `os/arch[/variant]`, without version and features of the system. */
export function shortPlatform({ os, arch, variant }: Platform): string {
  return os === '' ? 'unknown' : joinPath(os, arch, variant);
}

const SIGNS: Readonly<Record<string, string>> = {
  '%': '%25',
  '+': '%2B',
  '(': '%28',
  ')': '%29',
  '/': '%2F',
};

function encoded(text: string): string {
  return text.replace(/[%+()/]/g, (sign) => SIGNS[sign] ?? sign);
}

/** `os[(version[+feature…])]/arch[/variant]`. */
export function formatPlatform(platform: Platform): string {
  const { osVersion = '', osFeatures = [] } = platform;
  if (osVersion === '' && osFeatures.length === 0) return shortPlatform(platform);
  const features = [...new Set(osFeatures)].toSorted().map((feature) => `+${encoded(feature)}`);
  const os = `${platform.os}(${encoded(osVersion)}${features.join('')})`;
  return shortPlatform({ ...platform, os });
}
