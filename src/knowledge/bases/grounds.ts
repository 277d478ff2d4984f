import type { BaseFacts } from '../../facts/image.ts';
import {
  ALPINE_BIN,
  ALPINE_SBIN,
  ALPINE_USR_BIN,
  ALPINE_USR_SBIN,
  BUSYBOX,
  OFFICIAL_BUSYBOX,
} from './programs-busybox.ts';
import {
  BOOKWORM_BIN,
  BOOKWORM_SBIN,
  BUILD_BIN,
  CURL_BIN,
  DEBIAN_BIN,
  DEBIAN_SBIN,
  SCM_BIN,
  TRIXIE_BIN,
} from './programs-debian.ts';
import type { Ground, Group, User } from './types.ts';

/** Puts names, parted by space, into a directory. */
export function inDirectory(dir: string, names: string): string[] {
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => `${dir}/${name}`);
}

function account(name: string, uid: number, home: string, gid = uid): User {
  return { name, uid, gid, home };
}

/** /etc/passwd of Debian 12 and 13 (package base-passwd); measured. */
const DEBIAN_USERS: readonly User[] = [
  account('root', 0, '/root'),
  account('daemon', 1, '/usr/sbin'),
  account('bin', 2, '/bin'),
  account('sys', 3, '/dev'),
  account('sync', 4, '/bin', 65534),
  account('games', 5, '/usr/games', 60),
  account('man', 6, '/var/cache/man', 12),
  account('lp', 7, '/var/spool/lpd'),
  account('mail', 8, '/var/mail'),
  account('news', 9, '/var/spool/news'),
  account('uucp', 10, '/var/spool/uucp'),
  account('proxy', 13, '/bin'),
  account('www-data', 33, '/var/www'),
  account('backup', 34, '/var/backups'),
  account('list', 38, '/var/list'),
  account('irc', 39, '/run/ircd'),
  account('_apt', 42, '/nonexistent', 65534),
  account('nobody', 65534, '/nonexistent'),
];

function groupsOf(text: string): readonly Group[] {
  return text
    .trim()
    .split(/\s+/)
    .map((one) => ({ name: one.replace(/:.*/, ''), gid: Number(one.replace(/.*:/, '')) }));
}

/** /etc/group of Debian 12 and 13 (package base-passwd), and of Ubuntu; measured. */
const DEBIAN_GROUPS = groupsOf(`
  root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20
  fax:21 voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38
  irc:39 src:40 shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534
`);

/** Package alpine-baselayout of Alpine 3.18 and newer; measured on 3.23. */
const ALPINE_USERS: readonly User[] = [
  account('root', 0, '/root'),
  account('bin', 1, '/bin'),
  account('daemon', 2, '/sbin'),
  account('lp', 4, '/var/spool/lpd', 7),
  account('sync', 5, '/sbin', 0),
  account('shutdown', 6, '/sbin', 0),
  account('halt', 7, '/sbin', 0),
  account('mail', 8, '/var/mail', 12),
  account('news', 9, '/usr/lib/news', 13),
  account('uucp', 10, '/var/spool/uucppublic', 14),
  account('cron', 16, '/var/spool/cron'),
  account('ftp', 21, '/var/lib/ftp'),
  account('sshd', 22, '/dev/null'),
  account('games', 35, '/usr/games'),
  account('ntp', 123, '/var/empty'),
  account('guest', 405, '/dev/null', 100),
  account('nobody', 65534, '/'),
];
const ALPINE_GROUPS = groupsOf(`
  root:0 bin:1 daemon:2 sys:3 adm:4 tty:5 disk:6 lp:7 kmem:9 wheel:10 floppy:11 mail:12 news:13 uucp:14 cron:16
  audio:18 cdrom:19 dialout:20 ftp:21 sshd:22 input:23 tape:26 video:27 netdev:28 kvm:34 games:35 shadow:42
  www-data:82 users:100 ntp:123 abuild:300 utmp:406 ping:999 nogroup:65533 nobody:65534
`);

const ROOT_ONLY: readonly User[] = [account('root', 0, '/root')];

/** Debian's codenames by release. */
export const DEBIAN_CODENAMES: Readonly<Record<string, string>> = {
  forky: '14',
  trixie: '13',
  bookworm: '12',
  bullseye: '11',
  buster: '10',
  stretch: '9',
  jessie: '8',
};

export const UBUNTU_CODENAMES: Readonly<Record<string, string>> = {
  resolute: '26.04',
  questing: '25.10',
  noble: '24.04',
  jammy: '22.04',
  focal: '20.04',
  bionic: '18.04',
};

/** What a distribution brings to the images built on it. */
export interface GroundFacts {
  readonly id: string;
  readonly libc: BaseFacts['os']['libc'];
  readonly packageManager?: NonNullable<BaseFacts['packageManager']>;
  readonly users: readonly User[];
  readonly groups?: readonly Group[];
  /** Whether images of the distribution itself have no others. */
  readonly allAccounts?: true;
  readonly programs: readonly string[];
}

/** What Debian's images add, ground by ground, each to the one before. */
const DEBIAN_LAYERS: readonly (readonly [Ground, string])[] = [
  ['buildpack-curl', CURL_BIN],
  ['buildpack-scm', SCM_BIN],
  ['buildpack', BUILD_BIN],
];

/** Names that some releases of a distribution have: of a moving tag nobody knows. */
export const OF_SOME_RELEASES: readonly string[] = ['adduser', 'addgroup', 'deluser', 'delgroup'];

function debianPrograms(ground: Ground, release: string | undefined): string[] {
  const programs = [
    '/bin/sh',
    '/bin/bash',
    ...inDirectory('/usr/bin', DEBIAN_BIN),
    ...inDirectory('/usr/sbin', DEBIAN_SBIN),
  ];
  if (release === '12' || release === '11') {
    programs.push(
      ...inDirectory('/usr/bin', BOOKWORM_BIN),
      ...inDirectory('/usr/sbin', BOOKWORM_SBIN),
    );
  }
  if (release === '13') programs.push(...inDirectory('/usr/bin', TRIXIE_BIN));
  // Debian 13 has adduser only where another package asks for it; of moving tags it is not known.
  const slim = ground === 'debian' || ground === 'debian-slim';
  if (!slim || (release !== '13' && release !== undefined))
    programs.push(...inDirectory('/usr/sbin', 'adduser addgroup deluser delgroup'));
  const top = DEBIAN_LAYERS.findIndex(([name]) => name === ground);
  for (const [, names] of DEBIAN_LAYERS.slice(0, top + 1)) {
    programs.push(...inDirectory('/usr/bin', names));
  }
  if (top >= 0) programs.push('/usr/sbin/update-ca-certificates');
  return programs;
}

function debian(ground: Ground, release: string | undefined): GroundFacts {
  return {
    id: 'debian',
    libc: 'glibc',
    packageManager: 'apt',
    users: DEBIAN_USERS,
    groups: DEBIAN_GROUPS,
    ...(isMeasured(release) ? { allAccounts: true } : {}),
    programs: debianPrograms(ground, release),
  };
}

/** Releases whose accounts are those that were listed; older ones have a few more, or other ids. */
function isMeasured(release: string | undefined): boolean {
  return release === '12' || release === '13';
}

function ubuntu(release: string | undefined): GroundFacts {
  const { users, programs, ...rest } = debian('debian', undefined);
  const hasUser = release !== undefined && Number.parseFloat(release) >= 23.04;
  return {
    ...rest,
    id: 'ubuntu',
    users: hasUser ? [...users, account('ubuntu', 1000, '/home/ubuntu')] : users,
    programs: [...programs, '/usr/sbin/adduser', '/usr/sbin/addgroup'],
  };
}

/** Alpine 3.17 and newer have a group www-data from the start; older ones have other accounts, too. */
function isOldAlpine(release: string | undefined): boolean {
  return release !== undefined && Number(release.split('.')[1] ?? '0') < 17;
}

function alpine(release: string | undefined): GroundFacts {
  const isOld = isOldAlpine(release);
  return {
    id: 'alpine',
    libc: 'musl',
    packageManager: 'apk',
    users: ALPINE_USERS,
    groups: isOld ? ALPINE_GROUPS.filter(({ name }) => name !== 'www-data') : ALPINE_GROUPS,
    ...(isOld ? {} : { allAccounts: true }),
    programs: [
      ...inDirectory('/bin', ALPINE_BIN),
      ...inDirectory('/sbin', ALPINE_SBIN),
      ...inDirectory('/usr/bin', ALPINE_USR_BIN),
      ...inDirectory('/usr/sbin', ALPINE_USR_SBIN),
    ],
  };
}

/** Programs every Red Hat like image has; from the packages coreutils, bash, rpm. */
const RED_HAT = 'sh bash cat ls cp mv rm mkdir chmod chown ln env id sed grep rpm curl';

function redHat(manager: 'dnf' | 'microdnf'): GroundFacts {
  const programs = inDirectory('/usr/bin', `${RED_HAT} ${manager}`);
  return { id: 'rhel', libc: 'glibc', packageManager: manager, users: ROOT_ONLY, programs };
}

/** Releases whose images had more in them than the lists here, which were made of newer ones. */
export function isBeforeLists(id: string, release: string | undefined): boolean {
  if (release === undefined) return false;
  return Number.parseFloat(release) < (id === 'ubuntu' ? 18 : id === 'debian' ? 10 : 0);
}

/** What images on this ground have, by release of the distribution where that is known. */
export function groundFacts(ground: Ground, release: string | undefined): GroundFacts {
  if (ground === 'ubuntu') return ubuntu(release);
  if (ground === 'alpine') return alpine(release);
  if (ground === 'dnf' || ground === 'microdnf') return redHat(ground);
  if (ground === 'none') return { id: 'none', libc: 'none', users: [], programs: [] };
  if (ground !== 'busybox') return debian(ground, release);
  const users = [
    account('root', 0, '/root'),
    account('www-data', 33, '/var/www'),
    account('nobody', 65534, '/home'),
  ];
  return {
    id: 'busybox',
    libc: 'none',
    users,
    programs: inDirectory('/bin', `${BUSYBOX} ${OFFICIAL_BUSYBOX}`),
  };
}
