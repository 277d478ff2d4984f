import type { Family } from './types.ts';

const BIN = '/usr/local/bin';
const NODE = [
  `${BIN}/node`,
  `${BIN}/nodejs`,
  `${BIN}/npm`,
  `${BIN}/npx`,
  `${BIN}/docker-entrypoint.sh`,
];
const USER = [{ name: 'node', uid: 1000, gid: 1000, home: '/home/node' }];
const STARTS = { entrypoint: ['docker-entrypoint.sh'], cmd: ['node'] };

const NONE: Record<string, string> = {};

/** Which programs a line of Node brings: Corepack from 16.9 to 24, Yarn Classic to 25. */
function programsOf(version: string): {
  programs: string[];
  without: string[];
  env: Record<string, string>;
} {
  const major = Number.parseInt(version, 10);
  const corepack = major >= 16 && major <= 24;
  const yarn = major <= 25;
  return {
    programs: [
      ...(corepack ? [`${BIN}/corepack`] : []),
      ...(yarn ? [`${BIN}/yarn`, `${BIN}/yarnpkg`] : []),
    ],
    without: ['pnpm', ...(corepack ? [] : ['corepack']), ...(yarn ? [] : ['yarn', 'yarnpkg'])],
    env: /^\d+\.\d+\.\d+$/.test(version) ? { NODE_VERSION: version } : NONE,
  };
}

export const NODE_IMAGES: Family = {
  family: 'node',
  names: ['node'],
  allAccounts: true,
  language: 'node',
  product: 'node',
  aliases: {
    krypton: '24',
    jod: '22',
    iron: '20',
    hydrogen: '18',
    gallium: '16',
    fermium: '14',
    erbium: '12',
  },
  moving: ['latest', 'lts', 'current'],
  releases: [
    { since: '26', release: '13' },
    { since: '18', release: '12' },
  ],
  settledSince: '18.17',
  variants: [
    {
      words: [],
      ground: 'buildpack',
      flavour: 'full',
      sizes: [
        { since: '26', unpacked: [1200, 1260], compressed: [440, 465] },
        { since: '21', unpacked: [1100, 1140], compressed: [395, 425] },
        { unpacked: [900, 1110], compressed: [340, 410] },
      ],
      programs: NODE,
      users: USER,
      ...STARTS,
      confidence: 'measured',
    },
    {
      words: ['slim'],
      ground: 'debian-slim',
      flavour: 'slim',
      sizes: [
        { since: '26', unpacked: [250, 310], compressed: [80, 100] },
        { since: '21', unpacked: [220, 285], compressed: [75, 95] },
        { unpacked: [165, 245], compressed: [58, 82] },
      ],
      programs: NODE,
      users: USER,
      ...STARTS,
      confidence: 'measured',
    },
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: [
        { since: '20', unpacked: [130, 170], compressed: [45, 60] },
        { unpacked: [110, 180], compressed: [38, 60] },
      ],
      programs: NODE,
      users: USER,
      ...STARTS,
      confidence: 'knowledge',
    },
  ],
  byVersion: programsOf,
  confidence: 'source',
  source: 'recipes of docker-node, August 2026; sizes of stand-ins and public listings',
};
