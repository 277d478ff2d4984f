import { type Bytes } from '../../facts/bytes.ts';
import {
  childPath,
  effectOf,
  originOf,
  putDirectory,
  putFile,
  underCwd,
  unknownEffect,
} from '../effect.ts';
import { has, splitOptions, valueOfOption, valuesOf } from '../options.ts';
import { lastPart } from '../paths.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

/** A download of which only the address is known. */
const DOWNLOAD: Bytes = { low: 100, high: 500e6, basis: 'unknown' };
const CURL_VALUES = [
  '-o',
  '--output',
  '-H',
  '--header',
  '-d',
  '--data',
  '-X',
  '--request',
  '-u',
  '--user',
  '-A',
  '--user-agent',
  '--retry',
  '--retry-delay',
  '--connect-timeout',
  '-m',
  '--max-time',
  '--output-dir',
  '--proto',
  '-e',
  '-b',
  '-c',
  '-F',
  '-T',
  '-w',
  '--cacert',
  '--proxy',
  '-x',
  '--resolve',
];
const WGET_VALUES = [
  '-O',
  '--output-document',
  '-P',
  '--directory-prefix',
  '-o',
  '--header',
  '-t',
  '--tries',
  '-T',
  '--timeout',
  '-U',
  '--user',
  '--password',
  '-a',
  '-A',
  '-R',
  '-e',
];

/** curl and wget: a file of unknown size where they say they put it. */
export const download: Program = {
  names: ['curl', 'wget', 'aria2c', 'axel'],
  effect(command, env) {
    const isCurl = command.name === 'curl';
    const options = splitOptions(command.args, { values: isCurl ? CURL_VALUES : WGET_VALUES });
    if (command.args.length === 1 && /version/i.test(command.args[0]?.value ?? ''))
      return effectOf();
    const urls = valuesOf(options.operands);
    const reads = urls.map((what) => ({ kind: 'network' as const, what }));
    const base: Partial<ProgramEffect> = { network: 'yes', reads };
    const to = isCurl
      ? valueOfOption(options, '-o', '--output')
      : valueOfOption(options, '-O', '--output-document');
    if (
      to === '-' ||
      to === '/dev/stdout' ||
      (isCurl && to === undefined && !has(options, '-O', '--remote-name', '--remote-name-all'))
    )
      return effectOf(base);
    const named =
      options.flags.has(isCurl ? '-o' : '-O') ||
      options.flags.has(isCurl ? '--output' : '--output-document');
    if ((named && to === undefined) || (!named && options.doubtful))
      return unknownEffect(command, env, { ...base, spread: DOWNLOAD });
    const dir = isCurl
      ? valueOfOption(options, '--output-dir')
      : valueOfOption(options, '-P', '--directory-prefix');
    const paths = to !== undefined && named ? [to] : urls.map((url) => lastPart(url));
    const changes = paths.flatMap((path) => {
      const full = underCwd(
        env,
        dir === undefined
          ? path
          : childPath(dir.startsWith('/') ? dir : `${env.cwd ?? ''}/${dir}`, path),
      );
      return full === undefined || full === '/dev/null'
        ? []
        : [putFile(command, env, full, { size: DOWNLOAD })];
    });
    return effectOf({ ...base, changes });
  },
};

/** Commands of git that only look or configure. */
const GIT_QUIET = [
  'config',
  'rev-parse',
  'describe',
  'log',
  'status',
  'diff',
  'show',
  '--version',
  'init',
  'remote',
  'tag',
  'branch',
];

/** git: `clone` brings a directory of unknown size with its history. */
export const git: Program = {
  names: ['git', 'hg', 'svn'],
  effect(command, env) {
    const options = splitOptions(command.args, {
      values: [
        '-b',
        '--branch',
        '--depth',
        '-C',
        '-c',
        '-o',
        '--origin',
        '-j',
        '--jobs',
        '--filter',
      ],
    });
    const [action, url, dir] = valuesOf(options.operands);
    if (action !== 'clone') {
      const network = ['fetch', 'pull', 'submodule', 'lfs', 'checkout'].includes(action ?? '')
        ? 'unknown'
        : 'no';
      return action !== undefined && GIT_QUIET.includes(action)
        ? effectOf()
        : effectOf({
            network,
            spread: { low: 0, high: 500e6, basis: 'unknown' },
            understood: network === 'unknown',
          });
    }
    const name = dir ?? (url === undefined ? undefined : lastPart(url).replace(/\.git$/, ''));
    const path = name === undefined || options.doubtful ? undefined : underCwd(env, name);
    if (path === undefined) return unknownEffect(command, env, { network: 'yes' });
    return cloned(command, env, path, url ?? '', has(options, '--depth'));
  },
};

function cloned(
  command: Command,
  env: Environment,
  path: string,
  url: string,
  shallow: boolean,
): ProgramEffect {
  const origin = originOf(command);
  const history: Bytes = { low: 20_000, high: shallow ? 200e6 : 1e9, basis: 'unknown' };
  return effectOf({
    changes: [
      putDirectory(command, env, path, { low: 1_000, high: 1e9, basis: 'unknown' }),
      putDirectory(command, env, childPath(path, '.git'), history),
    ],
    leftovers: [{ kind: 'git', path: childPath(path, '.git'), size: history, origin }],
    network: 'yes',
    reads: [{ kind: 'network', what: url }],
  });
}

/** Archives: what is in them is not known, where it goes often is. */
export const archives: Program = {
  names: [
    'tar',
    'unzip',
    'bsdtar',
    'gunzip',
    'gzip',
    'xz',
    'unxz',
    'bzip2',
    'bunzip2',
    'zstd',
    'unzstd',
    '7z',
    'zip',
    'cpio',
  ],
  effect(command, env) {
    const size: Bytes = { low: 0, high: 2e9, basis: 'unknown' };
    const words = command.args.map((arg, index) =>
      index === 0 && command.name === 'tar' && /^[a-zA-Z]+$/.test(arg.value ?? '')
        ? { ...arg, value: `-${arg.value ?? ''}` }
        : arg,
    );
    const options = splitOptions(words, {
      values: ['-C', '--directory', '-f', '--file', '-d', '--strip-components', '--exclude', '-x']
        .filter((one) => !(one === '-x' && command.name === 'tar'))
        .filter((one) => one !== '-d' || command.name === 'unzip'),
    });
    const creates = command.name === 'tar' && has(options, '-c', '--create');
    const lists = has(options, '-t', '--list', '-l', '--version');
    if (lists) return effectOf();
    const file = valueOfOption(options, '-f', '--file');
    const needs =
      file !== undefined && file !== '-' && !creates
        ? [{ path: file }]
        : command.name === 'unzip' && options.operands[0]?.value !== undefined
          ? [{ path: options.operands[0].value }]
          : [];
    const place =
      valueOfOption(options, '-C', '--directory', ...(command.name === 'unzip' ? ['-d'] : [])) ??
      env.cwd;
    const dir = creates
      ? file === undefined
        ? undefined
        : underCwd(env, file)
      : place === undefined
        ? undefined
        : underCwd(env, place);
    if (dir === undefined || !['tar', 'bsdtar', 'unzip'].includes(command.name))
      return unknownEffect(command, env, { network: 'no', spread: size });
    const because = originOf(command);
    const checks = needs.flatMap(({ path }) => {
      const full = underCwd(env, path);
      if (full === undefined) return [];
      const found = env.files.get(full);
      return [
        { what: 'file' as const, arg: full, at: command.at, met: found.is, origin: found.origin },
      ];
    });
    if (creates) return effectOf({ changes: [putFile(command, env, dir, { size })] });
    // An archive says what it holds only when it is opened: anything may be new below the directory.
    return effectOf({
      needs: checks,
      changes: exists(env, dir)
        ? []
        : [putDirectory(command, env, dir, { low: 0, high: 0, basis: 'unknown' }, true)],
      spread: size,
      havoc: [{ path: dir, because }],
    });
  },
};

function exists(env: Environment, path: string): boolean {
  return env.files.get(path).is === 'yes';
}
