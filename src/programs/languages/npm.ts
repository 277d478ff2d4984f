import { type Bytes, NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Leftover, Need, Package } from '../../facts/image.ts';
import {
  childPath,
  effectOf,
  exists,
  needFile,
  nothing,
  originOf,
  putDirectory,
  putFile,
  unknownEffect,
} from '../effect.ts';
import { DEV, PRODUCTION, isProduction, nodeModulesSize, scriptOutputs } from './node-sizes.ts';
import { type Options, has, splitOptions, valueOfOption, valuesOf } from '../options.ts';
import { NODE_MANAGERS, type NodeManager } from './node-managers.ts';
import { underCwd } from '../paths.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

const VALUES = [
  '--prefix',
  '-C',
  '--omit',
  '--only',
  '--include',
  '--registry',
  '--cache',
  '--loglevel',
  '-w',
  '--workspace',
  '--dir',
  '--filter',
  '-F',
  '--cwd',
  '--cache-folder',
  '--store-dir',
  '--network-timeout',
  '--fetch-timeout',
  '--modules-folder',
  '--mutex',
];

/** npm, yarn, pnpm, bun: the same work with other names for it. */
export const nodeManagers: Program = {
  names: ['npm', 'yarn', 'yarnpkg', 'pnpm', 'bun'],
  effect(command, env) {
    const manager = NODE_MANAGERS[command.name === 'yarnpkg' ? 'yarn' : command.name];
    const options = splitOptions(command.args, { values: VALUES });
    const [first, ...rest] = options.operands;
    const action = first?.value ?? '';
    const own = { ...options, operands: rest };
    if (manager === undefined || (first !== undefined && first.value === undefined))
      return unknownEffect(command, env);
    if (action === 'global')
      return install(command, env, manager, { ...own, operands: rest.slice(1) }, true);
    if (
      manager.install.includes(action) &&
      !(action === '' && command.args.length > options.flags.size)
    ) {
      if (has(options, '--version', '-v')) return nothing();
      return install(command, env, manager, own, has(options, '-g', '--global'));
    }
    switch (action) {
      case 'prune':
        return prune(command, env);
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: manager.cache(env), origin: originOf(command) }],
        });
      case 'store':
        return effectOf();
      case 'start':
      case 'test':
      case 't':
      case 'restart':
        return runScript(command, env, action === 't' ? 'test' : action);
      case 'run':
      case 'run-script':
        return runScript(command, env, rest[0]?.value);
      case 'config':
      case 'set':
      case 'version':
      case 'audit':
      case 'fund':
      case 'ls':
      case 'root':
      case 'bin':
      case 'pkg':
        return effectOf();
      case 'uninstall':
      case 'remove':
      case 'rm':
        return effectOf({ understood: !options.doubtful });
      default:
        // `yarn build`, `pnpm build`: the name of a script.
        return command.name === 'npm'
          ? unknownEffect(command, env)
          : runScript(command, env, action);
    }
  },
};

function projectOf(env: Environment, options: Options): string | undefined {
  const prefix = valueOfOption(options, '--prefix', '-C', '--dir', '--cwd');
  return prefix === undefined ? env.cwd : underCwd(env, prefix);
}

function install(
  command: Command,
  env: Environment,
  manager: NodeManager,
  options: Options,
  global: boolean,
): ProgramEffect {
  const named = valuesOf(options.operands);
  const cache = manager.cache(env);
  const network = {
    network: 'yes' as const,
    reads: [{ kind: 'network' as const, what: command.name }],
  };
  if (global) return globalInstall(command, env, named, cache, network);
  const dir = projectOf(env, options);
  if (dir === undefined) return unknownEffect(command, env, network);
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
  const lock = manager.lockfiles.map((name) => childPath(dir, name));
  const strict = manager.strict(action, options) ? [needAny(command, env, lock)] : [];
  const newLock =
    !manager.strict(action, options) && lock.every((path) => exists(env, path) === 'no');
  return effectOf({
    needs: [
      ...(named.length > 0 ? [] : [needFile(command, env, childPath(dir, 'package.json'))]),
      ...strict,
    ],
    changes: [
      ...(newLock && lock[0] !== undefined
        ? [
            putFile(command, env, lock[0], {
              size: { low: 1_000, high: 1_000_000, basis: 'typical' },
            }),
          ]
        : []),
      putDirectory(command, env, modules, size),
      putDirectory(command, env, cache, cached),
    ],
    packages: packagesOf(env, production, origin),
    leftovers,
    ...network,
    understood: !options.doubtful,
  });
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

/** One of several files must be there. */
function needAny(command: Command, env: Environment, paths: readonly string[]): Need {
  const found = paths.map((path) => env.files.get(path));
  const met = found.some((one) => one.is === 'yes')
    ? 'yes'
    : found.every((one) => one.is === 'no')
      ? 'no'
      : 'unknown';
  return {
    what: 'file',
    arg: paths[0] ?? '',
    at: command.at,
    met,
    origin: found[0]?.origin ?? originOf(command),
  };
}

function globalInstall(
  command: Command,
  env: Environment,
  named: readonly string[],
  cache: string,
  network: Partial<ProgramEffect>,
): ProgramEffect {
  const origin = originOf(command);
  // A tool with what it depends on: from a few hundred kB (serve, pm2) to 100 MB.
  const each: Bytes = { low: 100_000 * named.length, high: 60e6 * named.length, basis: 'typical' };
  const cached: Bytes = { low: each.low * 0.2, high: each.high * 0.6, basis: 'typical' };
  const programs = named.map((name): Change =>
    putFile(command, env, `/usr/local/bin/${toolOf(name)}`, {
      mode: { known: true, value: 0o755, origin },
    }),
  );
  return effectOf({
    changes: [
      putDirectory(command, env, '/usr/local/lib/node_modules', each),
      ...programs,
      putDirectory(command, env, cache, cached),
    ],
    havoc: [{ path: '/usr/local/bin', because: origin }],
    leftovers: [{ kind: 'cache', path: cache, size: cached, origin }],
    packages: named.map((name) => ({ manager: 'npm', name, size: NO_BYTES, origin })),
    ...network,
  });
}

/** `typescript@5` brings `tsc`, `@nestjs/cli` brings `nest`; else the program is named like the package. */
function toolOf(spec: string): string {
  const name = spec.replace(/(.)@.*$/, '$1');
  const known: Readonly<Record<string, string>> = {
    typescript: 'tsc',
    '@nestjs/cli': 'nest',
    '@angular/cli': 'ng',
    '@vue/cli': 'vue',
    vercel: 'vercel',
  };
  return known[name] ?? name.split('/').at(-1) ?? name;
}

/** `npm prune --omit=dev`: only what is installed for development goes. */
function prune(command: Command, env: Environment): ProgramEffect {
  const path = env.cwd === undefined ? undefined : childPath(env.cwd, 'node_modules');
  const entry = path === undefined ? undefined : env.files.get(path).entry;
  if (path === undefined) return effectOf();
  const size = nodeModulesSize(env, PRODUCTION, 0);
  // What stays keeps the layer it came with: pruning writes nothing.
  const changes: Change[] = entry
    ? [{ do: 'put', path, open: true, entry: { ...entry, size } }]
    : [];
  return effectOf({
    needs: [needFile(command, env, 'package.json')],
    changes,
    clears: [{ kind: 'dev-dependencies', path }],
    writes: NO_BYTES,
  });
}

function runScript(command: Command, env: Environment, name: string | undefined): ProgramEffect {
  const manifest = needFile(command, env, 'package.json');
  const details = env.application?.details;
  const scripts = details?.language === 'node' ? details.scripts : undefined;
  const text = name === undefined ? undefined : scripts?.[name];
  const atProject = env.cwd !== undefined && scripts !== undefined;
  const missing: Need[] =
    name === undefined
      ? []
      : [
          {
            what: 'script',
            arg: name,
            at: command.at,
            met: text === undefined ? 'unknown' : 'yes',
            origin: manifest.origin,
          },
        ];
  const outputs = atProject && name !== undefined ? scriptOutputs(command, env, name) : [];
  if (outputs.length === 0)
    return unknownEffect(command, env, { needs: [manifest, ...missing], network: 'unknown' });
  return effectOf({
    needs: [manifest, ...missing],
    changes: outputs,
    havoc: env.cwd === undefined ? [] : [{ path: env.cwd, because: originOf(command) }],
    network: 'unknown',
  });
}
