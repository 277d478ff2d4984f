// Names of files are bytes. Those that are not UTF-8 travel through text as the lone surrogates
// U+DC80–U+DCFF, one a byte, and back, as the text of files does.

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LOW_SURROGATE = /[\uDC80-\uDCFF]/;
const ESCAPE = 0xdc00;

/** The character that begins at a byte, undefined when the bytes are none. */
function characterAt(bytes: Uint8Array, at: number): string | undefined {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    try {
      return strict.decode(bytes.subarray(at, at + length));
    } catch {
      // Not yet, or not at all.
    }
  }
  return undefined;
}

/** A name of the disk as text. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    let name = '';
    for (let at = 0; at < bytes.length;) {
      const character = characterAt(bytes, at);
      name += character ?? String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
      at += character === undefined ? 1 : Buffer.byteLength(character);
    }
    return name;
  }
}

/** A path as the disk wants it: bytes when some of it is not UTF-8. */
export function diskPath(path: string): string | Buffer {
  if (!LOW_SURROGATE.test(path)) return path;
  const parts = Array.from(path, (character) => {
    const byte = character.charCodeAt(0) - ESCAPE;
    return character.length === 1 && byte >= 0x80 && byte <= 0xff
      ? Buffer.from([byte])
      : Buffer.from(character);
  });
  return Buffer.concat(parts);
}
