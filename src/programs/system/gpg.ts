import { known } from '../../facts/origin.ts';
import { effectBy, effectOf, needFile, newEntry, originOf, putFile, underCwd } from '../effect.ts';
import { has, optionSpec, splitOptions } from '../options.ts';
import type { Command, Environment, Program } from '../types.ts';

/** From the manual of GnuPG 2.4. */
const GPG = optionSpec(
  `-s --sign --clear-sign --clearsign -b --detach-sign -e --encrypt -c --symmetric --store -d --decrypt --verify --multifile -k -K --list-keys --list-public-keys --list-secret-keys --list-signatures --list-sigs
  --check-sigs --check-signatures --list-packets --edit-key --delete-keys --delete-key --delete-secret-keys --export --export-secret-keys --send-keys --import --fast-import --recv-keys --receive-keys --recv --refresh-keys --search-keys
  --fetch-keys --locate-keys --locate-external-keys --show-keys --update-trustdb --check-trustdb --import-ownertrust --export-ownertrust --fingerprint --dearmor --dearmour --enarmor --gen-key --generate-key --full-generate-key --quick-generate-key --quick-gen-key --quick-add-key --card-status --print-md
  -v --verbose --no-verbose -q --quiet --batch --no-batch --no-tty --yes --no -a --armor --no-armor -o= --output= -u= --local-user= -r= --recipient= --homedir= --keyring= --secret-keyring= --primary-keyring= --trustdb-name= --no-default-keyring --no-options --options= --no-permission-warning
  --keyserver= --keyserver-options= --import-options= --export-options= --list-options= --verify-options= --with-colons --with-fingerprint --with-subkey-fingerprint --with-key-data --keyid-format= --trust-model= --always-trust --no-auto-check-trustdb --auto-key-locate= --no-auto-key-locate --auto-key-retrieve --no-auto-key-retrieve --allow-weak-digest-algos --no-greeting --no-random-seed-file --exit-on-status-write-error
  --status-fd= --logger-fd= --status-file= --passphrase= --passphrase-fd= --passphrase-file= --pinentry-mode= --lock-never --no-autostart --no-sig-cache --charset= --display-charset= --utf8-strings --fixed-list-mode --ignore-time-conflict --ignore-valid-from --cipher-algo= --digest-algo= --compress-algo= --s2k-mode= -z= --skip-verify --no-keyring --debug-level= --openpgp --import-clean --version --help -n --dry-run -i --expert --quick-set-expire --quick-lsign-key --tofu-policy --server --dump-options --warranty --gpgconf-list --enable-special-filenames --trusted-key= --assert-signer=`,
);
const ASKS = [
  '--recv-keys',
  '--receive-keys',
  '--recv',
  '--refresh-keys',
  '--search-keys',
  '--fetch-keys',
  '--locate-keys',
  '--send-keys',
];

/** gpg: keys go into its home directory, results where `--output` says. */
export const gpg: Program = {
  names: ['gpg', 'gpg2', 'gpg1', 'gpgv', 'gpgv2'],
  effect(command, env) {
    const options = splitOptions(command.args, GPG);
    if (has(options, '--version', '--help')) return effectOf();
    const asks = has(options, ...ASKS);
    const output = options.flags.get('-o') ?? options.flags.get('--output');
    const [file] = options.operands;
    const dearmored =
      output === undefined && file?.value !== undefined && has(options, '--dearmor', '--dearmour')
        ? { ...file, value: `${file.value}.gpg` }
        : undefined;
    const goal = output ?? dearmored;
    const path = goal?.value === undefined ? undefined : underCwd(env, goal.value);
    const size = { low: 0, high: 200e6, basis: 'unknown' as const };
    const reads =
      has(options, '--import', '--dearmor', '--dearmour') &&
      file?.value !== undefined &&
      !file.glob;
    const writesOutput = path !== undefined && goal?.value !== '-' && !path.startsWith('/dev/');
    const unclear = goal && path === undefined ? [goal] : [];
    return effectBy(command, env, [...options.strange, ...unclear], {
      needs:
        reads && file?.value !== '-' && file?.value !== undefined
          ? [needFile(command, env, file.value)]
          : [],
      changes: writesOutput ? [putFile(command, env, path, { size })] : [],
      havoc: keyrings(
        command,
        env,
        options.flags.get('--homedir')?.value,
        options.flags.get('--keyring')?.value,
      ),
      network: asks ? 'yes' : 'no',
      reads: asks ? [{ kind: 'network', what: 'gpg' }] : [],
    });
  },
};

/** Where keys are kept; the directory's name may be computed, then it is a fresh one somewhere. */
function keyrings(
  command: Command,
  env: Environment,
  homedir: string | undefined,
  keyring: string | undefined,
): { path: string; because: ReturnType<typeof originOf> }[] {
  const because = originOf(command);
  const set = env.variable('GNUPGHOME');
  const home = homedir ?? (set?.known === true ? set.value : `${env.home}/.gnupg`);
  const paths = [home, ...(keyring === undefined ? [] : [keyring.replace(/^gnupg-ring:/, '')])];
  const unknownHome = homedir === undefined && set?.known === false ? ['/tmp'] : [];
  return [...paths, ...unknownHome].flatMap((one) => {
    const path = underCwd(env, one);
    return path === undefined ? [] : [{ path, because }];
  });
}

/** gpgconf, gpg-agent: only what runs. */
export const gpgHelpers: Program = {
  names: ['gpgconf', 'gpg-agent', 'gpg-connect-agent', 'dirmngr'],
  effect: () => effectOf(),
};

const OPENSSL_OUT = ['-out', '-keyout', '-CAserial', '-writerand', '-dump_name'];

/** openssl: keys and certificates go where `-out` and `-keyout` say. */
export const openssl: Program = {
  names: ['openssl'],
  effect(command, env) {
    const outputs = command.args.flatMap((arg, index) =>
      OPENSSL_OUT.includes(arg.value ?? '') ? (command.args[index + 1] ?? []) : [],
    );
    const origin = originOf(command);
    const changes = outputs.flatMap((arg) => {
      const path = arg.value === undefined ? undefined : underCwd(env, arg.value);
      const mode = known(/key/i.test(path ?? '') ? 0o600 : 0o644, origin);
      const size = { low: 100, high: 20_000, basis: 'typical' as const };
      return path === undefined || path.startsWith('/dev/')
        ? []
        : [putFile(command, env, path, { size, mode })];
    });
    const network = command.args[0]?.value === 's_client' ? 'yes' : 'no';
    const unclear = outputs.filter((one) => one.value === undefined);
    return effectBy(command, env, unclear, { changes, network });
  },
};

const KEYGEN = optionSpec(
  '-A -t= -b= -f= -N= -P= -C= -q -y -l -R= -F= -H -p -o -a= -m= -i -e -E= -v -B -K= -I= -s= -O= -Y= -V= -D= -L -k -n= -u -x= -z=',
);

/** ssh-keygen: a key pair, or the host's keys. */
export const sshKeygen: Program = {
  names: ['ssh-keygen'],
  effect(command, env) {
    const options = splitOptions(command.args, KEYGEN);
    if (has(options, '-l', '-y', '-F', '-L')) return effectBy(command, env, options.strange);
    const because = originOf(command);
    const file = options.flags.get('-f');
    const path = file?.value === undefined ? undefined : underCwd(env, file.value);
    if (has(options, '-A')) return effectOf({ havoc: [{ path: '/etc/ssh', because }] });
    const unclear = file && path === undefined ? [file] : [];
    const key = (at: string, mode: number): ReturnType<typeof putFile> =>
      putFile(command, env, at, {
        mode: known(mode, because),
        size: { low: 80, high: 5_000, basis: 'typical' },
      });
    return effectBy(command, env, [...options.strange, ...unclear], {
      changes:
        path === undefined
          ? [
              {
                do: 'put',
                path: `${env.home}/.ssh`,
                entry: newEntry(command, env, 'dir', 0o700),
                open: true,
              },
            ]
          : [key(path, 0o600), key(`${path}.pub`, 0o644)],
    });
  },
};

/** ssh and what talks to other machines: what comes of it is printed. */
export const remoteShell: Program = {
  names: ['ssh', 'telnet', 'ssh-add', 'ssh-agent', 'ssh-copy-id'],
  effect: (command, env) =>
    effectOf({
      havoc: [{ path: `${env.home}/.ssh`, because: originOf(command) }],
      network: 'yes',
    }),
};
