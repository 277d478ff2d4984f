import type { Need } from '../facts/need.ts';
import type { Origin } from '../facts/origin.ts';
import type { Command, Environment } from './types.ts';

/** The version of a language that the base brings, where the program at hand is the base's own. */
export function runtimeOf(
  env: Environment,
  language: string,
  program: string,
): { readonly version: string; readonly origin: Origin } | undefined {
  const { runtime } = env.base ?? {};
  if (runtime?.language !== language || !/^\d/.test(runtime.version)) return undefined;
  const found = env.find(program);
  return found.is === 'yes' && found.origin.by === 'base'
    ? { version: runtime.version, origin: found.origin }
    : undefined;
}

/** Numbers of a version, as many as are written. */
export function numbersOf(version: string): number[] {
  const text = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '';
  return text === '' ? [] : text.split('.').map(Number);
}

/** Whether `here` is certainly older than `wanted`: what is not written of it may be anything. */
export function isOlder(here: string, wanted: string): boolean {
  const [own, least] = [numbersOf(here), numbersOf(wanted)];
  if (least.length === 0) return false;
  for (const [index, number] of own.entries()) {
    const other = least[index] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}

/** The need for a version, not met. */
export function needVersion(command: Command, asked: string, here: string, origin: Origin): Need {
  return { what: 'version', arg: asked, at: command.at, met: 'no', origin, detail: here };
}
