import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change } from '../../facts/image.ts';
import type { Dependency } from '../../facts/project.ts';
import { childPath, putDirectory } from '../effect.ts';
import { type Options, has, valueOfOption } from '../options.ts';
import type { Command, Environment } from '../types.ts';

export type DependencyKind = 'production' | 'development';
export const PRODUCTION: readonly DependencyKind[] = ['production'];
export const DEV: readonly DependencyKind[] = ['development'];

/**
 * Bytes of one installed npm package: in trees of popular applications the mean lies between
 * 40 kB (Express) and 400 kB (front ends with their build tools).
 */
const ONE_PACKAGE: Bytes = { low: 30_000, high: 500_000, basis: 'typical' };
/** A direct dependency brings this many packages, itself included, when no lockfile says. */
const WITHOUT_LOCKFILE = { low: 1, high: 70 };

/** Packages far above the mean, with what they bring (unpacked bytes of recent versions). */
const HEAVY: Readonly<Record<string, number>> = {
  next: 150e6,
  typescript: 23e6,
  '@prisma/client': 60e6,
  prisma: 60e6,
  '@prisma/engines': 50e6,
  sharp: 18e6,
  puppeteer: 15e6,
  playwright: 12e6,
  electron: 250e6,
  webpack: 8e6,
  vite: 12e6,
  esbuild: 10e6,
  '@swc/core': 40e6,
  'aws-sdk': 95e6,
  googleapis: 120e6,
  '@tensorflow/tfjs-node': 500e6,
  'date-fns': 22e6,
  lodash: 5e6,
  '@angular/cli': 60e6,
  jest: 40e6,
  eslint: 15e6,
};

/** Bytes of `node_modules` for the application's dependencies of the kinds, and `named` packages given by hand. */
export function nodeModulesSize(
  env: Environment,
  kinds: readonly DependencyKind[],
  named: number,
): Bytes {
  const application = env.application?.language.value === 'node' ? env.application : undefined;
  if (!application)
    return kinds.includes('production') ? { low: 0, high: 1e9, basis: 'unknown' } : NO_BYTES;
  const chosen = application.dependencies.filter((one) =>
    kinds.includes(one.dev ? 'development' : 'production'),
  );
  const locked = application.dependencies.some((one) => !one.direct);
  return sumOf(chosen, locked, named);
}

function sumOf(chosen: readonly Dependency[], locked: boolean, named: number): Bytes {
  const factor = locked ? { low: 1, high: 1 } : WITHOUT_LOCKFILE;
  let [low, high] = [0, 0];
  for (const one of chosen) {
    const heavy = HEAVY[one.name];
    low += heavy === undefined ? ONE_PACKAGE.low * factor.low : heavy * 0.5;
    high += heavy === undefined ? ONE_PACKAGE.high * factor.high : heavy * 1.8;
  }
  return {
    low: low + named * ONE_PACKAGE.low,
    high: high + named * ONE_PACKAGE.high * WITHOUT_LOCKFILE.high,
    basis: 'typical',
  };
}

/** Whether an install leaves development dependencies out. */
export function isProduction(env: Environment, options: Options): boolean {
  const omit = valueOfOption(options, '--omit', '--only');
  if (omit === 'dev' || omit === 'prod' || omit === 'production') return true;
  if (['false', 'False'].includes(valueOfOption(options, '--production') ?? '')) return false;
  if (has(options, '--production', '--prod', '-P')) return true;
  if (valueOfOption(options, '--include') === 'dev') return false;
  const mode = env.variable('NODE_ENV');
  return mode?.known === true && mode.value === 'production';
}

/** What a script of package.json makes, when it is the application's build. */
export function scriptOutputs(command: Command, env: Environment, script: string): Change[] {
  const build = env.application?.build?.value;
  const { cwd } = env;
  if (build === undefined || cwd === undefined) return [];
  if (!new RegExp(`(^|\\s)${script.replaceAll(/\W/g, '\\$&')}(\\s|$)`).test(build.command))
    return [];
  const size: Bytes = { low: 1_000, high: 100e6, basis: 'typical' };
  return build.outputs.map((path) => putDirectory(command, env, childPath(cwd, path), size));
}
