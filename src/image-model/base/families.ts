import { exactly } from '../../facts/bytes.ts';
import type { BaseFacts } from '../../facts/image.ts';
import { known } from '../../facts/origin.ts';
import { APT_UNTOUCHED } from './layout.ts';
import type { Sketch } from './sketch.ts';

/** What apt goes by: no lists, the distribution's sources, and nothing that answers its questions. */
export function apt(sketch: Sketch, { os }: BaseFacts): void {
  sketch.put('/var/lib/apt/lists', 'dir');
  sketch.put('/etc/apt/apt.conf.d/docker-clean', 'file');
  const isDebian = os.id === 'debian';
  const isNew = isDebian && Number(os.release) >= 12;
  if (isDebian)
    sketch.put(isNew ? '/etc/apt/sources.list.d/debian.sources' : '/etc/apt/sources.list', 'file');
  sketch.empty('/var/lib/apt/lists');
  for (const path of APT_UNTOUCHED)
    if (isNew || path !== '/etc/apt/sources.list') sketch.remove(path);
  // The tool that makes Debian's images leaves the directory for half-loaded lists in some of them.
  sketch.perhaps('/var/lib/apt/lists/partial');
}

/** GOPATH of the official images: everyone may write there, and nothing is in it. */
export function goPath(sketch: Sketch): void {
  for (const path of ['/go', '/go/src', '/go/bin']) {
    sketch.put(path, 'dir', { mode: known(0o1777, sketch.origin) });
    if (path !== '/go') sketch.empty(path);
  }
}

/** Where Python looks for modules. */
export function python(sketch: Sketch, { family, runtime }: BaseFacts): void {
  // Where modules would lie that nobody has put there.
  if (family === 'distroless-python3') {
    sketch.perhaps('/usr/local/lib');
    sketch.perhaps('/usr/local');
  }
  if (family !== 'python') return;
  sketch.put('/usr/local/lib', 'dir', {}, true);
  const version = /^3\.\d+/.exec(runtime?.version ?? '')?.[0];
  if (version !== undefined)
    sketch.put(`/usr/local/lib/python${version}/site-packages`, 'dir', {}, true);
}

/** The accounts; without a list of groups each user is taken to have one of his own name. */
export function accounts(sketch: Sketch, base: BaseFacts): void {
  const root = { name: 'root', uid: 0, gid: 0, home: '/root' };
  const users = base.users.some((one) => one.uid === 0) ? base.users : [root, ...base.users];
  const passwd = users.map((one) => `${one.name}:x:${one.uid}:${one.gid}::${one.home}:\n`).join('');
  const named = new Map((base.groups ?? []).map((one) => [one.name, one.gid]));
  if (base.groups === undefined) for (const one of users) named.set(one.name, one.gid);
  const group = [...named].map(([name, gid]) => `${name}:x:${gid}:\n`).join('');
  // A record may name only the accounts worth knowing: then others are possible.
  const partial = base.allAccounts === true ? {} : { partial: true as const };
  sketch.put('/etc/passwd', 'file', { size: exactly(0), content: { text: passwd, ...partial } });
  sketch.put('/etc/group', 'file', { size: exactly(0), content: { text: group, ...partial } });
}
