import type { Family, Ground, SizeRow } from './types.ts';

const SIZES: readonly SizeRow[] = [{ unpacked: [90, 480], compressed: [35, 170] }];
const SMALL: readonly SizeRow[] = [{ unpacked: [75, 160], compressed: [30, 60] }];
/** What no image of Fedora, Red Hat and those built of their packages has: other distributions' own tools. */
const FOREIGN: readonly string[] = 'apt apt-get aptitude apk zypper pacman dpkg apt-key'.split(' ');

/** An image with dnf, or the small one with microdnf. */
function family(
  id: string,
  names: readonly string[],
  ground: Ground = 'dnf',
  words: readonly (readonly string[])[] = [[]],
): Family {
  return {
    family: id,
    names,
    moving: ['latest', 'rawhide', 'stream8', 'stream9', 'stream10'],
    variants: words.map((some) => {
      const small = ground === 'microdnf' || some.includes('minimal');
      return {
        words: some,
        ground: small ? 'microdnf' : ground,
        flavour: small ? 'minimal' : 'full',
        sizes: small ? SMALL : SIZES,
        // The small ones have microdnf in place of dnf.
        without: small ? [...FOREIGN, 'dnf', 'yum'] : FOREIGN,
        cmd: ['/bin/bash'],
      };
    }),
    confidence: 'knowledge',
    source: 'public listings 2024–2026; packages of Fedora and Red Hat Enterprise Linux',
  };
}

export const RED_HAT_IMAGES: readonly Family[] = [
  family('fedora', ['fedora', 'quay.io/fedora/fedora', 'registry.fedoraproject.org/fedora']),
  family('centos', ['centos', 'quay.io/centos/centos']),
  family('rockylinux', ['rockylinux', 'rockylinux/rockylinux'], 'dnf', [[], ['minimal']]),
  family('almalinux', ['almalinux'], 'dnf', [[], ['minimal']]),
  family('oraclelinux', ['oraclelinux']),
  family('amazonlinux', ['amazonlinux', 'public.ecr.aws/amazonlinux/amazonlinux']),
  family('ubi', [
    'registry.access.redhat.com/ubi8',
    'registry.access.redhat.com/ubi9',
    'registry.access.redhat.com/ubi10',
    'registry.access.redhat.com/ubi8/ubi',
    'registry.access.redhat.com/ubi9/ubi',
    'registry.access.redhat.com/ubi10/ubi',
  ]),
  family(
    'ubi-minimal',
    [
      'registry.access.redhat.com/ubi8-minimal',
      'registry.access.redhat.com/ubi9-minimal',
      'registry.access.redhat.com/ubi8/ubi-minimal',
      'registry.access.redhat.com/ubi9/ubi-minimal',
      'registry.access.redhat.com/ubi10/ubi-minimal',
    ],
    'microdnf',
  ),
];
