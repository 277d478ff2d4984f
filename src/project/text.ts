/** Bytes a source or manifest may have; what is bigger is data or generated. */
export const MOST_BYTES: number = 1024 * 1024;

/** Decodes a text file; undefined when it is binary (a NUL byte among the first 8 KiB, as git judges). */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.subarray(0, 8192).includes(0)) return undefined;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
