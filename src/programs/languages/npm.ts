import { effectBy, effectOf, nothing, originOf, unknownEffect, unreadCode } from '../effect.ts';
import { type Options, doubtsOf, has, splitOptions, valuesOf } from '../options.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import { NODE_MANAGERS } from './node-managers.ts';
import { NPM_OPTIONS, QUIET, REWORKS, RUNS, SETTINGS } from './npm-data.ts';
import { toolOf } from './npm-global.ts';
import { install, prune } from './npm-install.ts';
import { runScript } from './npm-scripts.ts';

/** npm, yarn, pnpm, bun: the same work with other names for it. */
export const nodeManagers: Program = {
  names: ['npm', 'yarn', 'yarnpkg', 'pnpm', 'bun'],
  effect(command, env) {
    const manager = NODE_MANAGERS[command.name === 'yarnpkg' ? 'yarn' : command.name];
    const options = splitOptions(command.args, NPM_OPTIONS);
    const [first, ...rest] = options.operands;
    const action = first?.value ?? '';
    const own = { ...options, operands: rest };
    if (manager === undefined || (first !== undefined && first.value === undefined))
      return unknownEffect(command, env, {}, first ? [first] : []);
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
        return prune(command, env, manager, own);
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: manager.cache(env), origin: originOf(command) }],
        });
      case 'start':
      case 'test':
      case 't':
      case 'restart':
        return runScript(command, env, action === 't' ? 'test' : action, own, rest);
      case 'run':
      case 'run-script':
        return ran(command, env, own);
      default:
        return otherAction(command, env, action, own);
    }
  },
};

/** `npm run NAME`: a name that is computed may be any. */
function ran(command: Command, env: Environment, options: Options): ProgramEffect {
  const [name, ...words] = options.operands;
  if (name !== undefined && name.value === undefined) return unreadCode(command, env);
  return runScript(command, env, name?.value, options, words);
}

function otherAction(
  command: Command,
  env: Environment,
  action: string,
  options: Options,
): ProgramEffect {
  if (has(options, '--version', '-v', '--help', '-h') || QUIET.has(action)) return effectOf();
  if (SETTINGS.has(action)) return settings(command, env, action);
  if (['uninstall', 'remove', 'rm', 'un', 'r'].includes(action))
    return removed(command, env, options);
  if (REWORKS.has(action) || RUNS.has(action)) return unreadCode(command, env);
  // `yarn build`, `pnpm build`: the name of a script; `bun index.ts`: a file.
  return command.name === 'npm'
    ? unknownEffect(command, env, {}, command.args.slice(0, 1))
    : runScript(command, env, action, options, options.operands);
}

function settings(command: Command, env: Environment, action: string): ProgramEffect {
  const because = originOf(command);
  // Yarn 2 and later fetch themselves, or a plugin, into the project.
  const fetches = command.name === 'yarn' && ['set', 'policies', 'plugin'].includes(action);
  const places = [
    `${env.home}/.npmrc`,
    `${env.home}/.yarnrc`,
    `${env.home}/.yarnrc.yml`,
    `${env.home}/.config`,
    '/usr/local/etc',
  ];
  return effectOf({
    havoc: [...places, ...(env.cwd === undefined ? ['/'] : [env.cwd])].map((path) => ({
      path,
      because,
    })),
    network: fetches ? 'yes' : 'no',
    spread: { low: 0, high: fetches ? 20e6 : 10_000, basis: 'typical' },
  });
}

/** Packages that go, with their programs where they were global. */
function removed(command: Command, env: Environment, options: Options): ProgramEffect {
  const because = originOf(command);
  const global = has(options, '-g', '--global');
  const path = global ? '/usr/local/bin' : env.cwd;
  return effectBy(command, env, doubtsOf(options), {
    havoc: path === undefined || global ? [] : [{ path, because }],
    changes: global
      ? valuesOf(options.operands).map((name) => ({
          do: 'remove',
          path: `/usr/local/bin/${toolOf(name)}`,
          origin: because,
        }))
      : [],
  });
}
