import type { Family, SizeRow } from './types.ts';

/** Images of distributions and of what they are built up with. */
const TRIXIE_OR_BOOKWORM: readonly SizeRow[] = [
  { since: '13', unpacked: [118, 121], compressed: [48, 53] },
  { since: '12', unpacked: [115, 118], compressed: [47, 52] },
  { unpacked: [100, 130], compressed: [45, 56] },
];
const SLIM: readonly SizeRow[] = [
  { since: '13', unpacked: [77, 80], compressed: [28, 33] },
  { since: '12', unpacked: [73, 76], compressed: [27, 31] },
  { unpacked: [55, 82], compressed: [22, 32] },
];

const DEBIAN: Family = {
  family: 'debian',
  names: ['debian'],
  allAccounts: true,
  product: 'debian',
  moving: ['latest', 'stable', 'oldstable', 'testing', 'unstable', 'sid'],
  variants: [
    { words: [], ground: 'debian', flavour: 'full', sizes: TRIXIE_OR_BOOKWORM, cmd: ['bash'] },
    { words: ['slim'], ground: 'debian-slim', flavour: 'slim', sizes: SLIM, cmd: ['bash'] },
  ],
  confidence: 'measured',
  source: 'stand-ins made with mmdebstrap, November 2026; public listings',
};

const UBUNTU: Family = {
  family: 'ubuntu',
  names: ['ubuntu'],
  product: 'ubuntu',
  moving: ['latest', 'rolling', 'devel'],
  variants: [
    {
      words: [],
      ground: 'ubuntu',
      flavour: 'full',
      sizes: [
        { since: '26.04', unpacked: [75, 105], compressed: [28, 40] },
        { unpacked: [63, 82], compressed: [25, 32] },
      ],
      cmd: ['/bin/bash'],
    },
  ],
  confidence: 'knowledge',
  source: 'public listings 2024–2026',
};

const ALPINE: Family = {
  family: 'alpine',
  names: ['alpine'],
  allAccounts: true,
  product: 'alpine',
  moving: ['latest', 'edge'],
  variants: [
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: [{ unpacked: [7.3, 9], compressed: [3.3, 4.1] }],
      cmd: ['/bin/sh'],
    },
  ],
  confidence: 'knowledge',
  source: 'public listings 2024–2026; packages of Alpine 3.23',
};

const BUSYBOX_SIZES: readonly SizeRow[] = [{ unpacked: [1.3, 4.6], compressed: [0.7, 2.3] }];

const BUSYBOX: Family = {
  family: 'busybox',
  names: ['busybox'],
  moving: ['latest', 'stable', 'unstable'],
  variants: [[], ['musl'], ['glibc'], ['uclibc']].map((words) => ({
    words,
    ground: 'busybox',
    flavour: 'minimal',
    sizes: BUSYBOX_SIZES,
    cmd: ['sh'],
  })),
  confidence: 'knowledge',
  source: 'public listings 2024–2026',
};

const BUILDPACK: Family = {
  family: 'buildpack-deps',
  names: ['buildpack-deps'],
  allAccounts: true,
  moving: ['latest', 'stable', 'oldstable', 'testing', 'sid'],
  variants: [
    {
      words: [],
      ground: 'buildpack',
      flavour: 'full',
      sizes: [{ unpacked: [850, 1030], compressed: [320, 395] }],
    },
    {
      words: ['scm'],
      ground: 'buildpack-scm',
      flavour: 'full',
      sizes: [{ unpacked: [290, 360], compressed: [105, 135] }],
    },
    {
      words: ['curl'],
      ground: 'buildpack-curl',
      flavour: 'full',
      sizes: [{ unpacked: [140, 180], compressed: [58, 75] }],
    },
  ],
  confidence: 'measured',
  source: 'stand-ins made with the official package lists, November 2026',
};

export const DISTRIBUTION_IMAGES: readonly Family[] = [DEBIAN, UBUNTU, ALPINE, BUSYBOX, BUILDPACK];
