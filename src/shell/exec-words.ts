import type { Word } from '../dockerfile/types.ts';
import type { MappedText, Span } from '../text/span.ts';
import type { ShellWord, SimpleCommand } from './types.ts';

/**
 * Sees an exec-form command (JSON array) as one simple command; no expansion happens in it.
 * @param source the file's text, for the places inside of strings
 */
export function execCommand(words: readonly Word[], source?: string): SimpleCommand {
  return {
    kind: 'command',
    assignments: [],
    words: words.map((word) => execWord(word, source)),
    redirects: [],
    span: { start: words[0]?.span.start ?? 0, end: words.at(-1)?.span.end ?? 0 },
  };
}

function execWord({ text, span }: Word, source: string | undefined): ShellWord {
  const mapped = source === undefined ? undefined : jsonMapped(source, span, text);
  const parts = [{ kind: 'text' as const, value: text, quoted: true }];
  return { text, value: text, span, parts, ...(mapped ? { mapped } : {}) };
}

/** The text of a JSON string with its way back; undefined when a continuation stands in it. */
function jsonMapped(source: string, span: Span, text: string): MappedText | undefined {
  const runs: number[] = [];
  let from = span.start + 1;
  let expected = -1;
  for (let at = 0; at < text.length; at++) {
    const written = source[from] === '\\' ? escapeLength(source, from) : 1;
    if (from >= span.end || (written === 1 && source[from] !== text[at])) return undefined;
    // The unit after a backslash stands for what it means.
    const place = written === 2 ? from + 1 : from;
    if (place !== expected) runs.push(at, place);
    from += written;
    expected = place + 1;
  }
  return { text, runs: runs.length > 0 ? runs : [0, span.start + 1] };
}

function escapeLength(source: string, at: number): number {
  return source[at + 1] === 'u' ? 6 : 2;
}
