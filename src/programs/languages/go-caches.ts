import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Leftover } from '../../facts/image.ts';
import { originOf, putDirectory } from '../effect.ts';
import type { Command, Environment, ProgramEffect } from '../types.ts';

/** A module's sources: most lie between 100 kB and 8 MB; the archive is kept beside them. */
const ONE_MODULE: Bytes = { low: 100_000, high: 10e6, basis: 'typical' };
/** The compiled standard library and the dependencies: 60 MB for a small service. */
const BUILD_CACHE: Bytes = { low: 30e6, high: 500e6, basis: 'typical' };

/** A variable that decides where Go keeps things; undefined where it is unset, empty or not known. */
export function goVariable(env: Environment, name: string): string | undefined {
  const value = env.variable(name);
  return value?.known === true && value.value !== '' ? value.value : undefined;
}

/** Where downloaded modules lie. */
export function moduleCache(env: Environment): string {
  return (
    goVariable(env, 'GOMODCACHE') ?? `${goVariable(env, 'GOPATH') ?? `${env.home}/go`}/pkg/mod`
  );
}

/** Where compiled packages lie. */
export function buildCache(env: Environment): string {
  return goVariable(env, 'GOCACHE') ?? `${env.home}/.cache/go-build`;
}

/** What a go command leaves in its two caches. */
export function caches(
  command: Command,
  env: Environment,
  builds: boolean,
): Pick<ProgramEffect, 'changes' | 'leftovers' | 'reads' | 'network'> {
  const origin = originOf(command);
  const details = env.application?.details;
  const count =
    env.application?.language.value === 'go' ? env.application.dependencies.length : undefined;
  const vendored = details?.language === 'go' && details.vendored;
  const there = env.files.get(moduleCache(env)).entry;
  const size: Bytes =
    vendored || there !== undefined || count === 0
      ? NO_BYTES
      : count === undefined
        ? { low: 0, high: 1e9, basis: 'unknown' }
        : { low: ONE_MODULE.low * count, high: ONE_MODULE.high * count, basis: 'typical' };
  const parts = [
    { path: moduleCache(env), size },
    { path: buildCache(env), size: builds ? BUILD_CACHE : NO_BYTES },
  ].filter((one) => one.size.high > 0);
  return {
    changes: parts.map((one) => putDirectory(command, env, one.path, one.size)),
    leftovers: parts.map((one): Leftover => ({ kind: 'cache', ...one, origin })),
    reads: size.high > 0 ? [{ kind: 'network', what: 'go' }] : [],
    network: size.high > 0 ? 'yes' : 'unknown',
  };
}
