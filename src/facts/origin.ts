import type { Span } from '../text/span.ts';

/** Why something is so: who made it, where, and what that came from. */
export interface Origin {
  readonly by: 'base' | 'context' | 'stage' | 'command' | 'package' | 'assumption';
  /** In the Dockerfile. */
  readonly at?: Span;
  /** Name of the base, path, package or program; or the assumption in words. */
  readonly what?: string;
  readonly from?: Origin;
}

/** A value with its origin, or an unknown that names its cause. */
export type Fact<T> =
  | { readonly known: true; readonly value: T; readonly origin: Origin }
  | { readonly known: false; readonly because: Origin };

export function known<T>(value: T, origin: Origin): Fact<T> {
  return { known: true, value, origin };
}

export function unknown<T>(because: Origin): Fact<T> {
  return { known: false, because };
}

/** The value, or undefined when it is not known. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.known ? fact.value : undefined;
}
