import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import type { Command, ProgramEffect } from '../programs/types.ts';
import type { Span } from '../text/span.ts';

/**
 * Files that BuildKit mounts over those of the image while a RUN runs, for reading only (executor/oci:
 * hosts and resolv.conf; the kernel's own file systems). Writing, replacing and removing them fails;
 * tried with BuildKit 0.33. `/etc/hostname` is not among them.
 */
const MOUNTED = /^\/etc\/(hosts|resolv\.conf)$|^\/(proc\/)?sys\//;

const BUILDER: Origin = { by: 'assumption', what: 'the builder' };

/** The need for a file that is not mounted, of whoever writes to such a one; undefined: nobody minds. */
export function mountedNeed(path: string, at: Span): Need | undefined {
  return MOUNTED.test(path)
    ? { what: 'unmounted', arg: path, at, met: 'no', origin: BUILDER }
    : undefined;
}

/** The effect of a command that meant to write to a mounted file, and says so by name: it fails. */
export function withoutMounted(effect: ProgramEffect, { name, args, at }: Command): ProgramEffect {
  if (effect.succeeds === 'no') return effect;
  // sed puts a new file in the place of the one it is given, whatever is known of that.
  const inPlace =
    name === 'sed' && args.some(({ value }) => /^(-[a-zA-Z]*i|--in-place)/.test(value ?? ''));
  for (const { value } of inPlace ? args : []) {
    const need = value === undefined ? undefined : mountedNeed(value, at);
    if (need) return { ...effect, needs: [...effect.needs, need], succeeds: 'no' };
  }
  for (const { path, do: what } of effect.changes) {
    const need = what === 'doubt' ? undefined : mountedNeed(path, at);
    const named = args.some(({ value, glob }) => glob !== true && value?.endsWith(path) === true);
    if (need && named) return { ...effect, needs: [...effect.needs, need], succeeds: 'no' };
  }
  return effect;
}
