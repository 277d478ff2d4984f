import { goQuote } from './chars.ts';

/** A platform in normal form. */
export interface Platform {
  readonly os: string;
  readonly arch: string;
  readonly variant: string;
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
const system = /^([A-Za-z0-9_-]+)(?:\(.*\))?$/;

function single(specifier: string, os: string): ParsedPlatform {
  if (SYSTEMS.has(os)) return { platform: { os, arch: 'amd64', variant: '' } };
  const { arch, variant } = normalArch(specifier, '');
  if (!ARCHITECTURES.has(arch)) {
    return { error: `${goQuote(specifier)}: unknown operating system or architecture: ${INVALID}` };
  }
  return {
    platform: { os: 'linux', arch, variant: arch === 'arm' && variant === 'v7' ? '' : variant },
  };
}

/**
 * Reads `os[/arch[/variant]]` with the aliases that containerd knows (`x86_64`, `aarch64`, `macos` …).
 * Source: containerd/platforms.
 */
export function parsePlatform(specifier: string): ParsedPlatform {
  if (specifier.includes('*'))
    return { error: `${goQuote(specifier)}: wildcards not yet supported: ${INVALID}` };
  const parts = specifier.split('/');
  const [first = '', second = '', third = ''] = parts;
  const match = system.exec(first);
  if (match === null)
    return {
      error: `${goQuote(first)} is an invalid OS component of ${goQuote(specifier)}: ${INVALID}`,
    };
  const bad = parts.slice(1).find((part) => !component.test(part));
  if (bad !== undefined)
    return {
      error: `${goQuote(bad)} is an invalid component of ${goQuote(specifier)}: ${INVALID}`,
    };
  const lower = (match[1] ?? '').toLowerCase();
  const os = lower === 'macos' ? 'darwin' : lower;
  if (parts.length === 1) return single(specifier, os);
  if (parts.length > 3)
    return { error: `${goQuote(specifier)}: cannot parse platform specifier: ${INVALID}` };
  const { arch, variant } = normalArch(second, third);
  if (parts.length === 2)
    return { platform: { os, arch, variant: arch === 'arm' && variant === 'v7' ? '' : variant } };
  return { platform: { os, arch, variant: arch === 'arm64' && variant === '' ? 'v8' : variant } };
}

/** `os/arch[/variant]`. */
export function formatPlatform({ os, arch, variant }: Platform): string {
  return [os, arch, variant].filter((part) => part !== '').join('/');
}
