import { StringDecoder } from 'node:string_decoder';

/** A line without an end is handed over in pieces of this many UTF-16 units. */
const LONGEST_LINE = 1 << 20;

/** Cuts a byte stream into lines; `end` hands over a last line without its end. */
export interface LineSplitter {
  push(chunk: Uint8Array): void;
  end(): void;
}

/** Calls `onLine` with each whole line as it comes, without `\n` or `\r\n`. */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  function take(text: string): void {
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (pending.length < LONGEST_LINE) return;
    onLine(pending);
    pending = '';
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (pending !== '') onLine(pending);
      pending = '';
    },
  };
}
