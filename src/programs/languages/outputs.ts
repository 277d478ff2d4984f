import type { Change } from '../../facts/image.ts';
import { childPath, originOf } from '../effect.ts';
import type { Command, Environment } from '../types.ts';
import { fromContext } from './node-project.ts';

/** Where builds of front ends and services put what they make. */
const USUAL = ['dist', 'build', 'out'];

/**
 * Usual places of what builds make that a build with known settings does not use. Such a directory may lie in a
 * build context at another time; whoever builds in the image has it from there, and from nowhere else.
 */
export function unusedOutputs(
  command: Command,
  env: Environment,
  dir: string,
  made: readonly string[],
): Change[] {
  const origin = originOf(command);
  return USUAL.map((name) => childPath(dir, name))
    .filter((path) => !made.some((one) => one === path || one.startsWith(`${path}/`)))
    .filter((path) => fromContext(env, path))
    .map((path) => ({ do: 'remove', path, origin }));
}
