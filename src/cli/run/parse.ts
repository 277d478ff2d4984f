import { parseJson } from '../../reports/parse-json.ts';
import { parseTerminal } from '../../reports/parse-terminal.ts';
import { parse, parseBytes } from '../../workflow/parse.ts';
import { type GlobalFlags, display, hostFor, write } from '../terminal.ts';

export interface ParseFlags {
  readonly format: 'text' | 'json';
}

/** Characters that are written at once. */
const CHUNK = 64 * 1024;

/** `plimsoll parse`: 0 read without error, 1 with errors; the tree is printed in both cases. */
export async function runParse(
  path: string,
  flags: ParseFlags,
  global: GlobalFlags,
): Promise<number> {
  const host = hostFor(global);
  const report = path === '-' ? parseBytes(path, await standardInput()) : parse(host, path);
  const pieces =
    flags.format === 'json'
      ? parseJson(report)
      : parseTerminal(report, display(process.stdout, global, host.env));
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < CHUNK) continue;
    await write(waiting);
    waiting = '';
  }
  if (waiting !== '') await write(waiting);
  return report.errors.length === 0 ? 0 : 1;
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array); // no encoding is set
  return Buffer.concat(chunks);
}
