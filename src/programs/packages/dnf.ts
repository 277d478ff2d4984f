import type { Need } from '../../facts/need.ts';
import type { Leftover } from '../../facts/image.ts';
import {
  effectBy,
  effectOf,
  needRoot,
  nothing,
  originOf,
  putDirectory,
  unknownEffect,
} from '../effect.ts';
import { type Options, doubtsOf, has, optionSpec, splitOptions } from '../options.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';
import {
  DNF_CACHE,
  UNKNOWN_PACKAGE,
  installPackages,
  packageNames,
  systemRegions,
} from './system-packages.ts';

/** From the manuals of dnf 4 and 5, yum 3 and microdnf. */
const DNF = optionSpec(
  `-y --assumeyes --assumeno -q --quiet -v --verbose -b --best --nobest --no-best -C --cacheonly -c= --config= --repo= --repoid= --enablerepo= --disablerepo= --enable-repo= --disable-repo=
  -e= --errorlevel= -d= --debuglevel= -x= --exclude= --excludepkgs= --disableexcludes= --disableexcludepkgs= --installroot= --releasever= --setopt= --allowerasing --skip-broken
  --skip-unavailable --allow-downgrade --no-allow-downgrade --nogpgcheck --no-gpgchecks --nodocs --noplugins --enableplugin= --disableplugin= --refresh --security --bugfix --enhancement --advisory= --downloadonly --downloaddir=
  --destdir= --forcearch= --arch= --archlist= --noautoremove --nobest --obsoletes --setvar= --use-host-config --color= -h --help --version --add-repo= --save --set-enabled --set-disabled --enable --disable
  --all --available --installed --resolve --alldeps --url --source --srpm --repofrompath= -R= --randomwait= -t --tolerant --with-optional --noroot --rpmverbosity= --comment=
  --from-repo= --skip-file-locks --allow-vendor-change --queryformat= --qf= --whatprovides= --requires --showduplicates --latest-limit= -l --list --enabled --disabled --latest`,
);
/** From the manual of zypper 1.14. */
const ZYPPER = optionSpec(
  `-n --non-interactive --non-interactive-include-reboot-patches -q --quiet -v --verbose --no-color --color --no-gpg-checks --gpg-auto-import-keys -p= --plus-repo= --plus-content=
  --disable-repositories --no-refresh --no-cd --no-remote --releasever= -R= --root= --installroot= -C= --cache-dir= --raw-cache-dir= --pkg-cache-dir= -x --xmlout -i --ignore-unknown --reposd-dir=
  -r= --repo= --from= -t= --type= -f --force -F --force-resolution --no-force-resolution -y --no-confirm -l --auto-agree-with-licenses --auto-agree-with-product-licenses --replacefiles
  -d --download-only --download= -D --dry-run --no-recommends --recommends --oldpackage --capability --name --allow-downgrade --allow-name-change --allow-arch-change --allow-vendor-change --no-allow-vendor-change
  --allow-unsigned-rpm --details -u --clean-deps --no-clean-deps -g -a --all -m --metadata -M --raw-metadata -e --enable --disable -G --gpgcheck --no-gpgcheck --gpgcheck-allow-unsigned --gpgcheck-allow-unsigned-package -K --no-keep-packages -k --keep-packages
  --refresh -s --services -b --force-build -B --force-download --with-interactive --skip-interactive --best-effort --userdata= -c= --priority= -N= --help --version --no-check -P --with-update --solver-focus=`,
);

/** dnf, yum, microdnf, tdnf, zypper: one command line in the main, different cache directories. */
export const dnf: Program = {
  names: ['dnf', 'yum', 'microdnf', 'tdnf', 'dnf5', 'dnf-3', 'zypper'],
  effect(command, env) {
    const options = splitOptions(command.args, command.name === 'zypper' ? ZYPPER : DNF);
    const [action, ...rest] = options.operands;
    const own = { ...options, operands: rest };
    const name = action?.value;
    if (name === undefined) return action ? unknownEffect(command, env, {}, [action]) : effectOf();
    if (INSTALL.has(name)) return install(command, env, own);
    if (options.strange.length > 0) return unknownEffect(command, env, {}, options.strange);
    if (REFRESH.has(name)) return refreshed(command, env, own);
    if (REMOVE.has(name))
      return effectBy(command, env, doubtsOf(own), {
        needs: [needRoot(command, env, '/var/lib/rpm')],
        uninstalls: packageNames(rest).map((one) => one.name),
      });
    if (name === 'clean' || name === 'cc')
      return nothing({
        changes: [{ do: 'empty', path: cacheOf(command), origin: originOf(command) }],
      });
    if (CONFIGURE.has(name)) return configured(command);
    return QUIET.has(name) ? effectOf() : unknownEffect(command, env, {}, [action ?? rest[0]!]);
  },
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const INSTALL = words(
  'install localinstall groupinstall reinstall in installp install-new-recommends builddep build-dep group download downgrade swap source-install si distrosync distro-sync',
);
const REFRESH = words(
  'update upgrade update-minimal upgrade-minimal makecache refresh ref up dup dist-upgrade patch check-update list-updates lu needs-rebooting',
);
const REMOVE = words('remove erase rm autoremove groupremove grouperase');
/** Actions that change which packages are to be had: repositories, modules, versions that are held. */
const CONFIGURE = words(
  'config-manager module addrepo ar removerepo rr modifyrepo mr renamerepo addlock al versionlock mark copr addservice as repo removelock rl cleanlocks cl alias swupd-repo',
);
const QUIET = words(
  'list info repolist search provides whatprovides repoquery history deplist check repoinfo repos lr locks ll services ls se if wp packages pa patterns pt products pd patches lp leaves grouplist groupinfo help resolvedep verify ve ps',
);

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

function refreshed(command: Command, env: Environment, options: Options): ProgramEffect {
  return effectBy(command, env, doubtsOf(options), {
    ...cache(command, env),
    spread: { low: 0, high: 300e6, basis: 'typical' },
    network: 'yes',
    reads: [{ kind: 'network', what: command.name }],
  });
}

function configured(command: Command): ProgramEffect {
  const because = originOf(command);
  return effectOf({
    havoc: ['/etc', '/var'].map((path) => ({ path, because })),
    network: 'unknown',
  });
}

/** Another root needs no rights in this one. */
function rootNeeds(command: Command, env: Environment, options: Options): Need[] {
  return has(options, '--installroot', '--downloadonly')
    ? []
    : [needRoot(command, env, '/var/lib/rpm')];
}

/** Packages that no image of Red Hat's kin has to begin with. */
const NOT_INSTALLED = words(
  'git gcc gcc-c++ make httpd nginx nodejs golang postgresql-server mariadb-server vim-enhanced epel-release php ruby java-17-openjdk java-21-openjdk',
);

/** dnf, yum and microdnf ask before they install anything; in a build nobody answers. */
function needAnswer(
  command: Command,
  env: Environment,
  options: Options,
  names: readonly { readonly name: string }[],
): Need {
  const answered = has(options, '-y', '--assumeyes', '-n', '--non-interactive');
  const isConfigured =
    command.args.some(({ value }) => /assumeyes/i.test(value ?? '')) ||
    ['/etc/dnf/dnf.conf', '/etc/yum.conf'].some((path) => env.files.get(path).is === 'yes');
  const isSure =
    /^(dnf|yum|microdnf)$/.test(command.name) &&
    env.base?.os.id === 'rhel' &&
    command.args.some(({ value }) => value === 'install') &&
    command.piped !== true &&
    command.input === undefined &&
    env.packages.length === 0 &&
    names.some(({ name }) => NOT_INSTALLED.has(name));
  const met = answered ? 'yes' : isSure && !isConfigured ? 'no' : 'unknown';
  return {
    what: 'answer',
    arg: '-y',
    at: command.at,
    met,
    origin: originOf(command),
    by: command.name,
  };
}

function install(command: Command, env: Environment, options: Options): ProgramEffect {
  const names = packageNames(options.operands);
  const done = installPackages(command, env, 'dnf', names, () => UNKNOWN_PACKAGE);
  const kept = cache(command, env);
  return effectBy(command, env, doubtsOf(options), {
    needs: [...rootNeeds(command, env, options), needAnswer(command, env, options, names)],
    changes: [...kept.changes, ...done.changes],
    havoc: systemRegions(command),
    packages: done.packages,
    leftovers: [...kept.leftovers, ...done.leftovers],
    reads: [{ kind: 'network', what: command.name }],
    network: 'yes',
  });
}
