import { inDirectory } from './grounds.ts';
import type { Family, Variant } from './types.ts';

const PATH = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const COMMON: Pick<Variant, 'programs' | 'env' | 'cmd' | 'without'> = {
  programs: inDirectory(
    '/usr/local/bin',
    'python python3 python-config python3-config pip pip3 pydoc pydoc3 idle idle3',
  ),
  env: { PATH, LANG: 'C.UTF-8' },
  cmd: ['python3'],
  // Installed programs that are called most.
  without:
    'flask celery alembic django-admin streamlit hypercorn daphne granian waitress-serve fastapi'.split(
      ' ',
    ),
};
/** Minor versions of CPython 3 that an image of another one does not have beside its own. */
const MINORS = Array.from({ length: 10 }, (_, index) => `3.${index + 6}`);

const NONE: Record<string, string> = {};

function byVersion(version: string): {
  programs: string[];
  without: string[];
  env: Record<string, string>;
} {
  const minor = /^3\.\d+/.exec(version)?.[0];
  const named = minor === undefined ? '' : `python${minor} pip${minor}`;
  return {
    programs: inDirectory('/usr/local/bin', named),
    without:
      minor === undefined
        ? []
        : MINORS.filter((one) => one !== minor).flatMap((one) => [
            `/usr/local/bin/python${one}`,
            `/usr/local/lib/python${one}/site-packages`,
          ]),
    env: /^\d+\.\d+\.\d+/.test(version) ? { PYTHON_VERSION: version } : NONE,
  };
}

export const PYTHON_IMAGES: Family = {
  family: 'python',
  names: ['python'],
  allAccounts: true,
  language: 'python',
  product: 'python',
  moving: ['latest'],
  releases: [
    { since: '3.9', release: '13' },
    { since: '3.8', release: '12' },
  ],
  variants: [
    {
      words: [],
      ground: 'buildpack',
      flavour: 'full',
      sizes: [{ unpacked: [960, 1130], compressed: [365, 405] }],
      ...COMMON,
      confidence: 'measured',
    },
    {
      words: ['slim'],
      ground: 'debian-slim',
      flavour: 'slim',
      sizes: [
        { since: '3.12', unpacked: [113, 132], compressed: [41, 48] },
        { unpacked: [120, 152], compressed: [43, 57] },
      ],
      ...COMMON,
      programs: [
        ...(COMMON.programs ?? []),
        '/usr/bin/openssl',
        '/usr/bin/c_rehash',
        '/usr/sbin/update-ca-certificates',
      ],
      confidence: 'measured',
    },
    {
      words: [],
      ground: 'alpine',
      flavour: 'alpine',
      sizes: [{ unpacked: [43, 65], compressed: [15, 22] }],
      ...COMMON,
      confidence: 'knowledge',
    },
  ],
  byVersion,
  confidence: 'source',
  source: 'recipes of docker-library/python, August 2026; sizes of stand-ins and public listings',
};
