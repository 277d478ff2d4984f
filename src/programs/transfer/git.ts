import type { Bytes } from '../../facts/bytes.ts';
import type { Need } from '../../facts/need.ts';
import { needDirectories } from '../access.ts';
import {
  childPath,
  effectBy,
  effectOf,
  everywhere,
  originOf,
  putDirectory,
  underCwd,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { has, optionSpec, splitOptions, valueOfOption } from '../options.ts';
import { lastPart } from '../paths.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** Options of git itself, before the command. */
const GLOBAL = [
  '-C',
  '-c',
  '--git-dir',
  '--work-tree',
  '--namespace',
  '--exec-path',
  '--config-env',
];
const CLONE = optionSpec(
  `-l --local --no-hardlinks -q --quiet -v --verbose --progress --no-progress --no-checkout -n --reject-shallow --bare --mirror -s --shared
  --sparse --filter= --also-filter-submodules -o= --origin= -b= --branch= --revision= --single-branch --no-single-branch --tags --no-tags
  --recurse-submodules? --recursive? --shallow-submodules --no-shallow-submodules --remote-submodules --separate-git-dir= --ref-format= -j= --jobs=
  --depth= --shallow-since= --shallow-exclude= --reference= --reference-if-able= --dissociate -u= --upload-pack= --template= -c=
  --config= --server-option= -4 --ipv4 -6 --ipv6 --bundle-uri=`,
);
/** Commands that only look. */
const QUIET = new Set(
  'rev-parse describe log status diff show --version version ls-files ls-remote ls-tree cat-file rev-list shortlog blame grep help show-ref name-rev for-each-ref symbolic-ref whatchanged var check-ignore merge-base count-objects verify-tag verify-commit diff-index'.split(
    ' ',
  ),
);
/** Commands that write below the repository, and whether they ask the network. */
const LOCAL = new Set(
  'init remote tag branch add commit checkout switch restore reset clean rm mv merge rebase cherry-pick revert apply am stash worktree gc prune repack sparse-checkout notes bisect format-patch archive update-index filter-branch read-tree replace bundle'.split(
    ' ',
  ),
);
const REMOTE = new Set('fetch pull submodule lfs push subtree remote-update svn'.split(' '));

/** git: `clone` brings a directory of unknown size with its history. */
export const git: Program = {
  names: ['git'],
  effect(command, env) {
    const { action, rest, inside } = actionOf(command.args);
    const cwd = inside === undefined ? env.cwd : underCwd(env, inside);
    const name = action?.value;
    if (name === undefined) return action ? unknownEffect(command, env, {}, [action]) : effectOf();
    if (name === 'clone') return clone(command, env, rest, cwd);
    if (QUIET.has(name) || name.startsWith('--')) return effectOf();
    if (name === 'config') return configured(command, env, rest, cwd);
    if (!LOCAL.has(name) && !REMOTE.has(name))
      return unknownEffect(command, env, {}, [action ?? command.args[0]!]);
    const remote = REMOTE.has(name);
    return effectOf({
      havoc: [
        cwd === undefined ? everywhere(command, env) : { path: cwd, because: originOf(command) },
      ],
      network: remote ? 'yes' : 'unknown',
      reads: remote ? [{ kind: 'network', what: 'git' }] : [],
      spread: { low: 0, high: 500e6, basis: 'unknown' },
    });
  },
};

/** The git command behind options of git itself. */
function actionOf(args: readonly Argument[]): {
  readonly action?: Argument;
  readonly rest: readonly Argument[];
  readonly inside?: string;
} {
  let inside: string | undefined;
  let at = 0;
  for (; at < args.length; at++) {
    const text = args[at]?.value ?? args[at]?.text ?? '';
    if (!text.startsWith('-') || text === '--version' || text === '--help') break;
    if (!GLOBAL.includes(text)) continue;
    at += 1;
    if (text === '-C') inside = args[at]?.value;
  }
  const action = args[at];
  return {
    ...(action ? { action } : {}),
    rest: args.slice(at + 1),
    ...(inside === undefined ? {} : { inside }),
  };
}

function configured(
  command: Command,
  env: Environment,
  rest: readonly Argument[],
  cwd: string | undefined,
): ProgramEffect {
  const words = rest.map((one) => one.value);
  const path = words.includes('--global')
    ? `${env.home}/.gitconfig`
    : words.includes('--system')
      ? '/etc/gitconfig'
      : cwd && childPath(cwd, '.git/config');
  const because = originOf(command);
  return effectOf({ havoc: [path === undefined ? everywhere(command, env) : { path, because }] });
}

function clone(
  command: Command,
  env: Environment,
  args: readonly Argument[],
  cwd: string | undefined,
): ProgramEffect {
  const options = splitOptions(args, CLONE);
  const [url, dir] = options.operands;
  // The name of the repository may be written out where the address is computed.
  const address = url?.value ?? /\/([\w.-]+)"?$/.exec(url?.text ?? '')?.[1];
  const name = dir ? dir.value : address && lastPart(address).replace(/\.git$/, '');
  const place = cwd === undefined ? env : { ...env, cwd };
  const path = name === undefined || name === '' ? undefined : underCwd(place, name);
  const network = {
    network: 'yes' as const,
    reads: [{ kind: 'network' as const, what: url?.value ?? '' }],
  };
  if (path === undefined)
    return unknownEffect(command, env, network, [dir ?? url ?? command.args[0]!]);
  return effectBy(command, env, options.strange, {
    ...network,
    needs: placeNeeds(env, path, (dir ?? url)?.span ?? command.at),
    ...cloned(command, env, path, {
      shallow: has(options, '--depth'),
      bare: has(options, '--bare', '--mirror'),
      apart: valueOfOption(options, '--separate-git-dir'),
    }),
  });
}

/** A clone goes into a directory that is new, or empty. */
function placeNeeds(env: Environment, path: string, at: Command['at']): Need[] {
  const [inside] = env.files.list(path).entries;
  if (inside !== undefined && env.files.get(inside.path).is === 'yes')
    return [{ what: 'absent', arg: path, at, met: 'no', origin: inside.origin, by: 'git' }];
  return needDirectories(env, path, at);
}

interface Clone {
  readonly shallow: boolean;
  readonly bare: boolean;
  readonly apart: string | undefined;
}

function cloned(
  command: Command,
  env: Environment,
  path: string,
  how: Clone,
): Pick<ProgramEffect, 'changes' | 'leftovers'> {
  const origin = originOf(command);
  const size: Bytes = { low: 20_000, high: how.shallow ? 200e6 : 1e9, basis: 'unknown' };
  const history = how.bare ? path : (how.apart ?? childPath(path, '.git'));
  const files: Bytes = { low: 1_000, high: 1e9, basis: 'unknown' };
  return {
    changes: [
      ...(how.bare ? [] : [putDirectory(command, env, path, files)]),
      putDirectory(command, env, history, size),
    ],
    leftovers: [{ kind: 'git', path: history, size, origin }],
  };
}

/** Mercurial, Subversion, Bazaar: something comes below the working directory or where they say. */
export const otherVersionControl: Program = {
  names: ['hg', 'svn', 'bzr', 'cvs', 'fossil', 'repo'],
  effect: (command, env) =>
    unreadCode(command, env, {
      network: 'yes',
      spread: { low: 0, high: 1e9, basis: 'unknown' },
    }),
};
