import type { BaseFacts } from '../../facts/image.ts';
import { known } from '../../facts/origin.ts';
import { isUnder } from '../tree/paths.ts';
import { APPLICATION, BARE, FREE_AT_HOME, LEFT_FREE, type Layout } from './layout.ts';
import type { Sketch } from './sketch.ts';

/** Directories of the distribution, those it ships empty, and the links between them. */
export function directories(sketch: Sketch, base: BaseFacts, layout: Layout): void {
  const { there, empty } = layout;
  for (const name of there)
    if (!isLinked(base, name)) sketch.put(`/${name}`, 'dir', {}, !empty.includes(`/${name}`));
  for (const name of there)
    if (isLinked(base, name)) sketch.put(`/${name}`, 'link', { target: `usr/${name}` });
  const sticky = { mode: known(0o1777, sketch.origin) };
  for (const dir of empty) sketch.put(dir, 'dir', dir.endsWith('tmp') ? sticky : {});
}

/** Debian, Ubuntu, Fedora and their kin have merged /bin, /sbin and /lib into /usr; Alpine has not. */
function isLinked(base: BaseFacts, name: string): boolean {
  const merged = base.os.libc === 'glibc' && base.flavour !== 'distroless';
  return merged && ['bin', 'sbin', 'lib', 'lib64'].includes(name);
}

/** Home directories, and what is in none of them. */
export function homes(sketch: Sketch, base: BaseFacts): void {
  const { origin } = sketch;
  for (const { home, uid, gid } of base.users) {
    if (!isMade(home, uid)) continue;
    const ids = { uid: known(uid, origin), gid: known(gid, origin) };
    const mode = home === '/root' ? { mode: known(0o700, origin) } : {};
    sketch.put(home, 'dir', { ...ids, ...mode }, true);
  }
  if (!BARE.has(base.family)) return;
  // Node's images have a directory of Yarn's version in /opt.
  const withYarn = base.family === 'node';
  if (base.family !== 'alpine') sketch.put('/usr/src', 'dir');
  sketch.empty('/usr/src');
  if (!withYarn) sketch.empty('/opt');
  const own = new Set([...homesOf(base), '/root', ...(withYarn ? ['/opt'] : [])]);
  for (const dir of own) for (const name of APPLICATION) sketch.remove(`${dir}/${name}`);
}

/** Homes of people are made; those of system accounts mostly are not. */
function isMade(home: string, uid: number): boolean {
  if (home === '/' || home === '/nonexistent') return false;
  return uid === 0 || uid >= 1000 || isUnder(home, '/home');
}

function homesOf({ users }: BaseFacts): string[] {
  return users
    .map(({ home }) => home)
    .filter((home) => home.startsWith('/home/') || home === '/root');
}

/** Paths below open directories that are known not to be there. */
export function freePlaces(sketch: Sketch, base: BaseFacts): void {
  const own = homesOf(base);
  const free = [
    ...['/usr', '/usr/src', '/usr/local', '/opt', '/var', ...own].map(
      (dir) => `${dir}/package.json`,
    ),
    ...LEFT_FREE,
    ...own.flatMap((home) => FREE_AT_HOME.map((one) => `${home}/${one}`)),
  ];
  for (const path of free) if (!isUnder(base.workdir, path)) sketch.remove(path);
}
