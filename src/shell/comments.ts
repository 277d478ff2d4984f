import { forEachChild } from 'unbash';
import type { ParsedScript, SyntaxNode } from 'unbash';
import type { Place } from './spans.ts';
import type { ShellComment } from './types.ts';

/** Nodes whose text a comment cannot stand in, or whose comments belong to another script. */
const SOLID: ReadonlySet<SyntaxNode['type']> = new Set<SyntaxNode['type']>([
  'Word',
  'Assignment',
  'HereDocBody',
  'HereDocDelimiter',
  'ArithmeticCommand',
  'ArithmeticWord',
  'ArithmeticCommandExpansion',
]);

interface Range {
  readonly pos: number;
  readonly end: number;
}

/**
 * The comments of a script. Between words and heredocs stand only operators, keywords and blanks,
 * so that every `#` there starts one.
 */
export function commentsOf(parsed: ParsedScript, source: string, place: Place): ShellComment[] {
  if (!source.slice(parsed.pos, parsed.end).includes('#')) return [];
  const comments: ShellComment[] = [];
  let at = parsed.pos;
  for (const one of [...solidRanges(parsed), { pos: parsed.end, end: parsed.end }]) {
    for (;;) {
      const hash = at < one.pos ? source.indexOf('#', at) : -1;
      if (hash < 0 || hash >= one.pos) break;
      const line = source.indexOf('\n', hash);
      const end = line < 0 || line > parsed.end ? parsed.end : line;
      const text = source.slice(hash + 1, end).trimStart();
      comments.push({ text, span: place(hash, end) });
      at = end;
    }
    at = Math.max(at, one.end);
  }
  return comments;
}

/** In the order of the text: a heredoc's body comes after what follows its mark. */
function solidRanges(parsed: ParsedScript): Range[] {
  const ranges: Range[] = [];
  const visit = (node: SyntaxNode): void => {
    if (SOLID.has(node.type)) ranges.push(node);
    else {
      if (node.type === 'HereDoc' && node.closing) ranges.push(node.closing);
      forEachChild(node, visit);
    }
  };
  visit(parsed);
  return ranges.toSorted((a, b) => a.pos - b.pos);
}
