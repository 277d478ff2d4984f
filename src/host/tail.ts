/** The last bytes of a stream, for what a process printed. */
export interface Tail {
  push(chunk: Uint8Array): void;
  text(): string;
}

/** Keeps at most the last `limit` bytes of what is pushed. */
export function keepTail(limit: number): Tail {
  const chunks: Uint8Array[] = [];
  let first = 0;
  let total = 0;
  return {
    push(chunk) {
      chunks.push(chunk);
      total += chunk.length;
      for (;;) {
        const oldest = chunks[first]?.length;
        if (oldest === undefined || total - oldest < limit) break;
        total -= oldest;
        first += 1;
      }
      // Forgets what was dropped now and then, so that pushing stays cheap.
      if (first > 64 && first * 2 > chunks.length) {
        chunks.splice(0, first);
        first = 0;
      }
    },
    text() {
      const bytes = Buffer.concat(chunks.slice(first));
      return bytes.length <= limit ? bytes.toString() : fromCharacter(bytes, bytes.length - limit);
    },
  };
}

/** Decodes from `start`, or from the next character when that lies inside one. */
function fromCharacter(bytes: Buffer, start: number): string {
  let at = start;
  while (at < bytes.length && at < start + 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return bytes.subarray(at).toString();
}
