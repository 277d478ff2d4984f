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
 * Bytes a package brings to a slim Debian with what it depends on, without the recommended packages
 * that apt installs unless told not to, or with them.
 * Packages of one command share dependencies: their sum is the most they can take.
 */
export function aptSize(name: string, recommended: boolean = false): Bytes | undefined {
  const row = rowOf(name);
  if (row === undefined) return undefined;
  return recommended ? kilobytes(row[2], row[3]) : kilobytes(row[0], row[1]);
}
