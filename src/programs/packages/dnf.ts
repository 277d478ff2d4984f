import type { Leftover } from '../../facts/image.ts';
import { effectOf, needRoot, nothing, originOf, putDirectory, unknownEffect } from '../effect.ts';
import { type Options, splitOptions } from '../options.ts';
import {
  DNF_CACHE,
  UNKNOWN_PACKAGE,
  installPackages,
  packageNames,
  systemRegions,
} from './system-packages.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/** dnf, yum, microdnf, tdnf: one command line, different cache directories. */
export const dnf: Program = {
  names: ['dnf', 'yum', 'microdnf', 'tdnf', 'dnf5', 'zypper'],
  effect(command, env) {
    const options = splitOptions(command.args, {
      values: ['-c', '--repo', '--enablerepo', '--disablerepo'],
    });
    const [action, ...rest] = options.operands;
    switch (action?.value) {
      case 'install':
      case 'localinstall':
      case 'groupinstall':
      case 'in':
        return install(command, env, { ...options, operands: rest });
      case 'update':
      case 'upgrade':
      case 'makecache':
      case 'refresh':
      case 'ref':
        return effectOf({
          ...cache(command, env),
          spread: { low: 0, high: 300e6, basis: 'typical' },
          network: 'yes',
          reads: [{ kind: 'network', what: command.name }],
        });
      case 'remove':
      case 'erase':
      case 'rm':
        return effectOf({
          needs: [needRoot(command, env, '/var/lib/rpm')],
          uninstalls: packageNames(rest).map((one) => one.name),
        });
      case 'clean':
        return nothing({
          changes: [{ do: 'empty', path: cacheOf(command), origin: originOf(command) }],
        });
      case 'autoremove':
      case 'list':
      case 'info':
      case 'repolist':
        return effectOf();
      default:
        return unknownEffect(command, env);
    }
  },
};

function cacheOf(command: Command): string {
  if (command.name === 'zypper') return '/var/cache/zypp';
  return command.name === 'dnf5'
    ? '/var/cache/libdnf5'
    : `/var/cache/${command.name === 'yum' ? 'yum' : 'dnf'}`;
}

function cache(command: Command, env: Environment): Pick<ProgramEffect, 'changes' | 'leftovers'> {
  const path = cacheOf(command);
  const left: Leftover = { kind: 'cache', path, size: DNF_CACHE, origin: originOf(command) };
  return { changes: [putDirectory(command, env, path, DNF_CACHE)], leftovers: [left] };
}

function install(command: Command, env: Environment, options: Options): ProgramEffect {
  const names = packageNames(options.operands);
  const done = installPackages(command, env, 'dnf', names, () => UNKNOWN_PACKAGE);
  const kept = cache(command, env);
  return effectOf({
    needs: [needRoot(command, env, '/var/lib/rpm')],
    changes: [...kept.changes, ...done.changes],
    havoc: systemRegions(command),
    packages: done.packages,
    leftovers: [...kept.leftovers, ...done.leftovers],
    reads: [{ kind: 'network', what: command.name }],
    network: 'yes',
    understood: !options.doubtful,
  });
}
