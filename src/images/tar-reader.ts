/**
 * Reads a tar stream of any producer piece by piece: ustar, GNU long names and sparse files, PAX.
 * Sizes and names come from whoever made it: all that is kept is bounded, all that does not add up throws.
 */
const BLOCK = 512;
/** Most bytes of a long name or a PAX header; Go's limit. */
const LARGEST_HEADER = 1 << 20;

export class ArchiveError extends Error {}

export interface TarEntry {
  readonly name: string;
  readonly kind: 'file' | 'hardlink' | 'symlink' | 'dir' | 'special';
  readonly link: string;
  /** Bytes that follow in the stream. */
  readonly stored: number;
  /** Bytes of the file: more than `stored` where it is sparse. */
  readonly size: number;
  /** Permission bits, with those of set-uid and the like. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export type TarEvent =
  | { readonly kind: 'entry'; readonly entry: TarEntry }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' };

type State = 'header' | 'special' | 'sparse' | 'data' | 'padding' | 'finished';

const decoder = new TextDecoder();

function textAt(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return decoder.decode(end === -1 ? field : field.subarray(0, end));
}

function safe(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ArchiveError('an entry of the archive has an impossible size');
}

/** An octal field, or GNU's binary form for what is too large. */
function numberAt(block: Uint8Array, start: number, length: number): number {
  const first = block[start] ?? 0;
  if ((first & 0x80) === 0) {
    const text = textAt(block, start, length).trim();
    if (!/^[0-7]*$/.test(text)) throw new ArchiveError('the archive has a malformed header');
    return safe(text === '' ? 0 : Number.parseInt(text, 8));
  }
  let value = first & 0x7f;
  for (const byte of block.subarray(start + 1, start + length)) value = value * 256 + byte;
  return safe(value);
}

/** The sum of the header's bytes, its own field counted as spaces; old programs summed signed bytes. */
function hasChecksum(block: Uint8Array): boolean {
  let unsigned = 0;
  let signed = 0;
  for (const [at, byte] of block.entries()) {
    const value = at >= 148 && at < 156 ? 32 : byte;
    unsigned += value;
    signed += value > 127 ? value - 256 : value;
  }
  const text = textAt(block, 148, 8).trim();
  const written = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : -1;
  return written === unsigned || written === signed;
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** Whether a block could begin a tar archive: a header, or the end of an empty one. */
export function beginsTar(block: Uint8Array): boolean {
  return (
    block.length >= BLOCK &&
    (isZero(block.subarray(0, BLOCK)) || hasChecksum(block.subarray(0, BLOCK)))
  );
}

/** Records `length key=value\n`, lengths in bytes. */
function parsePax(bytes: Uint8Array, into: Map<string, string>): void {
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const digits = space === -1 ? '' : decoder.decode(bytes.subarray(at, Math.min(space, at + 20)));
    const length = /^\d+$/.test(digits) ? Number(digits) : 0;
    if (space === -1 || length <= space - at || at + length > bytes.length) {
      throw new ArchiveError('the archive has a malformed PAX header');
    }
    const record = decoder.decode(bytes.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    if (equals > 0) into.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
}

const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'dir',
};

function decimal(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,20}$/.test(text)) throw new ArchiveError('the archive has a malformed PAX header');
  return safe(Number(text));
}

export class TarReader {
  private state: State = 'header';
  private readonly block = new Uint8Array(BLOCK);
  private filled = 0;
  /** Bytes still to come of the data, or of the padding after it. */
  private left = 0;
  private padding = 0;
  private zeroBlocks = 0;
  private special: Uint8Array[] = [];
  private specialType = '';
  private longName: string | undefined;
  private longLink: string | undefined;
  private readonly global = new Map<string, string>();
  private local = new Map<string, string>();
  private waiting: TarEntry | undefined;

  /** Takes the next bytes; what they tell comes out, data as views of them. */
  *read(chunk: Uint8Array): Generator<TarEvent> {
    for (let at = 0; at < chunk.length && this.state !== 'finished';) {
      if (this.state === 'header' || this.state === 'sparse') {
        const part = chunk.subarray(at, at + BLOCK - this.filled);
        this.block.set(part, this.filled);
        this.filled += part.length;
        at += part.length;
        if (this.filled < BLOCK) continue;
        this.filled = 0;
        if (this.state === 'header') yield* this.header();
        else yield* this.sparseBlock();
        continue;
      }
      const part = chunk.subarray(at, at + this.left);
      at += part.length;
      this.left -= part.length;
      if (this.state === 'data') yield { kind: 'data', bytes: part };
      else if (this.state === 'special') this.special.push(part.slice());
      if (this.left === 0) yield* this.afterData();
    }
  }

  /** Says that nothing more comes; throws when it ends too early. */
  finish(): void {
    if (this.state === 'finished' || (this.state === 'header' && this.filled === 0)) return;
    throw new ArchiveError('the archive ends in the middle of an entry');
  }

  private *header(): Generator<TarEvent> {
    const { block } = this;
    if (isZero(block)) {
      this.zeroBlocks += 1;
      if (this.zeroBlocks === 2) this.state = 'finished';
      return;
    }
    if (!hasChecksum(block)) throw new ArchiveError('not a tar archive, or a damaged one');
    this.zeroBlocks = 0;
    const type = String.fromCharCode(block[156] ?? 0);
    if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
      this.specialType = type;
      yield* this.expect('special', numberAt(block, 124, 12));
      return;
    }
    this.waiting = this.entry(type);
    if (type === 'S' && block[482] === 1) this.state = 'sparse';
    else yield* this.begin();
  }

  private entry(type: string): TarEntry {
    const { block } = this;
    const kind = KINDS[type] ?? 'special';
    const prefix =
      textAt(block, 257, 6).startsWith('ustar') && block[263] === 48 ? textAt(block, 345, 155) : '';
    const short = textAt(block, 0, 100);
    const pax = (key: string): string | undefined => this.local.get(key) ?? this.global.get(key);
    // Types that have no data have none, whatever size they claim.
    const written = decimal(pax('size')) ?? numberAt(block, 124, 12);
    const stored = kind === 'file' || !/^[1-6]$/.test(type) ? written : 0;
    const sparse = type === 'S' ? numberAt(block, 483, 12) : undefined;
    const real = decimal(pax('GNU.sparse.realsize') ?? pax('GNU.sparse.size'));
    const entry: TarEntry = {
      name:
        pax('GNU.sparse.name') ??
        pax('path') ??
        this.longName ??
        (prefix === '' ? short : `${prefix}/${short}`),
      kind,
      link: pax('linkpath') ?? this.longLink ?? textAt(block, 157, 100),
      stored,
      size: kind === 'file' ? (sparse ?? real ?? stored) : 0,
      mode: numberAt(block, 100, 8) & 0o7777,
      uid: decimal(pax('uid')) ?? numberAt(block, 108, 8),
      gid: decimal(pax('gid')) ?? numberAt(block, 116, 8),
    };
    this.local = new Map();
    this.longName = undefined;
    this.longLink = undefined;
    return entry;
  }

  /** More of the map of an old GNU sparse file; the last of them says so. */
  private *sparseBlock(): Generator<TarEvent> {
    if (this.block[504] === 1) return;
    yield* this.begin();
  }

  private *begin(): Generator<TarEvent> {
    const entry = this.waiting;
    if (entry === undefined) return;
    yield { kind: 'entry', entry };
    yield* this.expect('data', entry.stored);
  }

  private *expect(state: 'special' | 'data', bytes: number): Generator<TarEvent> {
    if (state === 'special' && bytes > LARGEST_HEADER) {
      throw new ArchiveError('the archive has a header that is too large');
    }
    this.state = state;
    this.left = bytes;
    this.padding = (BLOCK - (bytes % BLOCK)) % BLOCK;
    if (bytes === 0) yield* this.afterData();
  }

  private *afterData(): Generator<TarEvent> {
    const was = this.state;
    if (was === 'data') yield { kind: 'end' };
    if (was === 'special') this.takeSpecial();
    this.state = 'header';
    if (was === 'padding' || this.padding === 0) return;
    this.state = 'padding';
    this.left = this.padding;
  }

  private takeSpecial(): void {
    const bytes = Buffer.concat(this.special);
    this.special = [];
    if (this.specialType === 'x') parsePax(bytes, this.local);
    else if (this.specialType === 'g') parsePax(bytes, this.global);
    else if (this.specialType === 'L') this.longName = textAt(bytes, 0, bytes.length);
    else this.longLink = textAt(bytes, 0, bytes.length);
    if (this.global.size + this.local.size > 10_000) {
      throw new ArchiveError('the archive has too many PAX records');
    }
  }
}
