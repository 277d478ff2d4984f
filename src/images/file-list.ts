import type { BaseFile } from '../facts/image.ts';
import { decodeText } from '../text/bytes.ts';
import type { LayerVisitor } from './layer.ts';
import { ArchiveError, type TarEntry } from './tar-reader.ts';

/** Entries of all layers together; the largest public images have some hundred thousand. */
const MOST_ENTRIES = 2_000_000;
/** Files whose text the model asks for, and how long they may be. */
const READ = /^(?:etc\/(?:passwd|group|os-release|alpine-release)|usr\/lib\/os-release)$/;
const LONGEST_TEXT = 1 << 18;
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** What one layer says, in the order of its entries. */
interface LayerList {
  readonly files: Map<string, BaseFile>;
  /** Paths that go, and directories whose earlier content goes. */
  readonly removed: string[];
  readonly opaque: string[];
  /** Hard links by path, to their first name. */
  readonly links: Map<string, string>;
}

/** Collects the entries of an image's layers. */
export interface FileLister {
  /** For `ArchiveOptions.visit`. */
  visit(path: string): LayerVisitor;
  /** The files of the image, layers applied in this order; paths absolute, parents may be missing. */
  files(order: readonly string[]): BaseFile[];
}

/** Lists the files of an image while its archive is read. @throws ArchiveError when there are too many. */
export function fileLister(): FileLister {
  const layers = new Map<string, LayerList>();
  let entries = 0;
  return {
    visit(path) {
      const list: LayerList = { files: new Map(), removed: [], opaque: [], links: new Map() };
      layers.set(path, list);
      let reading: { path: string; chunks: Uint8Array[] } | undefined;
      return (event) => {
        if (event.kind === 'data') return void reading?.chunks.push(event.bytes.slice());
        if (event.kind === 'end') {
          if (reading !== undefined) withText(list, reading.path, reading.chunks);
          reading = undefined;
          return undefined;
        }
        entries += 1;
        if (entries > MOST_ENTRIES) throw new ArchiveError('the image has too many files');
        const { entry } = event;
        const name = normal(entry.name);
        add(list, name, entry);
        const wanted = entry.kind === 'file' && READ.test(name) && entry.size <= LONGEST_TEXT;
        reading = wanted ? { path: name, chunks: [] } : undefined;
        return undefined;
      };
    },
    files(order) {
      const all = new Map<string, BaseFile>();
      for (const path of order) apply(all, layers.get(path));
      return [...all.values()];
    },
  };
}

/** Path without leading and trailing slashes, `.` and `..`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function add(list: LayerList, name: string, entry: TarEntry): void {
  if (name === '') return;
  const slash = name.lastIndexOf('/') + 1;
  const base = name.slice(slash);
  if (base === OPAQUE) list.opaque.push(name.slice(0, Math.max(0, slash - 1)));
  else if (base.startsWith(WHITEOUT))
    list.removed.push(name.slice(0, slash) + base.slice(WHITEOUT.length));
  else if (entry.kind === 'hardlink') list.links.set(name, normal(entry.link));
  else {
    const { kind, mode, uid, gid, size, link } = entry;
    const known = kind === 'symlink' ? 'link' : kind;
    list.files.set(name, {
      path: `/${name}`,
      kind: known,
      mode,
      uid,
      gid,
      ...(size > 0 ? { size } : {}),
      ...(known === 'link' ? { target: link } : {}),
    });
  }
}

function withText(list: LayerList, name: string, chunks: readonly Uint8Array[]): void {
  const file = list.files.get(name);
  if (file !== undefined)
    list.files.set(name, { ...file, text: decodeText(Buffer.concat(chunks)) });
}

/** Lays a layer over what lies below: what it takes away first, then what it brings. */
function apply(all: Map<string, BaseFile>, layer: LayerList | undefined): void {
  if (layer === undefined) return;
  const gone = [...layer.removed, ...layer.opaque];
  if (gone.length > 0) {
    const removed = new Set(layer.removed);
    const emptied = new Set(gone);
    for (const name of all.keys())
      if (removed.has(name) || isBelow(name, emptied)) all.delete(name);
  }
  const replaced = new Set<string>();
  for (const [name, file] of layer.files) {
    // A file where a directory was takes all that was in it.
    if (file.kind !== 'dir' && all.get(name)?.kind === 'dir') replaced.add(name);
    all.set(name, file);
  }
  if (replaced.size > 0)
    for (const name of all.keys()) if (isBelow(name, replaced)) all.delete(name);
  for (const [name, first] of layer.links) {
    const file = all.get(first);
    // The bytes are counted once, with the first name.
    if (file !== undefined) {
      const { size: _, ...rest } = file;
      all.set(name, { ...rest, path: `/${name}` });
    }
  }
}

function isBelow(name: string, dirs: ReadonlySet<string>): boolean {
  for (let at = name.lastIndexOf('/'); at >= 0; at = name.lastIndexOf('/', at - 1)) {
    if (dirs.has(name.slice(0, at))) return true;
    if (at === 0) break;
  }
  return dirs.has('');
}
