import type { Change } from '../../facts/image.ts';
import { effectBy, effectOf, originOf, putFile } from '../effect.ts';
import { optionSpec, splitOptions, valuesOf } from '../options.ts';
import type { Program } from '../types.ts';

/** Tools that keep some file or directory of the system up to date: where they write. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  ldconfig: ['/etc/ld.so.cache', '/var/cache/ldconfig'],
  'update-ca-certificates': ['/etc/ssl', '/etc/ca-certificates', '/etc/ca-certificates.conf'],
  'update-ca-trust': ['/etc/pki/ca-trust', '/etc/ssl'],
  'update-locale': ['/etc/default/locale', '/etc/locale.conf'],
  'locale-gen': ['/usr/lib/locale', '/etc/locale.gen', '/var/lib/locales'],
  localedef: ['/usr/lib/locale', '/usr/share/i18n'],
  'fc-cache': ['/var/cache/fontconfig', '/usr/local/share/fonts', '/usr/share/fonts'],
  'update-mime-database': ['/usr/share/mime'],
  'update-desktop-database': ['/usr/share/applications'],
  'gtk-update-icon-cache': ['/usr/share/icons'],
  'glib-compile-schemas': ['/usr/share/glib-2.0'],
  'gdk-pixbuf-query-loaders': ['/usr/lib'],
  mandb: ['/var/cache/man'],
  updatedb: ['/var/lib/mlocate', '/var/lib/plocate', '/var/cache/locate'],
  depmod: ['/lib/modules'],
  texhash: ['/usr/share/texmf', '/usr/share/texlive', '/usr/local/texlive', '/var/lib/texmf'],
  mktexlsr: ['/usr/share/texmf', '/usr/share/texlive', '/usr/local/texlive', '/var/lib/texmf'],
  a2enmod: ['/etc/apache2', '/var/lib/apache2'],
  a2dismod: ['/etc/apache2', '/var/lib/apache2'],
  a2ensite: ['/etc/apache2', '/var/lib/apache2'],
  a2dissite: ['/etc/apache2', '/var/lib/apache2'],
  a2enconf: ['/etc/apache2', '/var/lib/apache2'],
  a2disconf: ['/etc/apache2', '/var/lib/apache2'],
  'update-rc.d': [
    '/etc/init.d',
    '/etc/rc0.d',
    '/etc/rc2.d',
    '/etc/rc3.d',
    '/etc/rc6.d',
    '/etc/rcS.d',
  ],
  'rc-update': ['/etc/runlevels'],
  chkconfig: ['/etc/rc.d', '/etc/systemd', '/etc/xinetd.d'],
  authselect: ['/etc'],
  alternatives: ['/etc/alternatives', '/usr', '/var/lib/alternatives'],
  'dpkg-divert': ['/var/lib/dpkg', '/usr', '/etc', '/bin', '/sbin'],
  'dpkg-statoverride': ['/var/lib/dpkg'],
  'dpkg-reconfigure': ['/etc', '/usr', '/var'],
  'update-java-alternatives': ['/etc/alternatives', '/usr/bin'],
  'update-crypto-policies': ['/etc/crypto-policies'],
  crontab: ['/var/spool/cron', '/var/spool/cron/crontabs', '/etc/crontabs'],
  visudo: ['/etc/sudoers', '/etc/sudoers.d'],
  freshclam: ['/var/lib/clamav'],
  unminimize: ['/etc', '/usr', '/var'],
  install_packages: ['/etc', '/usr', '/var', '/opt', '/lib'],
  'clean-install': ['/etc', '/usr', '/var', '/opt', '/lib'],
  'subscription-manager': ['/etc', '/var', '/usr'],
  'setup-timezone': ['/etc'],
  'apt-ftparchive': ['/var/cache'],
  newaliases: ['/etc'],
  postconf: ['/etc/postfix'],
  postmap: ['/etc/postfix'],
  augtool: ['/etc'],
  initdb: ['/var/lib'],
  etckeeper: ['/etc'],
};
/** Those of them that go to the network. */
const NETWORK = new Set([
  'freshclam',
  'unminimize',
  'install_packages',
  'clean-install',
  'subscription-manager',
]);

export const maintenance: Program = {
  names: Object.keys(WRITES),
  effect(command, env) {
    const because = originOf(command);
    const network = NETWORK.has(command.name) ? 'yes' : 'no';
    const uid = env.uid.known ? { uid: env.uid.value } : {};
    // What `/bin/sh` is, is one of the questions packages ask.
    const changes: Change[] =
      command.name === 'dpkg-reconfigure'
        ? [{ do: 'doubt', path: '/bin/sh', origin: because }]
        : [];
    return effectOf({
      changes,
      havoc: (WRITES[command.name] ?? []).map((path) => ({ path, because, ...uid })),
      spread: { low: 0, high: network === 'yes' ? 2e9 : 50e6, basis: 'unknown' },
      network,
    });
  },
};

/** Services do not outlive the RUN that starts them; what they wrote until then stays. */
export const services: Program = {
  names: [
    'service',
    'systemctl',
    'rc-service',
    'supervisorctl',
    'invoke-rc.d',
    'apachectl',
    'apache2ctl',
    'redis-server',
    'mysqld',
    'mysqld_safe',
    'mysqladmin',
    'mysql',
    'psql',
    'pg_ctl',
    'pg_ctlcluster',
    'createdb',
    'createuser',
    'dockerd',
    'sshd',
    'dnsmasq',
    'rabbitmq-plugins',
    'rabbitmqctl',
    'cron',
    'crond',
    'rsyslogd',
    'php-fpm',
    'httpd',
    'tor',
  ],
  effect(command) {
    const quiet = command.args.some((arg) =>
      /^(-v|-V|-t|--version|--status-all|status)$/.test(arg.value ?? ''),
    );
    if (quiet) return effectOf();
    const because = originOf(command);
    return effectOf({
      havoc: ['/etc', '/run', '/var', '/tmp', '/usr/lib/systemd', '/data'].map((path) => ({
        path,
        because,
      })),
      spread: { low: 0, high: 200e6, basis: 'unknown' },
      network: 'unknown',
    });
  },
};

const ALTERNATIVES = optionSpec(
  '--install --slave --set --set-selections --auto --display --list --query --config --remove --remove-all --all --get-selections --altdir= --admindir= --log= --force --skip-auto --verbose --quiet --debug --help --version',
);

/** update-alternatives: a name that leads to one of several programs. */
export const alternatives: Program = {
  names: ['update-alternatives'],
  effect(command, env) {
    const options = splitOptions(command.args, ALTERNATIVES);
    const words = command.args.map((one) => one.value);
    const at = words.indexOf('--install');
    const link = words[at + 1];
    const because = originOf(command);
    const origin = originOf(command);
    const changes =
      at >= 0 && link?.startsWith('/') === true
        ? [putFile(command, env, link, { mode: { known: true, value: 0o755, origin } })]
        : [];
    const computed = command.args.filter((one) => one.value === undefined);
    const looks = words.some((one) =>
      /^--(display|list|query|get-selections|version|help)$/.test(one ?? ''),
    );
    if (looks || valuesOf(command.args).length === 0) return effectOf();
    return effectBy(command, env, [...options.strange, ...computed], {
      changes,
      havoc: [
        '/etc/alternatives',
        '/var/lib/dpkg/alternatives',
        '/usr/bin',
        '/usr/share/man',
        '/usr/sbin',
        '/usr/lib',
      ].map((path) => ({ path, because })),
    });
  },
};
