import { effectBy, needRoot, originOf } from '../effect.ts';
import { optionSpec, splitOptions } from '../options.ts';
import type { Program } from '../types.ts';

const ADD = optionSpec(
  '-y --yes -r --remove -n --no-update -u --update -m --massive-debug -k= --keyserver= -s --enable-source -c= --component= -p= --pocket= -S= --sourceslist= -P= --ppa= -C= --cloud= -U= --uri= -l --list -L --login -d --debug --dry-run -h --help --refresh-keys',
);

/** add-apt-repository: a file below sources.list.d, its key, and on newer Ubuntu fresh lists. */
export const aptSources: Program = {
  names: ['add-apt-repository', 'apt-add-repository', 'extrepo'],
  effect(command, env) {
    const options = splitOptions(command.args, ADD);
    const because = originOf(command);
    // Which repository it is changes what later installs find, and that is unknown anyway.
    return effectBy(command, env, options.strange, {
      needs: [needRoot(command, env, '/etc/apt')],
      havoc: ['/etc/apt', '/var/lib/apt', '/usr/share/keyrings', `${env.home}/.gnupg`].map(
        (path) => ({
          path,
          because,
        }),
      ),
      spread: { low: 0, high: 50e6, basis: 'unknown' },
      network: 'unknown',
    });
  },
};

/** apt-key: keys apt trusts; `adv` hands the rest to gpg. */
export const aptKey: Program = {
  names: ['apt-key'],
  effect(command, env) {
    const because = originOf(command);
    const words = command.args.map((one) => one.value ?? '');
    const asks = words.some((one) =>
      /^--(recv|refresh|fetch)-keys?$|^--keyserver|^--recv$/.test(one),
    );
    const action = command.args.find((one) => !(one.value ?? '').startsWith('-'));
    const known =
      'add del adv update net-update list finger fingerprint export exportall --keyring'.split(' ');
    const strange =
      action &&
      !known.includes(action.value ?? '') &&
      !words.includes('adv') &&
      !words.includes('add')
        ? [action]
        : [];
    return effectBy(command, env, strange, {
      needs: [needRoot(command, env, '/etc/apt')],
      havoc: ['/etc/apt', `${env.home}/.gnupg`, '/tmp'].map((path) => ({ path, because })),
      spread: { low: 0, high: 100_000, basis: 'typical' },
      network: asks ? 'yes' : 'no',
    });
  },
};

/** apt-mark and debconf: notes in their databases. */
export const aptNotes: Program = {
  names: [
    'apt-mark',
    'debconf-set-selections',
    'debconf-show',
    'apt-file',
    'apt-extracttemplates',
    'deborphan',
    'debsums',
  ],
  effect(command, env) {
    const because = originOf(command);
    return effectBy(command, env, [], {
      havoc: ['/var/lib/apt', '/var/cache'].map((path) => ({ path, because })),
      network: command.name === 'apt-file' ? 'unknown' : 'no',
    });
  },
};
