import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Entry, Leftover, Package } from '../../facts/image.ts';
import { needDirectories } from '../access.ts';
import {
  childPath,
  effectBy,
  effectOf,
  exists,
  originOf,
  putDirectory,
  putFile,
  unknownEffect,
} from '../effect.ts';
import { type Options, valuesOf } from '../options.ts';
import type { Command, Environment, ProgramEffect } from '../types.ts';
import type { NodeManager } from './node-managers.ts';
import { DEV, PRODUCTION, isProduction, nodeModulesSize } from './node-sizes.ts';
import { leavesDevOut, programChanges } from './node-omitted.ts';
import { packageAbove, packageIn } from './node-project.ts';
import { globalInstall, specOf } from './npm-global.ts';
import { lockTextOf, projectFacts } from './npm-project.ts';
import { needManifest, projectDirectory } from './npm-scripts.ts';

/** A lockfile that is made anew. */
const LOCK: Partial<Entry> = { size: { low: 1_000, high: 1_000_000, basis: 'typical' } };

/** An install of the project, or for the whole machine (`global`): what it brings, needs and leaves behind. */
export function install(
  command: Command,
  env: Environment,
  manager: NodeManager,
  options: Options,
  global: boolean,
): ProgramEffect {
  const named = valuesOf(options.operands);
  const cache = manager.cache(env);
  const network = fromNetwork(command);
  if (global) return globalInstall(command, env, options, cache, network);
  const dir = projectDirectory(env, options);
  if (dir === undefined) return unknownEffect(command, env, network, command.args);
  const action =
    command.args.find((arg) => arg.value !== undefined && !arg.value.startsWith('-'))?.value ?? '';
  const production = isProduction(env, options);
  const size = nodeModulesSize(
    env,
    production ? PRODUCTION : [...PRODUCTION, ...DEV],
    named.length,
  );
  const dev = production ? NO_BYTES : nodeModulesSize(env, DEV, 0);
  const modules = childPath(dir, 'node_modules');
  const origin = originOf(command);
  const cached: Bytes = { low: size.low * 0.2, high: size.high * 0.9, basis: 'typical' };
  const leftovers: Leftover[] = [{ kind: 'cache', path: cache, size: cached, origin }];
  if (dev.high > 0) leftovers.push({ kind: 'dev-dependencies', path: modules, size: dev, origin });
  // Which version of a package does not matter here.
  const doubts = [
    ...options.strange,
    ...options.operands.filter((one) => specOf(one) === undefined),
  ];
  const found = packageAbove(env, dir);
  const project = projectFacts(command, env, { manager, action, options, found, dir });
  const lock = manager.lockfiles.map((name) => childPath(dir, name));
  const newLock = !project.strict && lock.every((path) => exists(env, path) === 'no');
  return effectBy(command, env, doubts, {
    needs: [
      ...(named.length > 0 ? [] : [needManifest(command, env, dir, found)]),
      ...project.needs,
      ...needDirectories(env, modules, command.at),
    ],
    changes: [
      ...(newLock ? lock.slice(0, 1).map((path) => putFile(command, env, path, LOCK)) : []),
      putDirectory(command, env, modules, size, true),
      ...project.programs,
      putDirectory(command, env, cache, cached),
    ],
    ...(named.length === 0 && project.starts.length > 0 ? { starts: project.starts } : {}),
    havoc: found === 'unknown' && named.length === 0 ? [{ path: dir, because: origin }] : [],
    packages: packagesOf(env, production, origin),
    leftovers,
    ...network,
  });
}

function fromNetwork({ name }: Command): Pick<ProgramEffect, 'network' | 'reads'> {
  return { network: 'yes', reads: [{ kind: 'network', what: name }] };
}

function packagesOf(
  env: Environment,
  production: boolean,
  origin: ReturnType<typeof originOf>,
): Package[] {
  const all = env.application?.language.value === 'node' ? env.application.dependencies : [];
  return all
    .filter((one) => !(production && one.dev))
    .map((one) => ({
      manager: 'npm',
      name: one.name,
      ...(one.version === undefined ? {} : { version: one.version }),
      size: NO_BYTES,
      origin,
      ...(one.dev ? { extra: 'dev' as const } : {}),
    }));
}

/** `npm prune --omit=dev`: only what is installed for development goes. */
export function prune(
  command: Command,
  env: Environment,
  manager: NodeManager,
  options: Options,
): ProgramEffect {
  const path = env.cwd === undefined ? undefined : childPath(env.cwd, 'node_modules');
  const entry = path === undefined ? undefined : env.files.get(path).entry;
  if (path === undefined) return effectOf();
  const size = nodeModulesSize(env, PRODUCTION, 0);
  // What stays keeps the layer it came with: pruning writes nothing.
  const changes: Change[] = entry
    ? [{ do: 'put', path, open: true, entry: { ...entry, size } }]
    : [];
  const project = env.cwd === undefined ? 'unknown' : packageIn(env, env.cwd);
  const programs =
    typeof project === 'object' && leavesDevOut(command, env, options, project) === 'yes'
      ? programChanges(command, env, project, lockTextOf(env, manager, project.dir), 'yes')
      : [];
  return effectOf({
    needs: [needManifest(command, env, env.cwd, project)],
    changes: [...changes, ...programs],
    clears: [{ kind: 'dev-dependencies', path }],
    writes: NO_BYTES,
  });
}
