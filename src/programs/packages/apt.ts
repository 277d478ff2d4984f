import { type Bytes, NO_BYTES, addBytes } from '../../facts/bytes.ts';
import type { Leftover } from '../../facts/image.ts';
import {
  effectBy,
  effectOf,
  exists,
  needRoot,
  nothing,
  originOf,
  putDirectory,
  unknownEffect,
} from '../effect.ts';
import { type Options, doubtsOf, has, optionSpec, splitOptions } from '../options.ts';
import { installNeeds } from './apt-needs.ts';
import {
  APT_LISTS,
  type Installation,
  UNKNOWN_PACKAGE,
  installPackages,
  packageNames,
  systemRegions,
} from './system-packages.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

const LISTS = '/var/lib/apt/lists';
const ARCHIVES = '/var/cache/apt/archives';
/** Official Debian and Ubuntu images ship this; it deletes downloaded packages after each install. */
const DOCKER_CLEAN = '/etc/apt/apt.conf.d/docker-clean';

/** From the manual of apt-get 2.x, with what aptitude adds. */
const OPTIONS = optionSpec(
  `-y --yes --assume-yes --assume-no -q --quiet? -= -1 -2 -s --simulate --just-print --dry-run --recon --no-act -d --download-only -f --fix-broken -m --ignore-missing
  --fix-missing --no-download -u --show-upgraded -V --verbose-versions -a= --host-architecture= -P= --build-profiles= -b --compile --build
  --ignore-hold --with-new-pkgs --without-new-pkgs --no-upgrade --only-upgrade --allow-downgrades --allow-remove-essential --allow-change-held-packages
  --force-yes --print-uris --purge --reinstall --list-cleanup --no-list-cleanup -t= --target-release= --default-release= --trivial-only --mark-auto --no-remove
  --auto-remove --autoremove --only-source --diff-only --dsc-only --tar-only --arch-only --indep-only --allow-unauthenticated --no-allow-insecure-repositories
  --allow-insecure-repositories --allow-releaseinfo-change --allow-releaseinfo-change-suite --show-progress --with-source= --error-on= -h --help -v --version -c= --config-file= -o= --option=
  --no-install-recommends --install-recommends --install-suggests --no-install-suggests --without-recommends --with-recommends -R -r
  --add-arch --snapshot= -U --update -w= --width= -D --show-deps -F= --safe-resolver --full-resolver --no-gpg-check --no-new-installs --audit --no-strict-semantics --solver=`,
);
/** Actions that only look, or fetch without installing. */
const QUIET = new Set(
  'list show policy search check changelog depends rdepends showsrc indextargets moo help versions why why-not showpkg'.split(
    ' ',
  ),
);

/** apt-get, apt, aptitude. */
export const apt: Program = {
  names: ['apt-get', 'apt', 'aptitude', 'xx-apt', 'xx-apt-get'],
  effect(command, env) {
    const options = splitOptions(command.args, OPTIONS);
    const [action, ...rest] = options.operands;
    if (options.strange.length > 0 && action?.value !== 'install')
      return unknownEffect(command, env, {}, options.strange);
    switch (action?.value) {
      case 'update':
        return update(command, env);
      case 'install':
      case 'build-dep':
      case 'reinstall':
        return install(command, env, { ...options, operands: rest });
      case 'upgrade':
      case 'dist-upgrade':
      case 'full-upgrade':
        return upgrade(command, env);
      case 'remove':
      case 'purge':
        return remove(command, env, { ...options, operands: rest });
      case 'autoremove':
      case 'autopurge':
        return effectOf({ needs: [needRoot(command, env, '/var/lib/dpkg')] });
      case 'clean':
      case 'autoclean':
        return nothing({ changes: [{ do: 'empty', path: ARCHIVES, origin: originOf(command) }] });
      case 'dist-clean':
        return nothing({
          changes: [ARCHIVES, LISTS].map((path) => ({
            do: 'empty',
            path,
            origin: originOf(command),
          })),
        });
      case 'download':
      case 'source':
        return fetched(command, env);
      case 'markauto':
      case 'hold':
      case 'unhold':
        return effectOf({ needs: [needRoot(command, env, '/var/lib/dpkg')] });
      default:
        return action === undefined || QUIET.has(action.value ?? '')
          ? effectOf()
          : unknownEffect(command, env, {}, [action]);
    }
  },
};

function lists(command: Command): Leftover {
  return {
    kind: 'package-lists',
    path: LISTS,
    size: APT_LISTS,
    origin: originOf(command),
  };
}

function update(command: Command, env: Environment): ProgramEffect {
  return effectOf({
    needs: [needRoot(command, env, LISTS)],
    changes: [putDirectory(command, env, LISTS, APT_LISTS)],
    leftovers: [lists(command)],
    reads: [{ kind: 'network', what: 'apt' }],
    network: 'yes',
  });
}

/** Packages as files, or sources, in the working directory. */
function fetched(command: Command, env: Environment): ProgramEffect {
  return effectOf({
    havoc: [{ path: env.cwd ?? '/', because: originOf(command) }],
    spread: { low: 1_000, high: 500e6, basis: 'unknown' },
    network: 'yes',
    reads: [{ kind: 'network', what: 'apt' }],
  });
}

function upgrade(command: Command, env: Environment): ProgramEffect {
  return effectOf({
    needs: [needRoot(command, env, '/var/lib/dpkg')],
    reads: [{ kind: 'network', what: 'apt' }],
    network: 'yes',
    // What has been fixed since the base was built: nothing, or every package again.
    spread: { low: 0, high: 300e6, basis: 'typical' },
  });
}

function install(command: Command, env: Environment, options: Options): ProgramEffect {
  const names = packageNames(options.operands).filter(
    ({ name }) => !/[-+]$/.test(name) || name.endsWith('++'),
  );
  // What a full image has already is not counted here: then nothing may be written.
  const full = env.base?.flavour === 'full';
  const sized = (name: string): Bytes => {
    const size = env.aptSize(name) ?? UNKNOWN_PACKAGE;
    if (!full) return size;
    // A package that is there is at most brought up to date.
    const there = env.find(name).is === 'yes';
    return { ...size, low: 0, high: there ? size.low / 4 : size.high };
  };
  const done = installPackages(command, env, 'apt', names, sized);
  const updates = has(options, '--update', '-U')
    ? [putDirectory(command, env, LISTS, APT_LISTS)]
    : [];
  const archives = keptArchives(env, done.size);
  const cache: Leftover = {
    kind: 'cache',
    path: ARCHIVES,
    size: archives,
    origin: originOf(command),
  };
  const extra = recommended(options, done, env);
  const recommends: Leftover = {
    kind: 'recommended',
    path: '/usr',
    size: extra,
    origin: originOf(command),
  };
  return effectBy(command, env, doubtsOf(options), {
    needs: [
      needRoot(command, env, '/var/lib/dpkg'),
      ...installNeeds(command, env, options, names, updates.length > 0),
    ],
    changes: [
      ...updates,
      ...done.changes,
      ...(archives.high > 0 ? [putDirectory(command, env, ARCHIVES, archives)] : []),
    ],
    // Dependencies bring programs nobody listed.
    havoc: systemRegions(
      command,
      names.map(({ name }) => name),
      env,
    ),
    packages: done.packages,
    leftovers: [
      ...(updates.length > 0 ? [lists(command)] : []),
      ...done.leftovers,
      ...(archives.high > 0 ? [cache] : []),
      ...(extra.high > 0 ? [recommends] : []),
    ],
    spread: extra,
    reads: [{ kind: 'network', what: 'apt' }],
    network: 'yes',
  });
}

/** Bytes of recommended packages; where nobody measured them, nothing to as much as the package itself. */
function recommended(options: Options, { packages }: Installation, env: Environment): Bytes {
  const off =
    has(options, '--no-install-recommends') ||
    [...options.flags].some(
      ([name, arg]) =>
        ['-o', '--option'].includes(name) &&
        /Install-Recommends\s*=\s*"?(0|false)/i.test(arg.value ?? ''),
    );
  if (off) return NO_BYTES;
  const full = env.base?.flavour === 'full';
  return addBytes(
    NO_BYTES,
    ...packages.map(({ name, size }): Bytes => {
      const [plain, whole] = [env.aptSize(name), env.aptSize(name, true)];
      if (full && env.find(name).is === 'yes') return NO_BYTES;
      if (plain === undefined || whole === undefined)
        return { low: 0, high: size.high, basis: 'typical' };
      const more = (end: 'low' | 'high'): number => Math.max(0, whole[end] - plain[end]);
      return {
        low: full ? 0 : Math.min(more('low'), more('high')),
        high: more('high'),
        basis: 'typical',
      };
    }),
  );
}

function keptArchives(env: Environment, size: Bytes): Bytes {
  // Where the file is not known to be gone, an official image's habit is assumed.
  if (exists(env, DOCKER_CLEAN) !== 'no') return NO_BYTES;
  return { low: size.low * 0.15, high: size.high * 0.45, basis: 'typical' };
}

function remove(command: Command, env: Environment, options: Options): ProgramEffect {
  const names = packageNames(options.operands).map((one) => one.name);
  return effectBy(command, env, doubtsOf(options), {
    needs: [needRoot(command, env, '/var/lib/dpkg')],
    uninstalls: names,
    changes: names.map((name) => ({
      do: 'remove',
      path: `/usr/bin/${name}`,
      origin: originOf(command),
    })),
  });
}
