import type { BaseFacts } from '../../facts/image.ts';

/** The empty image. */
export const SCRATCH: BaseFacts = {
  ref: 'scratch',
  family: 'scratch',
  flavour: 'scratch',
  os: { id: 'none', libc: 'none' },
  size: { low: 0, high: 0, basis: 'exact' },
  compressed: { low: 0, high: 0, basis: 'exact' },
  user: '',
  users: [],
  workdir: '/',
  env: {},
  programs: [],
  without: [],
  complete: true,
  confidence: 'source',
  source: 'the empty image of the Dockerfile reference',
};
