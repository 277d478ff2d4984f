import type { Host } from '../host/types.ts';
import { type FindOptions, findDocker } from './docker.ts';
import type { Builder, NoBuilder } from './types.ts';

/** Finds what can build and run here, or says why nothing can and what to do about it. */
export function findBuilder(host: Host, options: FindOptions): Promise<Builder | NoBuilder> {
  return findDocker(host, options);
}

/** Whether nothing was found. */
export function isNoBuilder(found: Builder | NoBuilder): found is NoBuilder {
  return 'reason' in found;
}
