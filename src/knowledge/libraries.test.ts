import { describe, expect, it } from 'vitest';
import { lookupBase } from './bases/index.ts';
import { baseHasLibrary, notBroughtBy, sonamesOf, sonamesOfPackage } from './libraries.ts';

const PLATFORM = 'linux/amd64';

function has(ref: string, soname: string): string {
  const base = lookupBase(ref, PLATFORM);
  if (base === undefined) throw new Error(`${ref} is not known`);
  return baseHasLibrary(base, soname);
}

describe('libraries of base images', () => {
  it.each([
    ['debian:12-slim', 'libstdc++.so.6', 'yes'],
    ['debian:12-slim', 'libpq.so.5', 'no'],
    ['debian:12-slim', 'libssl.so.3', 'no'],
    ['debian:13-slim', 'libssl.so.3', 'unknown'],
    ['python:3.12-slim', 'libssl.so.3', 'yes'],
    ['python:3.12-slim', 'libpq.so.5', 'no'],
    ['python:3.12-slim', 'libpython3.12.so.1.0', 'yes'],
    ['python:3.13-slim', 'libpython3.12.so.1.0', 'no'],
    // Headers of half the world come with libraries nobody has listed here.
    ['python:3.12', 'libpq.so.5', 'unknown'],
    ['gcr.io/distroless/static-debian12', 'libz.so.1', 'no'],
    ['gcr.io/distroless/base-debian12', 'libstdc++.so.6', 'no'],
    ['gcr.io/distroless/cc-debian12', 'libstdc++.so.6', 'yes'],
    ['alpine:3.23', 'libstdc++.so.6', 'no'],
    ['node:22-alpine', 'libstdc++.so.6', 'unknown'],
    ['debian:12-slim', 'libunheard-of.so.1', 'unknown'],
  ])('%s: %s %s', (ref, soname, answer) => {
    expect(has(ref, soname)).toBe(answer);
  });
});

describe('names of libraries', () => {
  it('are found behind what a linker and pkg-config are given', () => {
    expect(sonamesOf('pq')).toEqual(['libpq.so.5']);
    expect(sonamesOf('m')).toEqual([]);
    expect(sonamesOfPackage('libpq')).toEqual(['libpq.so.5']);
    expect(sonamesOfPackage('openssl')).toEqual(['libssl.so.3', 'libcrypto.so.3']);
  });
});

describe('what packages certainly do not bring', () => {
  it('is much for small ones, and only what is the administrator’s for others', () => {
    const library = '/usr/lib/x86_64-linux-gnu/libpq.so.5';
    expect(notBroughtBy(['ca-certificates', 'tini']).test(library)).toBe(true);
    expect(notBroughtBy(['ca-certificates', 'postgresql-client']).test(library)).toBe(false);
    expect(notBroughtBy([]).test(library)).toBe(false);
    expect(notBroughtBy(['python3']).test('/usr/local/bin/python3')).toBe(true);
    expect(notBroughtBy(['python3']).test('/usr/bin/python3')).toBe(false);
  });
});
