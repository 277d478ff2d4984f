import { CYCLES } from './end-of-life-data.ts';

/** One release cycle of a product; dates are ISO days. */
export interface Cycle {
  readonly cycle: string;
  readonly release: string;
  /** Newest release of the cycle when the data was made. */
  readonly latest: string;
  /** Undefined: no date is set. */
  readonly end?: string;
  /** Ended, on a day that is not known. */
  readonly ended?: true;
  /** From when it is a long-term release. */
  readonly lts?: string;
  /** End of extended support (Debian's LTS team, Ubuntu's paid ESM). */
  readonly extended?: string;
  readonly codename?: string;
}

export interface Life {
  readonly cycle: Cycle;
  /** `extended`: only extended support is left. */
  readonly state: 'coming' | 'supported' | 'extended' | 'ended';
}

/** Day the data was made. */
export const END_OF_LIFE_DATA: string = '2026-08-22';

/** The ISO day of a time in milliseconds since the epoch (UTC). */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** All cycles of a product, newest first; none when the data does not have it. */
export function cyclesOf(product: string): readonly Cycle[] {
  return Object.hasOwn(CYCLES, product) ? (CYCLES[product] ?? []) : [];
}

/** The cycle a version belongs to: `22.23.3` to `22`, `3.12.1` to `3.12`, a codename to its release. */
export function cycleOf(product: string, version: string): Cycle | undefined {
  return cyclesOf(product).find(
    ({ cycle, codename }) =>
      version === cycle ||
      version.startsWith(`${cycle}.`) ||
      codename?.split(' ')[0] === version.toLowerCase(),
  );
}

function stateOn(cycle: Cycle, day: string): Life['state'] {
  if (cycle.release > day) return 'coming';
  if (cycle.ended !== true && (cycle.end === undefined || day <= cycle.end)) return 'supported';
  return cycle.extended !== undefined && day <= cycle.extended ? 'extended' : 'ended';
}

/** What is known of a version's support on a day (ISO); undefined: not in the data. */
export function lifeOf(product: string, version: string, day: string): Life | undefined {
  const cycle = cycleOf(product, version);
  return cycle && { cycle, state: stateOn(cycle, day) };
}

/** Long-term cycles that are supported on a day, newest first. */
export function supportedLts(product: string, day: string): readonly Cycle[] {
  return supported(product, day).filter(({ lts }) => lts !== undefined && lts <= day);
}

/** Cycles that are out and supported on a day, newest first. */
export function supported(product: string, day: string): readonly Cycle[] {
  return cyclesOf(product).filter((cycle) => stateOn(cycle, day) === 'supported');
}

/**
 * The cycle to choose among those a requirement accepts: the newest long-term one that is supported,
 * else the newest supported, else the newest that is out at all (then say that it has ended).
 */
export function newestWithin(
  product: string,
  accepts: (cycle: Cycle) => boolean,
  day: string,
): Cycle | undefined {
  return (
    supportedLts(product, day).find(accepts) ??
    supported(product, day).find(accepts) ??
    cyclesOf(product).find((cycle) => stateOn(cycle, day) !== 'coming' && accepts(cycle))
  );
}
