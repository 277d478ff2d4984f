import type { Failure } from './failing.ts';

/** What fails, for the middle of a sentence. */
export const WHAT: Readonly<Record<Failure['when'], string>> = {
  build: 'this RUN',
  start: 'the container',
  health: 'the health check',
};

/** The same, for the beginning. */
export const SENTENCE: Readonly<Record<Failure['when'], string>> = {
  build: 'This RUN',
  start: 'The container',
  health: 'The health check',
};
