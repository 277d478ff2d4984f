import type { Change, Leftover } from '../../facts/image.ts';
import { effectOf, needRoot, nothing, originOf, putDirectory, unknownEffect } from '../effect.ts';
import { type Options, has, splitOptions, valueOfOption } from '../options.ts';
import {
  APK_INDEX,
  UNKNOWN_PACKAGE,
  installPackages,
  packageNames,
  systemRegions,
} from './system-packages.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

const CACHE = '/var/cache/apk';

/** Alpine's and Wolfi's package manager. */
export const apk: Program = {
  names: ['apk'],
  effect(command, env) {
    const values = [
      '-t',
      '--virtual',
      '-X',
      '--repository',
      '-p',
      '--root',
      '--keys-dir',
      '--arch',
    ];
    const options = splitOptions(command.args, { values });
    const [action, ...rest] = options.operands;
    switch (action?.value) {
      case 'add':
        return add(command, env, { ...options, operands: rest });
      case 'del':
        return remove(command, env, { ...options, operands: rest });
      case 'update':
        return effectOf({
          ...index(command, env),
          network: 'yes',
          reads: [{ kind: 'network', what: 'apk' }],
        });
      case 'upgrade':
        return effectOf({
          ...(has(options, '--no-cache') ? {} : index(command, env)),
          network: 'yes',
          spread: { low: 0, high: 30e6, basis: 'typical' },
        });
      case 'cache':
        return nothing({ changes: [{ do: 'empty', path: CACHE, origin: originOf(command) }] });
      case 'info':
      case 'list':
      case 'search':
      case 'policy':
        return effectOf();
      default:
        return unknownEffect(command, env);
    }
  },
};

/** The index apk keeps unless `--no-cache` is given. */
function index(command: Command, env: Environment): { changes: Change[]; leftovers: Leftover[] } {
  const origin = originOf(command);
  return {
    changes: [putDirectory(command, env, CACHE, APK_INDEX)],
    leftovers: [{ kind: 'package-lists', path: CACHE, size: APK_INDEX, origin }],
  };
}

function add(command: Command, env: Environment, options: Options): ProgramEffect {
  const virtual = valueOfOption(options, '-t', '--virtual');
  const names = packageNames(options.operands);
  const done = installPackages(command, env, 'apk', names, () => UNKNOWN_PACKAGE);
  // A virtual package is the handle by which its members are removed again.
  const packages =
    virtual === undefined
      ? done.packages
      : done.packages.map((one) => ({ ...one, group: virtual }));
  const kept = has(options, '--no-cache') ? { changes: [], leftovers: [] } : index(command, env);
  return effectOf({
    needs: [needRoot(command, env, '/lib/apk/db')],
    changes: [...kept.changes, ...done.changes],
    havoc: systemRegions(command),
    packages,
    leftovers: [...kept.leftovers, ...done.leftovers],
    reads: [{ kind: 'network', what: 'apk' }],
    network: 'yes',
    understood: !options.doubtful,
  });
}

function remove(command: Command, env: Environment, options: Options): ProgramEffect {
  const wanted = packageNames(options.operands).map((one) => one.name);
  const members = env.packages.filter(
    (one) => one.group !== undefined && wanted.includes(one.group),
  );
  const names = [...wanted, ...members.map((one) => one.name)];
  return effectOf({
    needs: [needRoot(command, env, '/lib/apk/db')],
    uninstalls: names,
    changes: names.map((name) => ({
      do: 'remove',
      path: `/usr/bin/${name}`,
      origin: originOf(command),
    })),
    understood: !options.doubtful,
  });
}
