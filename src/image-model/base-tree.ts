import { NO_BYTES, exactly } from '../facts/bytes.ts';
import type { BaseFacts, Change, Entry } from '../facts/image.ts';
import { type Origin, known } from '../facts/origin.ts';
import { ACCOUNTS_LOCK } from './accounts.ts';
import { layoutOf } from './base-layout.ts';
import { withPrograms } from './base-programs.ts';
import { treeOfFiles } from './read-base.ts';
import { isUnder } from './tree/paths.ts';
import { type Tree, emptyTree } from './tree/tree.ts';

/**
 * Images in which nothing lies where applications are put: /opt and /usr/src are empty but for Yarn's own
 * directory, and home directories have files of shells alone. Listed in images of Debian 12 and 13, of their
 * slim variants and of Alpine, November 2026.
 */
const BARE: ReadonlySet<string> = new Set(
  'debian ubuntu alpine node python golang nginx rust ruby bun buildpack-deps'.split(' '),
);
/** Names that applications have, and that no shell has in a home directory. */
const APPLICATION = [
  'app',
  'src',
  'code',
  'project',
  'package.json',
  'node_modules',
  'requirements.txt',
];

/** What official images do not have, and what somebody makes who changes where packages come from. */
const APT_UNTOUCHED = [
  '/etc/apt/apt.conf',
  '/etc/apt/apt.conf.d/90assumeyes',
  '/etc/apt/sources.list',
  '/etc/apt/sources.list.d/more.list',
];

/** Where people put applications: no official image has anything there. */
const LEFT_FREE = [
  '/usr/src/app',
  '/usr/src/bot',
  '/usr/app',
  '/opt/app',
  '/var/app',
  '/usr/local/app',
];
/** The same below the home of a user that the image has for it. */
const FREE_AT_HOME = ['app', 'src', 'code', 'project', 'server', 'api', 'bot', 'workspace', 'work'];

const trees = new WeakMap<BaseFacts, Tree>();

/** The files of a base image as far as its facts tell them; made once for a record. */
export function baseTree(base: BaseFacts | undefined, ref: string | undefined): Tree {
  if (base === undefined) {
    const what = ref === undefined ? 'a base image that is not known' : ref;
    return emptyTree({ by: 'base', what }, false);
  }
  let tree = trees.get(base);
  if (!tree) {
    tree = build(base);
    trees.set(base, tree);
  }
  return tree;
}

/** An empty root file system. */
export function scratchTree(): Tree {
  return emptyTree({ by: 'base', what: 'scratch' }, true);
}

function build(base: BaseFacts): Tree {
  if (base.flavour === 'scratch') return scratchTree();
  const origin: Origin = { by: 'base', what: base.ref };
  if (base.files !== undefined) return treeOfFiles(base, base.files, origin);
  const changes: Change[] = [];
  const put = (
    path: string,
    kind: Entry['kind'],
    extra: Partial<Entry> = {},
    open = false,
  ): void => {
    const mode = kind === 'file' ? 0o644 : 0o755;
    const entry: Entry = {
      kind,
      uid: known(0, origin),
      gid: known(0, origin),
      mode: known(mode, origin),
      size: NO_BYTES,
      layer: 0,
      origin,
      ...extra,
    };
    changes.push({ do: 'put', path, entry, ...(open ? { open: true as const } : {}) });
  };
  const layout = layoutOf(base);
  for (const name of layout.there)
    if (!isLinked(base, name)) put(`/${name}`, 'dir', {}, !layout.empty.includes(`/${name}`));
  for (const name of layout.there)
    if (isLinked(base, name)) put(`/${name}`, 'link', { target: `usr/${name}` });
  for (const dir of layout.empty)
    put(dir, 'dir', dir.endsWith('tmp') ? { mode: known(0o1777, origin) } : {});
  for (const { home, uid, gid } of base.users)
    if (isMade(home, uid))
      put(
        home,
        'dir',
        {
          uid: known(uid, origin),
          gid: known(gid, origin),
          ...(home === '/root' ? { mode: known(0o700, origin) } : {}),
        },
        true,
      );
  if (BARE.has(base.family)) {
    // Node's images have a directory of Yarn's version in /opt.
    const bare = base.family === 'node' ? ['/usr/src'] : ['/opt', '/usr/src'];
    const made: Change[] = bare.map((path) => ({ do: 'empty', path, origin }));
    if (base.family === 'node')
      for (const name of APPLICATION) made.push({ do: 'remove', path: `/opt/${name}`, origin });
    if (base.family !== 'alpine') put('/usr/src', 'dir');
    const homes = [...base.users.map(({ home }) => home), '/root'].filter((home) => home !== '/');
    for (const home of new Set(homes.filter((one) => /^\/(home\/|root$)/.test(one))))
      for (const name of APPLICATION) made.push({ do: 'remove', path: `${home}/${name}`, origin });
    changes.push(...made);
  }
  if (base.workdir !== '/' && base.workdir !== '') put(base.workdir, 'dir', {}, true);
  if (base.family === 'golang') changes.push(...goPath(origin));
  for (const path of freePlaces(base)) changes.push({ do: 'remove', path, origin });
  if (base.packageManager === 'apt') changes.push(...aptFiles(base, put, origin));
  if (base.family === 'python') put('/usr/local/lib', 'dir', {}, true);
  if (base.family === 'python' && base.runtime !== undefined) {
    const version = /^3\.\d+/.exec(base.runtime.version)?.[0];
    if (version !== undefined)
      put(`/usr/local/lib/python${version}/site-packages`, 'dir', {}, true);
  }
  accounts(base, put);
  changes.push({ do: 'remove', path: ACCOUNTS_LOCK, origin });
  const doubtful = layout.doubtful.map((name) => `/${name}`);
  // The tool that makes Debian's images leaves the directory for half-loaded lists in some of them.
  if (base.packageManager === 'apt') doubtful.push('/var/lib/apt/lists/partial');
  // Where modules would lie that nobody has put there.
  if (base.family === 'distroless-python3') doubtful.push('/usr/local/lib');
  for (const path of doubtful) {
    put(path, 'dir');
    changes.push({ do: 'doubt', path, origin });
  }
  for (const { path, kind } of ownDirectories(base)) put(path, kind, {}, true);
  return withPrograms(emptyTree(origin, layout.closed).apply(changes), base, origin);
}

/** Homes of people are made; those of system accounts mostly are not. */
function isMade(home: string, uid: number): boolean {
  return (
    home !== '/' && home !== '/nonexistent' && (uid === 0 || uid >= 1000 || isUnder(home, '/home'))
  );
}

/** Directories at the top that hold programs: there is more in them. */
function ownDirectories({ programs }: BaseFacts): { path: string; kind: 'dir' }[] {
  const tops = new Set(programs.map((one) => one.split('/').slice(0, 2).join('/')));
  const common = new Set(['/bin', '/sbin', '/usr', '/lib', '/lib64', '/etc', '/opt', '/var']);
  return [...tops].filter((one) => !common.has(one)).map((path) => ({ path, kind: 'dir' }));
}

/** Paths below open directories that are known not to be there. */
function freePlaces(base: BaseFacts): string[] {
  const homes = base.users
    .map(({ home }) => home)
    .filter((home) => home.startsWith('/home/') || home === '/root');
  const free = [
    ...['/usr', '/usr/src', '/usr/local', '/opt', '/var', ...homes].map(
      (dir) => `${dir}/package.json`,
    ),
    ...LEFT_FREE,
    ...homes.flatMap((home) => FREE_AT_HOME.map((one) => `${home}/${one}`)),
  ];
  return free.filter((path) => !isUnder(base.workdir, path));
}

/** What apt goes by: no lists, the distribution's sources, and nothing that answers its questions. */
function aptFiles(
  base: BaseFacts,
  put: (path: string, kind: Entry['kind']) => void,
  origin: Origin,
): Change[] {
  put('/var/lib/apt/lists', 'dir');
  put('/etc/apt/apt.conf.d/docker-clean', 'file');
  const isDebian = base.os.id === 'debian';
  const isNew = isDebian && Number(base.os.release) >= 12;
  if (isDebian)
    put(isNew ? '/etc/apt/sources.list.d/debian.sources' : '/etc/apt/sources.list', 'file');
  const gone: Change[] = [{ do: 'empty', path: '/var/lib/apt/lists', origin }];
  for (const path of APT_UNTOUCHED)
    if (isNew || path !== '/etc/apt/sources.list') gone.push({ do: 'remove', path, origin });
  return gone;
}

/** GOPATH of the official images: everyone may write there, and nothing is in it. */
function goPath(origin: Origin): Change[] {
  const mode = known(0o1777, origin);
  const id = known(0, origin);
  return ['/go', '/go/src', '/go/bin'].flatMap((path): Change[] => [
    {
      do: 'put',
      path,
      entry: { kind: 'dir', uid: id, gid: id, mode, size: NO_BYTES, layer: 0, origin },
    },
    ...(path === '/go' ? [] : [{ do: 'empty' as const, path, origin }]),
  ]);
}

/** Debian, Ubuntu, Fedora and their kin have merged /bin, /sbin and /lib into /usr; Alpine has not. */
function isLinked(base: BaseFacts, name: string): boolean {
  const merged = base.os.libc === 'glibc' && base.flavour !== 'distroless';
  return merged && ['bin', 'sbin', 'lib', 'lib64'].includes(name);
}

/** A record names the accounts worth knowing, so others are possible. */
function accounts(
  base: BaseFacts,
  put: (path: string, kind: Entry['kind'], extra: Partial<Entry>) => void,
): void {
  const root = { name: 'root', uid: 0, gid: 0, home: '/root' };
  const users = base.users.some((one) => one.uid === 0) ? base.users : [root, ...base.users];
  const passwd = users.map((one) => `${one.name}:x:${one.uid}:${one.gid}::${one.home}:\n`).join('');
  const named = new Map((base.groups ?? []).map((one) => [one.name, one.gid]));
  // Without a list of groups each user is taken to have one of his own name.
  if (base.groups === undefined) for (const one of users) named.set(one.name, one.gid);
  const group = [...named].map(([name, gid]) => `${name}:x:${gid}:\n`).join('');
  const partial = base.allAccounts === true ? {} : { partial: true as const };
  put('/etc/passwd', 'file', { size: exactly(0), content: { text: passwd, ...partial } });
  put('/etc/group', 'file', { size: exactly(0), content: { text: group, ...partial } });
}
