import { splitLines } from './lines.ts';

export interface DotenvEntry {
  readonly name: string;
  /** Without quotes; may be secret: only `.env.example` and its like should be asked for it. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

const ENTRY = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*[=:](.*)$/;

/** Reads `NAME=value` lines; anything else (comments, continuations of quoted values) is passed over. */
export function parseDotenv(text: string): readonly DotenvEntry[] {
  const entries: DotenvEntry[] = [];
  for (const [index, line] of splitLines(text).entries()) {
    if (line.length > 10_000) continue;
    const match = ENTRY.exec(line);
    if (match)
      entries.push({ name: match[1] ?? '', value: plain(match[2] ?? ''), line: index + 1 });
  }
  return entries;
}

/** Only the names, for files whose values must not be touched. */
export function dotenvNames(
  text: string,
): readonly { readonly name: string; readonly line: number }[] {
  return parseDotenv(text).map(({ name, line }) => ({ name, line }));
}

function plain(raw: string): string {
  const value = raw.trim();
  const quote = value[0];
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = value.indexOf(quote, 1);
    return end < 0 ? value.slice(1) : value.slice(1, end);
  }
  const comment = value.search(/\s#/);
  return (comment < 0 ? value : value.slice(0, comment)).trim();
}
