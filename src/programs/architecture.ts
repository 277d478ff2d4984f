import type { Environment } from './types.ts';

/** What the kernel, Debian, Alpine and RPM call an architecture that Docker names. */
const NAMES: Readonly<Record<string, { kernel: string; debian: string; alpine: string }>> = {
  amd64: { kernel: 'x86_64', debian: 'amd64', alpine: 'x86_64' },
  arm64: { kernel: 'aarch64', debian: 'arm64', alpine: 'aarch64' },
  '386': { kernel: 'i686', debian: 'i386', alpine: 'x86' },
  ppc64le: { kernel: 'ppc64le', debian: 'ppc64el', alpine: 'ppc64le' },
  s390x: { kernel: 's390x', debian: 's390x', alpine: 's390x' },
  riscv64: { kernel: 'riscv64', debian: 'riscv64', alpine: 'riscv64' },
};

/** The platform's architecture as one of them calls it; undefined where that is not sure. */
export function architecture(
  env: Environment,
  by: 'kernel' | 'debian' | 'alpine',
): string | undefined {
  const [system, name, variant] = env.platform.split('/');
  if (system !== 'linux' || name === undefined || (variant !== undefined && name !== 'arm64'))
    return undefined;
  return NAMES[name]?.[by];
}
