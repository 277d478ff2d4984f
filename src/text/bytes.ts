// Bytes that are not UTF-8 travel through text as the lone surrogates U+DC80–U+DCFF, one a byte
// (the scheme of PEP 383), so that any file can be read, edited and written back unharmed.

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const ESCAPE = 0xdc00;

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

function decodeLoosely(bytes: Uint8Array): string {
  const parts: string[] = [];
  let valid = 0;
  let i = 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    if (i > valid) parts.push(strict.decode(bytes.subarray(valid, i)));
    parts.push(String.fromCharCode(ESCAPE + (bytes[i] ?? 0)));
    i += 1;
    valid = i;
  }
  if (i > valid) parts.push(strict.decode(bytes.subarray(valid, i)));
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
  let done = 0;
  for (const match of text.matchAll(/\p{Surrogate}/gu)) {
    length += encoder.encodeInto(text.slice(done, match.index), out.subarray(length)).written;
    const byte = match[0].charCodeAt(0) - ESCAPE;
    if (byte >= 0x80 && byte <= 0xff) out[length++] = byte;
    else length += encoder.encodeInto('\ufffd', out.subarray(length)).written;
    done = match.index + 1;
  }
  length += encoder.encodeInto(text.slice(done), out.subarray(length)).written;
  return out.slice(0, length);
}
