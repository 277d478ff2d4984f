import { NO_BYTES } from '../../facts/bytes.ts';
import type { Change, Entry } from '../../facts/image.ts';
import { type Origin, known } from '../../facts/origin.ts';

/** Gathers what is known of a base's files, in the order in which it holds. */
export class Sketch {
  readonly origin: Origin;
  readonly changes: Change[] = [];

  constructor(ref: string) {
    this.origin = { by: 'base', what: ref };
  }

  /** Something that is there, root's unless it says otherwise; `open`: a directory with more in it. */
  put(path: string, kind: Entry['kind'], extra: Partial<Entry> = {}, open = false): void {
    const { origin } = this;
    const entry: Entry = {
      kind,
      uid: known(0, origin),
      gid: known(0, origin),
      mode: known(kind === 'file' ? 0o644 : 0o755, origin),
      size: NO_BYTES,
      layer: 0,
      origin,
      ...extra,
    };
    this.changes.push({ do: 'put', path, entry, ...(open ? { open: true as const } : {}) });
  }

  /** Something that is not there. */
  remove(path: string): void {
    this.changes.push({ do: 'remove', path, origin: this.origin });
  }

  /** A directory, if it is there, with nothing in it. */
  empty(path: string): void {
    this.changes.push({ do: 'empty', path, origin: this.origin });
  }

  /** A directory that may be there. */
  perhaps(path: string): void {
    this.put(path, 'dir');
    this.changes.push({ do: 'doubt', path, origin: this.origin });
  }
}
