import type { DirEntry, FileStat, Files } from './types.ts';
import { HostError } from './types.ts';

/** A file to begin with: its text or bytes, a link, a directory, or a file with a mode. Mode 0 cannot be read. */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly dir: true; readonly mode?: number }
  | { readonly special: true }
  | { readonly content: string | Uint8Array; readonly mode?: number; readonly modified?: number };

type Node =
  | { kind: 'file'; content: Uint8Array; mode: number; modified: number }
  | { kind: 'dir'; children: Map<string, Node>; mode: number; modified: number }
  | { kind: 'link'; target: string; mode: number; modified: number }
  | { kind: 'special'; mode: number; modified: number };
type Dir = Extract<Node, { kind: 'dir' }>;

const MOST_LINKS = 40;

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
}

function newDir(modified: number, mode = 0o755): Dir {
  return { kind: 'dir', children: new Map(), mode, modified };
}

function toNode(file: MemoryFile, now: number): Node {
  if (typeof file === 'string' || file instanceof Uint8Array) {
    return { kind: 'file', content: toBytes(file), mode: 0o644, modified: now };
  }
  if ('link' in file) return { kind: 'link', target: file.link, mode: 0o777, modified: now };
  if ('dir' in file) return newDir(now, file.mode);
  if ('special' in file) return { kind: 'special', mode: 0o644, modified: now };
  const { content, mode = 0o644, modified = now } = file;
  return { kind: 'file', content: toBytes(content), mode, modified };
}

function sizeOf(node: Node): number {
  if (node.kind === 'file') return node.content.length;
  return node.kind === 'link' ? new TextEncoder().encode(node.target).length : 0;
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** Directories and files in memory, with the rules of a POSIX disk for one who is not root. */
class MemoryDisk {
  readonly now: () => number;
  readonly root: Dir;

  constructor(now: () => number) {
    this.now = now;
    this.root = newDir(now());
  }

  /** Walks down, through links except a last one unless `follow`; says where it really ended. */
  find(path: string, follow: boolean): { node: Node; real: string } | undefined {
    if (!path.startsWith('/')) throw new HostError('EINVAL', path, `not an absolute path: ${path}`);
    let links = 0;
    let way: { node: Node; name: string }[] = [{ node: this.root, name: '' }];
    const todo = namesIn(path).toReversed();
    for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
      const here = way.at(-1)?.node;
      if (here?.kind !== 'dir') throw new HostError('ENOTDIR', path, `not a directory: ${path}`);
      if (name === '..') {
        if (way.length > 1) way.pop();
        continue;
      }
      const next = here.children.get(name);
      if (next === undefined) return undefined;
      if (next.kind === 'link' && (follow || todo.length > 0)) {
        links += 1;
        if (links > MOST_LINKS) throw new HostError('ELOOP', path, `too many links: ${path}`);
        if (next.target.startsWith('/')) way = way.slice(0, 1);
        todo.push(...namesIn(next.target).toReversed());
      } else {
        way.push({ node: next, name });
      }
    }
    const last = way.at(-1)?.node ?? this.root;
    return { node: last, real: way.map(({ name }) => name).join('/') || '/' };
  }

  need(path: string, follow: boolean): { node: Node; real: string } {
    const found = this.find(path, follow);
    if (found === undefined) throw new HostError('ENOENT', path, `no such file: ${path}`);
    return found;
  }

  /** The directory a path lies in, and its name there. */
  parent(path: string): { dir: Dir; name: string } {
    const names = namesIn(path);
    const name = names.pop();
    const dir = this.need(`/${names.join('/')}`, true).node;
    if (dir.kind !== 'dir') throw new HostError('ENOTDIR', path, `not a directory: ${path}`);
    if (name === undefined) throw new HostError('EISDIR', path, `is a directory: ${path}`);
    return { dir, name };
  }

  makeDir(path: string): void {
    let done = '';
    for (const name of namesIn(path)) {
      done += `/${name}`;
      const found = this.find(done, true);
      if (found === undefined) {
        this.parent(done).dir.children.set(name, newDir(this.now()));
      } else if (found.node.kind !== 'dir') {
        throw new HostError('EEXIST', path, `not a directory: ${done}`);
      }
    }
  }

  put(path: string, node: Node): void {
    const { dir, name } = this.parent(path);
    dir.children.set(name, node);
  }

  stat(path: string): FileStat | undefined {
    try {
      const found = this.find(path, false)?.node;
      if (found === undefined) return undefined;
      const { kind, mode, modified } = found;
      return { kind, size: sizeOf(found), mode, modified };
    } catch {
      return undefined;
    }
  }

  list(path: string): DirEntry[] {
    const { node } = this.need(path, false);
    if (node.kind !== 'dir') throw new HostError('ENOTDIR', path, `not a directory: ${path}`);
    if ((node.mode & 0o400) === 0) throw new HostError('EACCES', path, `cannot be read: ${path}`);
    return [...node.children]
      .map(([name, child]) => ({ name, kind: child.kind }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  read(path: string): Uint8Array {
    const { node } = this.need(path, false);
    if (node.kind === 'dir') throw new HostError('EISDIR', path, `is a directory: ${path}`);
    if (node.kind === 'link') throw new HostError('ELOOP', path, `is a link: ${path}`);
    if (node.kind === 'special') throw new HostError('EINVAL', path, `not a file: ${path}`);
    if ((node.mode & 0o400) === 0) throw new HostError('EACCES', path, `cannot be read: ${path}`);
    return node.content.slice();
  }

  readLink(path: string): string {
    const { node } = this.need(path, false);
    if (node.kind !== 'link') throw new HostError('EINVAL', path, `is no link: ${path}`);
    return node.target;
  }

  writeAtomic(path: string, content: string | Uint8Array, mode?: number): void {
    const old = this.find(path, false)?.node;
    if (old?.kind === 'dir') throw new HostError('EISDIR', path, `is a directory: ${path}`);
    const target = old?.kind === 'link' ? this.linkTarget(path) : path;
    const replaced = this.find(target, false)?.node;
    const kept = mode ?? replaced?.mode ?? 0o644;
    this.put(target, {
      kind: 'file',
      content: toBytes(content),
      mode: kept,
      modified: this.now(),
    });
  }

  private linkTarget(path: string): string {
    const target = this.need(path, true).real;
    const home = this.need(`/${namesIn(path).slice(0, -1).join('/')}`, true).real;
    if (target.startsWith(home === '/' ? '/' : `${home}/`)) return target;
    throw new HostError('ELOOP', path, `is a link to a place outside its directory: ${path}`);
  }

  copy(from: string, to: string): void {
    const { node } = this.need(from, false);
    if (node.kind !== 'file' && node.kind !== 'link') {
      throw new HostError('EINVAL', from, `not a regular file: ${from}`);
    }
    this.put(to, { ...node });
  }

  removeTree(path: string): void {
    if (namesIn(path).length === 0) throw new HostError('EPERM', path, 'will not remove the root');
    if (this.find(path, false) === undefined) return;
    const { dir, name } = this.parent(path);
    dir.children.delete(name);
  }
}

/** Files in memory; directories above the named ones are made. */
export function memoryFiles(files: Readonly<Record<string, MemoryFile>>, now: () => number): Files {
  const disk = new MemoryDisk(now);
  let temps = 0;
  disk.makeDir('/tmp');
  for (const [path, file] of Object.entries(files)) {
    disk.makeDir(`/${namesIn(path).slice(0, -1).join('/')}`);
    disk.put(path, toNode(file, now()));
  }
  return {
    stat: (path) => disk.stat(path),
    list: (dir) => disk.list(dir),
    read: (path) => disk.read(path),
    readLink: (path) => disk.readLink(path),
    realPath: (path) => disk.need(path, true).real,
    writeAtomic: (path, content, mode) => disk.writeAtomic(path, content, mode),
    makeDir: (path) => disk.makeDir(path),
    makeTemp(prefix) {
      temps += 1;
      const path = `/tmp/${prefix}${temps}`;
      disk.put(path, newDir(now(), 0o700));
      return path;
    },
    copy: (from, to) => disk.copy(from, to),
    removeTree: (path) => disk.removeTree(path),
  };
}
