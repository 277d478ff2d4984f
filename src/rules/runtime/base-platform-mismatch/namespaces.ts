/**
 * Organisations on Docker Hub that hold the official images of one platform each.
 * Source: github.com/docker-library/official-images, "Architectures other than amd64?".
 */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['amd64', 'linux/amd64'],
  ['arm32v5', 'linux/arm'],
  ['arm32v6', 'linux/arm'],
  ['arm32v7', 'linux/arm'],
  ['arm64v8', 'linux/arm64'],
  ['i386', 'linux/386'],
  ['mips64le', 'linux/mips64le'],
  ['ppc64le', 'linux/ppc64le'],
  ['riscv64', 'linux/riscv64'],
  ['s390x', 'linux/s390x'],
  ['winamd64', 'windows/amd64'],
]);
