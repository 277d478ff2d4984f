import type { Change } from '../../facts/image.ts';
import { effectBy, effectOf, originOf, putDirectory, putFile, unreadCode } from '../effect.ts';
import { doubtsOf, optionSpec, splitOptions, valuesOf } from '../options.ts';
import type { Program } from '../types.ts';

const SOURCE = '/usr/src/php';
const SETTINGS = '/usr/local/etc/php/conf.d';
const EXTENSIONS = '/usr/local/lib/php/extensions';

/** `docker-php-source extract` and `delete` of the official images. */
export const phpSource: Program = {
  names: ['docker-php-source'],
  effect(command, env) {
    const action = command.args[0]?.value;
    const origin = originOf(command);
    if (action === 'extract')
      return effectOf({
        changes: [putDirectory(command, env, SOURCE, { low: 60e6, high: 200e6, basis: 'typical' })],
      });
    const gone: Change = { do: 'remove', path: SOURCE, origin };
    return action === 'delete'
      ? effectOf({ changes: [gone] })
      : effectBy(command, env, command.args);
  },
};

const OPTIONS = optionSpec(
  '-j= --jobs= --ini-name= --help -h --enable? --with? --without? --disable?',
);

/** docker-php-ext-install, -configure and -enable of the official images: scripts over the sources of PHP. */
export const phpExtensions: Program = {
  names: ['docker-php-ext-install', 'docker-php-ext-configure', 'docker-php-ext-enable'],
  effect(command, env) {
    const because = originOf(command);
    if (command.name === 'docker-php-ext-configure')
      // What follows the name of the extension is for its configure script.
      return effectOf({
        changes: [putDirectory(command, env, SOURCE, { low: 60e6, high: 200e6, basis: 'typical' })],
        needs: [],
      });
    const options = splitOptions(command.args, OPTIONS);
    const names = valuesOf(options.operands);
    const doubts = [...options.strange, ...doubtsOf({ ...options, strange: [] })];
    const settings = names.map((name) =>
      putFile(command, env, `${SETTINGS}/docker-php-ext-${name}.ini`, {
        size: { low: 10, high: 100, basis: 'typical' },
      }),
    );
    if (command.name === 'docker-php-ext-enable')
      return effectBy(command, env, doubts, {
        changes: settings,
        havoc: [{ path: SETTINGS, because }],
      });
    const size = {
      low: 10_000 * names.length,
      high: 15e6 * names.length,
      basis: 'typical' as const,
    };
    return effectBy(command, env, doubts, {
      changes: [...settings, putDirectory(command, env, EXTENSIONS, size)],
      // It installs headers, too, and where they are missing the compiler's packages for a while.
      havoc: ['/usr/local', '/tmp', '/usr/src', '/var', '/etc', '/usr'].map((path) => ({
        path,
        because,
      })),
      network: 'unknown',
    });
  },
};

/** install-php-extensions and scripts that install packages and extensions together. */
export const phpInstaller: Program = {
  names: [
    'install-php-extensions',
    'docker-php-entrypoint',
    'phpenmod',
    'phpdismod',
    'wp',
    'artisan',
    'phpunit',
  ],
  effect: (command, env) => unreadCode(command, env),
};
