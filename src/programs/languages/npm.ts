import type { Need } from '../../facts/need.ts';
import {
  effectBy,
  effectOf,
  needFile,
  nothing,
  originOf,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { type Options, doubtsOf, has, splitOptions, valuesOf } from '../options.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import { NODE_MANAGERS } from './node-managers.ts';
import { scriptOutputs } from './node-sizes.ts';
import { NPM_OPTIONS, QUIET, REWORKS, RUNS, SETTINGS } from './npm-data.ts';
import { toolOf } from './npm-global.ts';
import { install, prune } from './npm-install.ts';

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
        return prune(command, env);
      case 'cache':
        return nothing({
          changes: [{ do: 'empty', path: manager.cache(env), origin: originOf(command) }],
        });
      case 'start':
      case 'test':
      case 't':
      case 'restart':
        return runScript(command, env, action === 't' ? 'test' : action);
      case 'run':
      case 'run-script':
        return runScript(command, env, rest[0]?.value);
      default:
        return otherAction(command, env, action, own);
    }
  },
};

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
    : runScript(command, env, action);
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
  if (outputs.length === 0) return unreadCode(command, env, { needs: [manifest, ...missing] });
  return effectOf({
    needs: [manifest, ...missing],
    changes: outputs,
    havoc: env.cwd === undefined ? [] : [{ path: env.cwd, because: originOf(command) }],
    network: 'unknown',
  });
}
