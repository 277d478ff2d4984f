import { go } from './go/index.ts';
import { node } from './node/index.ts';
import { python } from './python/index.ts';
import type { Ecosystem } from './types.ts';

/** Every language plimsoll knows, in the order they are asked. */
export const ecosystems: readonly Ecosystem[] = [node, python, go];

/** The ecosystem of a language. */
export function ecosystemOf(name: Ecosystem['name']): Ecosystem {
  return { node, python, go }[name];
}
