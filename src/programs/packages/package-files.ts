import type { Bytes } from '../../facts/bytes.ts';
import {
  effectBy,
  effectOf,
  needFile,
  needRoot,
  originOf,
  underCwd,
  unknownEffect,
} from '../effect.ts';
import { doubtsOf, optionSpec, splitOptions, valuesOf } from '../options.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';
import { architecture } from '../architecture.ts';
import { packageNames, systemRegions } from './system-packages.ts';

/** What package files bring: nobody has opened them. */
const FILES: Bytes = { low: 10_000, high: 1e9, basis: 'unknown' };

/** From dpkg's manual; options that are no action. */
const DPKG = optionSpec(
  `-i --install --unpack --configure --triggers-only -r --remove -P --purge -a --pending -R --recursive -G --no-act --simulate --dry-run
  --force-all --force-depends --force-confnew --force-confold --force-confdef --force-confmiss --force-overwrite --force-remove-reinstreq --force-remove-essential --force-architecture
  --force-bad-path --force-hold --force-downgrade --force-not-root --force-unsafe-io --force? --no-force? --refuse? -E --skip-same-version --auto-deconfigure --abort-after= -B
  --ignore-depends= -D= --debug= --admindir= --instdir= --root= --log= --no-debsig --no-pager --status-fd= --no-triggers --triggers
  -l --list -s --status -L --listfiles -S --search -p --print-avail -I --info -c --contents -W --show -f --field -V --verify -C --audit
  --print-architecture --print-foreign-architectures --compare-versions --get-selections --set-selections --clear-selections --add-architecture --remove-architecture --version --help --clear-avail --update-avail --merge-avail
  -x --extract -X --vextract -e --control -b --build --fsys-tarfile -R --raw-extract -O --selected-only --assert-multi-arch --yet-to-unpack --validate-version`,
);

/** dpkg: package files, and the database of what is installed. */
export const dpkg: Program = {
  names: ['dpkg', 'dpkg-deb', 'gdebi'],
  effect(command, env) {
    const options = splitOptions(command.args, DPKG);
    const given = [...options.flags.keys()];
    const is = (...names: readonly string[]): boolean => given.some((one) => names.includes(one));
    const doubts = doubtsOf(options);
    if (command.name === 'gdebi' || is('-i', '--install', '--unpack'))
      return installed(command, env, options.operands, doubts);
    if (is('-x', '--extract', '-X', '--vextract', '--raw-extract', '--control'))
      return extracted(command, env, options.operands, doubts);
    if (is('-r', '--remove', '-P', '--purge'))
      return effectBy(command, env, doubts, {
        needs: [needRoot(command, env, '/var/lib/dpkg')],
        uninstalls: packageNames(options.operands).map((one) => one.name),
      });
    if (is('--configure', '--triggers-only'))
      return effectOf({
        needs: [needRoot(command, env, '/var/lib/dpkg')],
        havoc: systemRegions(command),
        spread: { low: 0, high: 50e6, basis: 'unknown' },
      });
    if (is('-b', '--build'))
      return effectOf({
        havoc: [{ path: env.cwd ?? '/', because: originOf(command) }],
        spread: FILES,
      });
    // Everything else looks, or notes something in the database.
    const name = is('--print-architecture') ? architecture(env, 'debian') : undefined;
    return effectBy(
      command,
      env,
      options.strange,
      name === undefined ? {} : { output: `${name}\n` },
    );
  },
};

function installed(
  command: Command,
  env: Environment,
  files: readonly Argument[],
  doubts: readonly Argument[],
): ProgramEffect {
  const paths = files.filter((one) => one.glob !== true);
  return effectBy(command, env, doubts, {
    needs: [
      needRoot(command, env, '/var/lib/dpkg'),
      ...valuesOf(paths).map((path) => needFile(command, env, path)),
    ],
    havoc: systemRegions(command),
    spread: FILES,
  });
}

function extracted(
  command: Command,
  env: Environment,
  [file, into]: readonly Argument[],
  doubts: readonly Argument[],
): ProgramEffect {
  const path = into?.value === undefined ? env.cwd : underCwd(env, into.value);
  return effectBy(command, env, doubts, {
    needs: file?.value === undefined || file.glob ? [] : [needFile(command, env, file.value)],
    havoc: [{ path: path ?? '/', because: originOf(command) }],
    spread: FILES,
  });
}

/** From the manual of rpm 4. */
const RPM = optionSpec(
  `-i -U -F -e -q -V -K -E= -h -v --install --upgrade --freshen --reinstall --erase --query --verify --checksig --import --initdb --rebuilddb --eval= --showrc --setperms --setugids --version --querytags
  -a --all -f --file -p --package -l --list -c --configfiles -d --docfiles -s --state -g --group -R --requires --provides --scripts --changelog --info --whatprovides --whatrequires --qf= --queryformat= --last --dump
  --nodeps --force --excludedocs --hash --percent --replacefiles --replacepkgs --oldpackage --nosignature --nodigest --noscripts --notriggers --nofiledigest --ignorearch --ignoreos --ignoresize --justdb --allmatches --test
  --root= -r= --dbpath= --prefix= --relocate= --define= -D= --quiet --vv --nopost --nopre --nosuggest --export --undefine=`,
);

/** rpm: package files from disk or from an address. */
export const rpm: Program = {
  names: ['rpm'],
  effect(command, env) {
    const options = splitOptions(command.args, RPM);
    const given = [...options.flags.keys()];
    const is = (...names: readonly string[]): boolean => given.some((one) => names.includes(one));
    if (
      is(
        '-q',
        '-V',
        '-K',
        '-E',
        '--query',
        '--verify',
        '--checksig',
        '--eval',
        '--showrc',
        '--version',
      )
    )
      return effectBy(command, env, options.strange);
    const addresses = options.operands.filter((one) => /^\w+:\/\//.test(one.value ?? one.text));
    const network = addresses.length > 0 ? ('yes' as const) : ('no' as const);
    // Which address a key or package comes from does not change what is known of it.
    const doubts = [
      ...options.strange,
      ...doubtsOf(options).filter(
        (one) => !addresses.includes(one) && !options.strange.includes(one),
      ),
    ];
    const needs = [needRoot(command, env, '/var/lib/rpm')];
    if (is('-e', '--erase'))
      return effectBy(command, env, doubts, {
        needs,
        uninstalls: packageNames(options.operands).map((one) => one.name),
      });
    if (is('--import', '--initdb', '--rebuilddb', '--setperms', '--setugids'))
      return effectBy(command, env, doubts, {
        needs,
        havoc: ['/var', '/usr'].map((path) => ({ path, because: originOf(command) })),
        network,
      });
    if (!is('-i', '-U', '-F', '--install', '--upgrade', '--freshen', '--reinstall'))
      return unknownEffect(command, env, {}, command.args);
    return effectBy(command, env, doubts, {
      needs,
      havoc: systemRegions(command),
      spread: FILES,
      network,
    });
  },
};
