// Bytes that are not UTF-8 travel through text as the lone surrogates U+DC80–U+DCFF, one a byte
// (the scheme of PEP 383), so that any file can be read, edited and written back unharmed.

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const ESCAPE = 0xdc00;
/** Units that one call can turn into text. */
const CHUNK = 8192;

/** Length in bytes of the well-formed UTF-8 sequence at `i`, 0 when there is none (Unicode 15, table 3-7). */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0
      ? 2
      : (lead & 0xf0) === 0xe0
        ? 3
        : lead >= 0xf0 && lead < 0xf5
          ? 4
          : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  const second = bytes[i + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let k = 2; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Code point of the well-formed sequence of two to four bytes at `i`. */
function pointOf(bytes: Uint8Array, i: number, length: number): number {
  let point = (bytes[i] ?? 0) & (0x7f >> length);
  for (let k = 1; k < length; k++) point = (point << 6) | ((bytes[i + k] ?? 0) & 0x3f);
  return point;
}

function decodeLoosely(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i);
    const byte = bytes[i] ?? 0;
    if (length < 2) units[count++] = length === 0 ? ESCAPE + byte : byte;
    else {
      const point = pointOf(bytes, i, length);
      if (point > 0xffff) units[count++] = 0xd7c0 + (point >> 10);
      units[count++] = point > 0xffff ? ESCAPE + (point & 0x3ff) : point;
    }
    i += length || 1;
  }
  const parts: string[] = [];
  for (let at = 0; at < count; at += CHUNK)
    parts.push(String.fromCharCode(...units.subarray(at, Math.min(count, at + CHUNK))));
  return parts.join('');
}

/** Text of bytes; a byte order mark stays, invalid bytes become lone surrogates. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeLoosely(bytes);
  }
}

const lone = /\p{Surrogate}/u;

/** The bytes of a text: `encodeText(decodeText(b))` equals `b`. Surrogates that stand for no byte become U+FFFD. */
export function encodeText(text: string): Uint8Array {
  if (!lone.test(text)) return encoder.encode(text);
  const out = new Uint8Array(text.length * 3);
  let length = 0;
  const put = (piece: string): void => {
    length += encoder.encodeInto(piece, out.subarray(length)).written;
  };
  let done = 0;
  for (let at = nextLone(text, 0); at >= 0; at = nextLone(text, at + 1)) {
    if (at > done) put(text.slice(done, at));
    const byte = text.charCodeAt(at) - ESCAPE;
    if (byte >= 0x80 && byte <= 0xff) out[length++] = byte;
    else put('\ufffd');
    done = at + 1;
  }
  put(text.slice(done));
  return out.slice(0, length);
}

/** Offset of the next lone surrogate from `from` on, -1 when there is none. */
function nextLone(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = unit < 0xdc00 ? text.charCodeAt(i + 1) : 0;
    // Beyond the end it is no number.
    if (!(next >= 0xdc00 && next <= 0xdfff)) return i;
    i += 1;
  }
  return -1;
}
