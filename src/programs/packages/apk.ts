import type { Change, Leftover } from '../../facts/image.ts';
import type { Need } from '../../facts/need.ts';
import {
  effectBy,
  effectOf,
  needRoot,
  nothing,
  originOf,
  putDirectory,
  unknownEffect,
} from '../effect.ts';
import {
  type Options,
  doubtsOf,
  has,
  optionSpec,
  splitOptions,
  valueOfOption,
} from '../options.ts';
import {
  APK_INDEX,
  UNKNOWN_PACKAGE,
  installPackages,
  packageNames,
  systemRegions,
} from './system-packages.ts';
import { architecture } from '../architecture.ts';
import type { Command, Environment, Program, ProgramEffect } from '../types.ts';

const CACHE = '/var/cache/apk';

/** From the manuals of apk-tools 2.14 and 3. */
const OPTIONS = optionSpec(
  `-h --help -p= --root= -X= --repository= -q --quiet -v --verbose -i --interactive -V --version -f --force --force-binary-stdout --force-broken-world
  --force-missing-repositories --force-no-chroot --force-non-repository --force-old-apk --force-overwrite --force-refresh -U --update-cache --progress --no-progress
  --progress-fd= --no-cache --no-network --no-logfile --purge --allow-untrusted --wait= --keys-dir= --repositories-file= --cache-dir=
  --cache-max-age= --arch= --print-arch --root-tmpfs= --timeout= --no-interactive --preserve-env --sync=
  --initdb -l --latest -u --upgrade -t= --virtual= --no-chown --usermode -s --simulate --clean-protected --overlay-from-stdin --no-scripts --no-commit-hooks
  -r --rdepends --available -a --ignore --no-self-upgrade --self-upgrade-only --prune -d --description -e --installed -L --contents -R --depends -s --size -w --webpage
  -W --who-owns --all -P --provides --install-if --license --triggers -I -O --orphaned -x --exact --origin --has-origin --has-description --stdout --output= --recursive --link --simple`,
);
/** Actions that only look. */
const QUIET = new Set('info list search policy stats dot version manifest verify audit'.split(' '));

/** Alpine's and Wolfi's package manager. */
export const apk: Program = {
  names: ['apk', 'xx-apk'],
  effect(command, env) {
    const options = splitOptions(command.args, OPTIONS);
    const [action, ...rest] = options.operands;
    const name = has(options, '--print-arch') ? architecture(env, 'alpine') : undefined;
    if (name !== undefined) return effectOf({ output: `${name}\n` });
    if (options.strange.length > 0 && action?.value !== 'add')
      return unknownEffect(command, env, {}, options.strange);
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
      case 'fix':
      case 'fetch':
        return effectOf({
          havoc: [
            { path: action.value === 'fix' ? '/' : (env.cwd ?? '/'), because: originOf(command) },
          ],
          spread: { low: 0, high: 300e6, basis: 'unknown' },
          network: 'yes',
        });
      default:
        return action === undefined || QUIET.has(action.value ?? '')
          ? effectOf()
          : unknownEffect(command, env, {}, [action]);
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
  const kept = has(options, '--no-cache', '--no-network')
    ? { changes: [], leftovers: [] }
    : index(command, env);
  return effectBy(command, env, doubtsOf(options), {
    needs: rootNeeds(command, env, options),
    changes: [...kept.changes, ...done.changes],
    havoc: systemRegions(
      command,
      names.map(({ name }) => name),
      env,
    ),
    packages,
    leftovers: [...kept.leftovers, ...done.leftovers],
    reads: [{ kind: 'network', what: 'apk' }],
    network: 'yes',
  });
}

/** Another root, or a database of one's own, needs no rights. */
function rootNeeds(command: Command, env: Environment, options: Options): Need[] {
  return has(options, '-p', '--root', '--usermode') ? [] : [needRoot(command, env, '/lib/apk/db')];
}

function remove(command: Command, env: Environment, options: Options): ProgramEffect {
  const wanted = packageNames(options.operands).map((one) => one.name);
  const members = env.packages.filter(
    (one) => one.group !== undefined && wanted.includes(one.group),
  );
  const names = [...wanted, ...members.map((one) => one.name)];
  return effectBy(command, env, doubtsOf(options), {
    needs: rootNeeds(command, env, options),
    uninstalls: names,
    changes: names.map((name) => ({
      do: 'remove',
      path: `/usr/bin/${name}`,
      origin: originOf(command),
    })),
  });
}
