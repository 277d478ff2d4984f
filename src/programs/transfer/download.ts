import type { Bytes } from '../../facts/bytes.ts';
import {
  type Options,
  has,
  optionSpec,
  splitOptions,
  valueOfOption,
  valuesOf,
} from '../options.ts';
import { needPlace } from '../access.ts';
import {
  childPath,
  effectBy,
  effectOf,
  putFile,
  underCwd,
  unknownEffect,
  unreadCode,
} from '../effect.ts';
import { lastPart } from '../paths.ts';
import type { Argument, Command, Environment, Program, ProgramEffect } from '../types.ts';

/** A download of which only the address is known. */
const DOWNLOAD: Bytes = { low: 100, high: 500e6, basis: 'unknown' };

/** From curl's manual, 8.x. */
const CURL = optionSpec(
  `-a --append -A= --user-agent= -b= --cookie= -B --use-ascii -c= --cookie-jar= -C= --continue-at= -d= --data=
  --data-raw= --data-binary= --data-urlencode= --data-ascii= -D= --dump-header= -e= --referer= -E= --cert= -f --fail
  --fail-with-body --fail-early -F= --form= --form-string= -g --globoff -G --get -h --help -H= --header= -i --include
  --show-headers -I --head -j --junk-session-cookies -J --remote-header-name -k --insecure -K= --config= -l --list-only
  -L --location --location-trusted -m= --max-time= -M --manual -n --netrc --netrc-file= --netrc-optional -N --no-buffer
  -o= --output= --output-dir= -O --remote-name --remote-name-all -p --proxytunnel -P= --ftp-port= -q --disable
  -Q= --quote= -r= --range= -R --remote-time -s --silent --no-silent -S --show-error -t= --telnet-option= -T= --upload-file=
  -u= --user= -U= --proxy-user= -v --verbose -V --version -w= --write-out= -x= --proxy= -X= --request= -Y= --speed-limit=
  -y= --speed-time= -z= --time-cond= -Z --parallel --parallel-max= -0 --http1.0 --http1.1 --http2 --http2-prior-knowledge
  --http3 -1 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 -2 --sslv2 -3 --sslv3 -4 --ipv4 -6 --ipv6 -# --progress-bar
  --no-progress-meter --compressed --compressed-ssh --create-dirs --create-file-mode= --connect-timeout= --connect-to= --cacert=
  --capath= --cert-type= --key= --key-type= --ciphers= --tls13-ciphers= --crlfile= --pass= --proto= --proto-default= --proto-redir=
  --proxy-insecure --noproxy= --socks5= --socks5-hostname= --preproxy= --resolve= --interface= --dns-servers= --doh-url= --retry=
  --retry-delay= --retry-max-time= --retry-connrefused --retry-all-errors --max-redirs= --max-filesize= --limit-rate= --rate=
  --keepalive-time= --no-keepalive --json= --oauth2-bearer= --basic --digest --ntlm --negotiate --anyauth --ssl --ssl-reqd
  --ssl-no-revoke --ssl-revoke-best-effort --stderr= --trace= --trace-ascii= --trace-time --tr-encoding --tcp-nodelay
  --unix-socket= --url= --variable= --xattr --skip-existing --path-as-is --post301 --post302 --post303 --raw --styled-output
  --ftp-pasv --ftp-create-dirs --disable-epsv --aws-sigv4= --happy-eyeballs-timeout-ms= --expect100-timeout= --no-clobber
  --clobber --remove-on-error --etag-save= --etag-compare= --hsts= --tls-max= --curves= --engine= --random-file=`,
);
/** From the manual of GNU wget 1.2x, with what BusyBox adds. */
const WGET = optionSpec(
  `-V --version -h --help -b --background -e= --execute= -o= --output-file= -a= --append-output= -d --debug -q --quiet
  -v --verbose -n= -nv --no-verbose --report-speed= -i= --input-file= --input-metalink= -F --force-html -B= --base= --config= --no-config
  --rejected-log= -t= --tries= --retry-connrefused --retry-on-http-error= --retry-on-host-error -O= --output-document= --no-clobber
  --no-netrc -c --continue --start-pos= --progress= --show-progress -N --timestamping --no-if-modified-since
  --no-use-server-timestamps -S --server-response --spider -T= --timeout= --dns-timeout= --connect-timeout= --read-timeout=
  -w= --wait= --waitretry= --random-wait --no-proxy -Y= --proxy= -Q= --quota= --bind-address= --limit-rate= --no-dns-cache
  --restrict-file-names= --ignore-case -4 --inet4-only -6 --inet6-only --prefer-family= --user= --password= --ask-password
  --use-askpass= --no-iri --local-encoding= --remote-encoding= --unlink --xattr -x --force-directories --no-directories
  --no-host-directories -P= --directory-prefix= --protocol-directories --cut-dirs= --http-user= --http-password= --no-cache --default-page=
  -E --adjust-extension --ignore-length -U= --user-agent= --header= --compression= --max-redirect= --proxy-user= --proxy-password=
  --referer= --save-headers --no-http-keep-alive --no-cookies --load-cookies= --save-cookies= --keep-session-cookies --post-data=
  --post-file= --method= --body-data= --body-file= --content-disposition --content-on-error --trust-server-names
  --auth-no-challenge --secure-protocol= --https-only --no-check-certificate --check-certificate= --certificate= --certificate-type= --private-key=
  --private-key-type= --ca-certificate= --ca-directory= --crl-file= --pinnedpubkey= --ciphers= --no-hsts --hsts-file= --ftp-user=
  --ftp-password= --no-remove-listing --no-glob --no-passive-ftp --preserve-permissions --retr-symlinks -r --recursive -l= --level=
  --delete-after -k --convert-links -K --backup-converted -m --mirror -p --page-requisites --strict-comments -A= --accept=
  -R= --reject= --accept-regex= --reject-regex= -D= --domains= --exclude-domains= --follow-ftp --follow-tags= --ignore-tags=
  -H --span-hosts -L --relative -I= --include-directories= -X= --exclude-directories= --no-parent`,
);

/** curl and wget: a file of unknown size where they say they put it. */
export const download: Program = {
  names: ['curl', 'wget'],
  effect(command, env) {
    const options = splitOptions(command.args, command.name === 'curl' ? CURL : WGET);
    if (has(options, '--version', '-V', '--help', '-h')) return effectOf();
    const urls = valuesOf(options.operands);
    const reads = urls.map((what) => ({ kind: 'network' as const, what }));
    const base: Partial<ProgramEffect> = { network: 'yes', reads };
    const files =
      command.name === 'curl' ? curlFiles(env, options, command.args) : wgetFiles(env, options);
    if (files === undefined) {
      const computed = command.args.filter((arg) => arg.value === undefined);
      const doubts = [...options.strange, ...computed];
      // Without a computed word only the working directory is not known.
      return doubts.length === 0
        ? unreadCode(command, env, { ...base, spread: DOWNLOAD })
        : unknownEffect(command, env, { ...base, spread: DOWNLOAD }, doubts);
    }
    const changes = files
      .filter((path) => !path.startsWith('/dev/'))
      .map((path) => putFile(command, env, path, { size: DOWNLOAD }));
    if (has(options, '-r', '--recursive', '-m', '--mirror', '-i', '--input-file', '-K', '--config'))
      return unknownEffect(command, env, { ...base, understood: true });
    // Where something comes from matters less than where it goes.
    const makes = has(options, '--create-dirs', '-P', '--directory-prefix', '--output-dir');
    const needs = makes ? [] : changes.flatMap(({ path }) => needPlace(env, path, command.at));
    return effectBy(command, env, options.strange, { ...base, changes, needs });
  },
};

/** What each `-o` says, one for each address; undefined where it is computed. */
function outputs(args: readonly Argument[]): (string | undefined)[] {
  return args.flatMap(({ value }, index): (string | undefined)[] => {
    if (value === undefined) return [];
    if (value === '--output' || /^-[A-Za-z#]*o$/.test(value)) return [args[index + 1]?.value];
    const attached = /^(?:--output=|-[A-Zb-np-z#]*o)(.+)$/.exec(value)?.[1];
    return attached === undefined || value.startsWith('--output-') ? [] : [attached];
  });
}

/** Files that curl writes; undefined when that cannot be told. */
function curlFiles(
  env: Environment,
  options: Options,
  args: readonly Argument[],
): string[] | undefined {
  const dir = valueOfOption(options, '--output-dir');
  const kept = ['-D', '--dump-header', '-c', '--cookie-jar', '--stderr'].flatMap((name) => {
    const path = options.flags.get(name)?.value;
    return path === undefined || path === '-' ? [] : (underCwd(env, path) ?? []);
  });
  const output = options.flags.get('-o') ?? options.flags.get('--output');
  if (output !== undefined) {
    if (output.value === '-') return kept;
    const paths = outputs(args).map((one) => (one === undefined ? one : placed(env, dir, one)));
    const known = paths.filter((one) => one !== undefined);
    return known.length < paths.length ? undefined : [...kept, ...known];
  }
  if (!has(options, '-O', '--remote-name', '--remote-name-all', '-J', '--remote-header-name'))
    return kept;
  const named = has(options, '-J', '--remote-header-name')
    ? undefined
    : remoteNames(env, options, dir);
  return named && [...kept, ...named];
}

function wgetFiles(env: Environment, options: Options): string[] | undefined {
  if (has(options, '--spider')) return [];
  const logs = ['-o', '--output-file', '-a', '--append-output'].flatMap((name) => {
    const path = options.flags.get(name)?.value;
    return path === undefined ? [] : (underCwd(env, path) ?? []);
  });
  const output = options.flags.get('-O') ?? options.flags.get('--output-document');
  if (output !== undefined) {
    if (output.value === '-') return logs;
    const path = output.value === undefined ? undefined : underCwd(env, output.value);
    return path === undefined ? undefined : [...logs, path];
  }
  if (has(options, '--content-disposition', '--trust-server-names')) return undefined;
  const named = remoteNames(env, options, valueOfOption(options, '-P', '--directory-prefix'));
  return named && [...logs, ...named];
}

/** Files named like the last part of what they are loaded from; undefined when an address is not known. */
function remoteNames(
  env: Environment,
  options: Options,
  dir: string | undefined,
): string[] | undefined {
  const paths: string[] = [];
  for (const { value, text } of options.operands) {
    // The end of an address may be written out where its beginning is computed.
    const name = lastPart(value ?? /\/([\w.+-]+)"?$/.exec(text)?.[1] ?? '');
    const path = name === '' ? undefined : placed(env, dir, name);
    if (path === undefined) return undefined;
    paths.push(path);
  }
  return paths;
}

function placed(env: Environment, dir: string | undefined, path: string): string | undefined {
  if (dir === undefined) return underCwd(env, path);
  const full = underCwd(env, dir);
  return full === undefined ? undefined : childPath(full, path);
}

const SCP = optionSpec(
  '-3 -4 -6 -A -B -C -O -p -q -R -r -s -T -v -c= -D= -F= -i= -J= -l= -o= -P= -S= -X=',
);
const RSYNC = optionSpec(
  `-v --verbose -q --quiet -c --checksum -a --archive -r --recursive -R --relative -b --backup -u --update -l --links -L --copy-links
  -k --copy-dirlinks -K --keep-dirlinks -H --hard-links -p --perms -E --executability -A --acls -X --xattrs -o --owner -g --group
  -D --devices --specials -t --times -O --omit-dir-times -S --sparse -n --dry-run -W --whole-file -x --one-file-system -e= --rsh=
  --existing --ignore-existing --remove-source-files --delete --delete-after --delete-excluded --delete-during --force -m --prune-empty-dirs -z --compress
  -C --cvs-exclude -f= --filter= --exclude= --exclude-from= --include= --include-from= --files-from= -h --human-readable
  --progress --stats -P --partial -i --itemize-changes --chmod= --chown= --numeric-ids --no-owner --no-group --no-perms --no-o
  --no-g --no-p --no-t --safe-links --copy-unsafe-links --inplace --max-size= --timeout= --info= -s --protect-args --mkpath`,
);

/** rsync and scp: copies into a directory, of which not every name is followed. */
export const remoteCopy: Program = {
  names: ['rsync', 'scp', 'aria2c', 'axel', 'sftp'],
  effect(command, env) {
    if (command.name !== 'rsync' && command.name !== 'scp')
      return unknownEffect(command, env, { network: 'yes', spread: DOWNLOAD, understood: true });
    const options = splitOptions(command.args, command.name === 'rsync' ? RSYNC : SCP);
    const remote = options.operands.some((one) => /^[\w.@-]+:/.test(one.value ?? ''));
    return copied(command, env, options, remote);
  },
};

function copied(
  command: Command,
  env: Environment,
  options: Options,
  remote: boolean,
): ProgramEffect {
  const target = options.operands.at(-1);
  const path = target?.value === undefined ? undefined : underCwd(env, target.value);
  const doubts = [...options.strange, ...(path === undefined && target ? [target] : [])];
  return effectBy(command, env, doubts, {
    havoc: path === undefined ? [] : [{ path, because: { by: 'command', at: command.at } }],
    spread: { low: 0, high: 1e9, basis: 'unknown' },
    network: remote ? 'yes' : 'unknown',
  });
}
