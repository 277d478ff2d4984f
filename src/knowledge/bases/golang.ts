import { inDirectory } from './grounds.ts';
import { GOLANG_BIN } from './programs-debian.ts';
import type { Family, Variant } from './types.ts';

const COMMON: Pick<Variant, 'env' | 'workdir'> = {
  env: {
    PATH: '/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    GOPATH: '/go',
    GOTOOLCHAIN: 'local',
  },
  workdir: '/go',
};
const GO = inDirectory('/usr/local/go/bin', 'go gofmt');

export const GOLANG_IMAGES: Family = {
  family: 'golang',
  names: ['golang'],
  allAccounts: true,
  language: 'go',
  product: 'golang',
  moving: ['latest'],
  releases: [
    { since: '1.24', release: '13' },
    { since: '1.20', release: '12' },
  ],
  variants: [
    {
      words: [],
      ground: 'buildpack-scm',
      flavour: 'full',
      sizes: [{ unpacked: [790, 930], compressed: [270, 330] }],
      ...COMMON,
      programs: [...GO, ...inDirectory('/usr/bin', GOLANG_BIN)],
      cmd: ['bash'],
      confidence: 'measured',
    },
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: [{ unpacked: [225, 340], compressed: [65, 90] }],
      ...COMMON,
      programs: GO,
      confidence: 'knowledge',
    },
  ],
  byVersion: (version) =>
    /^\d+\.\d+\.\d+$/.test(version) ? { env: { GOLANG_VERSION: version } } : {},
  confidence: 'source',
  source: 'recipes of docker-library/golang, August 2026; sizes of stand-ins and public listings',
};
