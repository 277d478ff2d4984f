import type { Change } from '../../facts/image.ts';
import { effectOf, originOf, underCwd, unknownEffect } from '../effect.ts';
import { has, splitOptions } from '../options.ts';
import type { Program } from '../types.ts';

/** sed, and others that rewrite a file in place: its text is not known any more, its size nearly stays. */
export const editors: Program = {
  names: ['sed', 'dos2unix', 'patch', 'envsubst', 'truncate', 'strip', 'upx', 'dd'],
  effect(command, env) {
    const options = splitOptions(command.args, { values: ['-e', '--expression', '-f'] });
    const inPlace = [...options.flags.keys()].some(
      (name) => name === '-i' || name === '--in-place',
    );
    if (command.name === 'sed' && !inPlace) return effectOf();
    if (!['sed', 'dos2unix', 'strip'].includes(command.name))
      return command.name === 'envsubst'
        ? effectOf()
        : unknownEffect(command, env, { network: 'no' });
    const scripted = has(options, '-e', '--expression', '-f') || command.name !== 'sed';
    const targets = scripted ? options.operands : options.operands.slice(1);
    const changes: Change[] = [];
    for (const arg of targets) {
      const path =
        arg.value === undefined || arg.glob === true ? undefined : underCwd(env, arg.value);
      const entry = path === undefined ? undefined : env.files.get(path).entry;
      if (path === undefined || !entry) continue;
      const { content: _, ...rest } = entry;
      const grown = {
        low: entry.size.low * 0.5,
        high: entry.size.high * 1.5,
        basis: 'typical' as const,
      };
      changes.push({
        do: 'put',
        path,
        entry: { ...rest, size: grown, layer: env.layer, origin: originOf(command) },
      });
    }
    return effectOf({ changes, understood: !options.doubtful });
  },
};

/** find: looks only, unless told to delete or to run something. */
export const find: Program = {
  names: ['find'],
  effect(command, env) {
    const words = command.args.map((arg) => arg.value);
    const at = words.findIndex((word) => word === '-exec' || word === '-execdir' || word === '-ok');
    if (words.includes('-delete')) return effectOf({ understood: false });
    if (at < 0) return effectOf();
    const end = words.findIndex(
      (word, index) => index > at && (word === ';' || word === '+' || word === '\\;'),
    );
    const inner = command.args
      .slice(at + 1, end < 0 ? undefined : end)
      .map((arg) => (arg.value === '{}' ? { text: '{}', span: arg.span } : arg));
    return inner.length === 0
      ? unknownEffect(command, env)
      : effectOf({ succeeds: 'unknown', starts: [{ kind: 'command', words: inner }] });
  },
};

/** make, cmake and what compiles: anything may come of it below the working directory. */
export const builders: Program = {
  names: [
    'make',
    'cmake',
    'ninja',
    'gcc',
    'g++',
    'cc',
    'c++',
    'clang',
    'cargo',
    'mvn',
    'gradle',
    'dotnet',
    'tsc',
    'vite',
    'webpack',
    'next',
    'ng',
  ],
  effect(command, env) {
    const because = originOf(command);
    return unknownEffect(command, env, {
      havoc: [{ path: '/', because, ...(env.uid.known ? { uid: env.uid.value } : {}) }],
    });
  },
};

/** Services do not outlive the RUN that starts them. */
export const services: Program = {
  names: [
    'service',
    'systemctl',
    'rc-service',
    'update-rc.d',
    'supervisorctl',
    'invoke-rc.d',
    'locale-gen',
    'update-alternatives',
    'update-locale',
    'dpkg-reconfigure',
    'debconf-set-selections',
    'apt-key',
    'add-apt-repository',
    'apt-mark',
    'apt-cache',
    'apt-config',
    'rpm',
    'gpg',
    'gpgconf',
    'dpkg',
    'dpkg-divert',
    'openssl',
    'ssh-keyscan',
    'a2enmod',
    'a2dismod',
    'docker-php-ext-install',
    'docker-php-ext-configure',
    'docker-php-ext-enable',
    'pecl',
  ],
  effect(command, env) {
    const because = originOf(command);
    return effectOf({
      havoc: [
        { path: '/etc', because },
        { path: '/usr', because },
        { path: '/var', because },
      ],
      spread: { low: 0, high: 50e6, basis: 'unknown' },
      network: ['add-apt-repository', 'apt-key', 'gpg', 'pecl', 'rpm'].includes(command.name)
        ? 'unknown'
        : 'no',
      understood: [
        'service',
        'systemctl',
        'apt-mark',
        'apt-cache',
        'locale-gen',
        'update-alternatives',
      ].includes(command.name),
      ...(env.cwd === undefined ? {} : {}),
    });
  },
};
