import type { Need } from '../../facts/need.ts';
import { needFile, projectCode } from '../effect.ts';
import type { Command, Environment, Program } from '../types.ts';

/** Options that name a configuration without which the server ends; from the manuals. */
const CONFIGURATION: Readonly<Record<string, readonly string[]>> = {
  nginx: ['-c'],
  supervisord: ['-c', '--configuration'],
  haproxy: ['-f'],
  envoy: ['-c', '--config-path'],
  caddy: ['--config', '-config'],
  prometheus: ['--config.file'],
  dnsmasq: ['-C', '--conf-file'],
  varnishd: ['-f'],
  uwsgi: ['--ini', '--yaml', '--json'],
};

/** Servers: what they do they do at run time; their configuration must be there. */
export const daemons: Program = {
  names: Object.keys(CONFIGURATION),
  effect(command, env) {
    return projectCode(command, env, {
      needs: configurations(command, env, CONFIGURATION[command.name] ?? []),
    });
  },
};

function configurations(command: Command, env: Environment, options: readonly string[]): Need[] {
  const { args } = command;
  return args.flatMap(({ value = '' }, index) => {
    const joined = options.find((one) => one.startsWith('--') && value.startsWith(`${one}=`));
    const file =
      joined === undefined
        ? options.includes(value)
          ? args[index + 1]?.value
          : undefined
        : value.slice(joined.length + 1);
    // uwsgi takes sections behind a colon, and addresses for files.
    return file === undefined || file === '' || file.includes(':')
      ? []
      : [needFile(command, env, file)];
  });
}
