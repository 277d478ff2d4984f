import type { Bytes } from '../facts/bytes.ts';
import { APT_SIZES, type AptRow } from './apt-sizes-data.ts';

/** The name without version, release and architecture: `curl=7.*`, `gcc:amd64`, `git/bookworm`. */
function rowOf(name: string): AptRow | undefined {
  const plain = name.replace(/[=:/].*$/, '');
  return Object.hasOwn(APT_SIZES, plain) ? APT_SIZES[plain] : undefined;
}

function kilobytes(low: number, high: number): Bytes {
  return { low: low * 1000, high: high * 1000, basis: 'typical' };
}

/**
 * Bytes a package brings to a slim Debian with what it depends on, without recommended packages.
 * Packages of one command share dependencies: their sum is the most they can take.
 */
export function aptSize(name: string): Bytes | undefined {
  const row = rowOf(name);
  return row && kilobytes(row[0], row[1]);
}

/** The same with recommended packages, as apt installs them unless told not to. */
export function aptSizeRecommended(name: string): Bytes | undefined {
  const row = rowOf(name);
  return row && kilobytes(row[2], row[3]);
}
