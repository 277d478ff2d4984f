import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { diskPath, nameOf } from './names.ts';
import type { DirEntry, FileKind, FileStat, Files } from './types.ts';
import { HostError } from './types.ts';

/** Nothing that is analysed is larger; a bigger file is refused instead of filling the memory. */
const LARGEST_READ = 1 << 30;

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

function kindOf(entry: Kinds): FileKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'dir';
  return entry.isSymbolicLink() ? 'link' : 'special';
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Does something with a path and turns Node's errors into `HostError`. */
function guarded<T>(path: string, action: () => T): T {
  if (!isAbsolute(path)) throw new HostError('EINVAL', path, `not an absolute path: ${path}`);
  try {
    return action();
  } catch (error) {
    if (error instanceof HostError || !isSystemError(error)) throw error;
    throw new HostError(error.code ?? 'EIO', path, error.message);
  }
}

function statOf(path: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(diskPath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function stat(path: string): FileStat | undefined {
  const found = statOf(path);
  if (found === undefined) return undefined;
  return {
    kind: kindOf(found),
    size: found.size,
    mode: found.mode & 0o7777,
    modified: found.mtimeMs,
  };
}

function entriesOf(dir: string): DirEntry[] {
  const path = diskPath(dir);
  const entries = fs
    .readdirSync(path, { withFileTypes: true })
    .map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  // Node puts U+FFFD where a name is not UTF-8; then the bytes are asked for.
  if (!entries.some(({ name }) => name.includes('\uFFFD'))) return entries;
  return fs
    .readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
    .map((entry) => ({ name: nameOf(entry.name), kind: kindOf(entry) }));
}

function list(dir: string): DirEntry[] {
  if (statOf(dir)?.isSymbolicLink()) throw new HostError('ENOTDIR', dir, `is a link: ${dir}`);
  return entriesOf(dir).toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Without following a link, and without waiting for ever on a pipe. */
function read(path: string): Uint8Array {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  const file = fs.openSync(diskPath(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const found = fs.fstatSync(file);
    if (found.isDirectory()) throw new HostError('EISDIR', path, `is a directory: ${path}`);
    if (!found.isFile()) throw new HostError('EINVAL', path, `not a regular file: ${path}`);
    if (found.size > LARGEST_READ) throw new HostError('EFBIG', path, `too large to read: ${path}`);
    return fs.readFileSync(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Where a write to `path` really goes: through a link only to a file beside or below it. */
function writeTarget(path: string): string {
  if (!statOf(path)?.isSymbolicLink()) return path;
  const target = fs.realpathSync(path);
  const home = fs.realpathSync(dirname(path));
  if (target.startsWith(home === sep ? sep : home + sep)) return target;
  throw new HostError('ELOOP', path, `is a link to a place outside its directory: ${path}`);
}

function writeAtomic(path: string, content: string | Uint8Array, mode?: number): void {
  const target = writeTarget(path);
  const old = statOf(target);
  if (old?.isDirectory()) throw new HostError('EISDIR', path, `is a directory: ${path}`);
  const beside = join(dirname(target), `.plimsoll-${crypto.randomUUID()}.tmp`);
  // A new file gets what the umask leaves; a replaced one stays private until its mode is set.
  const file = fs.openSync(beside, 'wx', old === undefined ? (mode ?? 0o666) : 0o600);
  try {
    try {
      fs.writeFileSync(file, content);
      keepOwner(file, old);
      const wanted = mode ?? (old && old.mode & 0o7777);
      if (wanted !== undefined) fs.fchmodSync(file, wanted);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(beside, target);
  } catch (error) {
    fs.rmSync(beside, { force: true });
    throw error;
  }
  syncDirectory(dirname(target));
}

/** As root in somebody's directory: the file stays theirs. Not an error where it cannot be done. */
function keepOwner(file: number, old: fs.Stats | undefined): void {
  if (old === undefined) return;
  const now = fs.fstatSync(file);
  if (now.uid === old.uid && now.gid === old.gid) return;
  try {
    fs.fchownSync(file, old.uid, old.gid);
  } catch {
    // Only the owner's name is lost.
  }
}

/** Makes the rename last through a power cut, where directories can be synced. */
function syncDirectory(dir: string): void {
  try {
    const handle = fs.openSync(dir, 'r');
    try {
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  } catch {
    // Some file systems cannot; the content itself is synced.
  }
}

function copy(from: string, to: string): void {
  const [source, target] = [diskPath(from), diskPath(to)];
  const found = fs.lstatSync(source);
  if (statOf(to)?.isSymbolicLink()) fs.unlinkSync(target);
  if (found.isSymbolicLink()) {
    fs.rmSync(target, { force: true });
    fs.symlinkSync(fs.readlinkSync(source, { encoding: 'buffer' }), target);
    return;
  }
  if (!found.isFile()) throw new HostError('EINVAL', from, `not a regular file: ${from}`);
  fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
  fs.utimesSync(target, found.atime, found.mtime);
}

function removeTree(path: string): void {
  if (dirname(path) === path) throw new HostError('EPERM', path, 'will not remove the root');
  try {
    fs.rmSync(path, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    openUp(path);
    fs.rmSync(path, { recursive: true, force: true, maxRetries: 2 });
  }
}

/** Gives back the right to remove what lies in read-only directories. */
function openUp(top: string): void {
  const dirs = [top];
  for (let dir = dirs.pop(); dir !== undefined; dir = dirs.pop()) {
    if (!statOf(dir)?.isDirectory()) continue;
    fs.chmodSync(dir, 0o700);
    for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
      if (entry.isDirectory()) dirs.push(join(dir, entry.name));
    }
  }
}

/** The disk. */
export function nodeFiles(): Files {
  return {
    stat,
    list: (dir) => guarded(dir, () => list(dir)),
    read: (path) => guarded(path, () => read(path)),
    readLink: (path) =>
      guarded(path, () => nameOf(fs.readlinkSync(diskPath(path), { encoding: 'buffer' }))),
    realPath: (path) => guarded(path, () => fs.realpathSync(path)),
    writeAtomic: (path, content, mode) => guarded(path, () => writeAtomic(path, content, mode)),
    makeDir: (path) => guarded(path, () => void fs.mkdirSync(diskPath(path), { recursive: true })),
    makeTemp: (prefix) => fs.mkdtempSync(join(fs.realpathSync(tmpdir()), basename(prefix))),
    copy: (from, to) => guarded(from, () => guarded(to, () => copy(from, to))),
    removeTree: (path) => guarded(path, () => removeTree(path)),
  };
}
