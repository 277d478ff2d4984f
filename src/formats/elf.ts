/** What the headers of a program in machine code say. */
export interface ElfHeader {
  /** What Docker calls the architecture; undefined: none that it knows. */
  readonly machine?: string;
  /** Path of the dynamic loader; undefined: it starts without one. */
  readonly loader?: string;
  /** Sonames of the shared libraries it names itself. */
  readonly libraries: readonly string[];
  /** Where it says that libraries lie, besides the system's places. */
  readonly libraryPath?: string;
}

/** e_machine of elf.h. */
const MACHINES: Readonly<Record<number, string>> = {
  3: '386',
  21: 'ppc64le',
  22: 's390x',
  40: 'arm',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};
const LOAD = 1;
const DYNAMIC = 2;
const INTERPRETER = 3;
const NEEDED = 1;
const STRING_TABLE = 5;
const RPATH = 15;
const RUNPATH = 29;
/** Headers and entries of one file that are looked at. */
const MOST = 2_000;
const LONGEST = 4_096;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Reads little integers of either word size and order; beyond the end everything is 0. */
class Reader {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly wide: boolean;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.wide = bytes[4] === 2;
    this.#little = bytes[5] !== 2;
  }

  half(at: number): number {
    return this.#fits(at, 2) ? this.#view.getUint16(at, this.#little) : 0;
  }

  word(at: number): number {
    return this.#fits(at, 4) ? this.#view.getUint32(at, this.#little) : 0;
  }

  /** An address or offset of the file's own word size. */
  address(at: number): number {
    if (!this.wide) return this.word(at);
    return this.#fits(at, 8) ? Number(this.#view.getBigUint64(at, this.#little)) : 0;
  }

  text(at: number): string {
    let end = at;
    while (this.#fits(end, 1) && this.#view.getUint8(end) !== 0 && end - at < LONGEST) end += 1;
    const { buffer, byteOffset } = this.#view;
    return end === at
      ? ''
      : new TextDecoder().decode(new Uint8Array(buffer, byteOffset + at, end - at));
  }

  #fits(at: number, length: number): boolean {
    return Number.isSafeInteger(at) && at >= 0 && at + length <= this.#view.byteLength;
  }
}

/** Whether bytes begin as a file in the Executable and Linkable Format does. */
export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** Reads the headers of a file in that format (elf(5)); undefined: it is none. Total, and bounded. */
export function readElf(bytes: Uint8Array): ElfHeader | undefined {
  if (!isElf(bytes)) return undefined;
  const reader = new Reader(bytes);
  const machine = MACHINES[reader.half(18)];
  const segments = segmentsOf(reader);
  const loader = segments.find(({ type }) => type === INTERPRETER);
  const dynamic = segments.find(({ type }) => type === DYNAMIC);
  return {
    ...(machine === undefined ? {} : { machine }),
    ...(loader ? { loader: reader.text(loader.offset) } : {}),
    ...(dynamic ? dynamicOf(reader, dynamic, segments) : { libraries: [] }),
  };
}

function segmentsOf(reader: Reader): Segment[] {
  const { wide } = reader;
  const start = reader.address(wide ? 32 : 28);
  const size = reader.half(wide ? 54 : 42);
  const count = Math.min(reader.half(wide ? 56 : 44), MOST);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return {
      type: reader.word(at),
      offset: reader.address(at + (wide ? 8 : 4)),
      address: reader.address(at + (wide ? 16 : 8)),
      size: reader.address(at + (wide ? 32 : 16)),
    };
  });
}

function dynamicOf(
  reader: Reader,
  dynamic: Segment,
  segments: readonly Segment[],
): Pick<ElfHeader, 'libraries' | 'libraryPath'> {
  const step = reader.wide ? 16 : 8;
  const entries: { readonly tag: number; readonly value: number }[] = [];
  for (let at = 0; at < dynamic.size && entries.length < MOST; at += step) {
    const tag = reader.address(dynamic.offset + at);
    if (tag === 0) break;
    entries.push({ tag, value: reader.address(dynamic.offset + at + step / 2) });
  }
  const table = entries.find(({ tag }) => tag === STRING_TABLE)?.value ?? 0;
  const home = segments.find(
    ({ type, address, size }) => type === LOAD && table >= address && table < address + size,
  );
  const strings = home === undefined ? table : table - home.address + home.offset;
  const names = (tag: number): string[] =>
    entries.filter((one) => one.tag === tag).map(({ value }) => reader.text(strings + value));
  const [libraryPath] = [...names(RUNPATH), ...names(RPATH)];
  return { libraries: names(NEEDED), ...(libraryPath === undefined ? {} : { libraryPath }) };
}
