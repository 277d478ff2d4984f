import type { Segment } from './source-scan.ts';

/** Comments and strings of Python; a prefix (`f`, `rb` …) stays outside its string. */
export function pythonSegments(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    const unit = text[at];
    if (unit === '#') {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      segments.push({ kind: 'comment', start: at, end, inner: at, innerEnd: end });
      at = end;
    } else if (unit === '"' || unit === "'") {
      const segment = quoted(text, at, unit);
      segments.push(segment);
      at = segment.end;
    } else at++;
  }
  return segments;
}

function quoted(text: string, start: number, quote: string): Segment {
  const long = text.startsWith(quote.repeat(3), start);
  const mark = long ? quote.repeat(3) : quote;
  const inner = start + mark.length;
  let end = inner;
  while (end < text.length && !text.startsWith(mark, end)) {
    if (!long && text[end] === '\n') break;
    end += text[end] === '\\' ? 2 : 1;
  }
  end = Math.min(end, text.length);
  const prefix = (
    /[A-Za-z]{1,2}$/.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? ''
  ).toLowerCase();
  const isPrefix =
    /^(?:[frbu]|rb|br|fr|rf)$/.test(prefix) &&
    !/[\w.]/.test(text[start - prefix.length - 1] ?? ' ');
  const computed = isPrefix && prefix.includes('f') && text.slice(inner, end).includes('{');
  const raw = isPrefix && prefix.includes('r');
  const after = text.startsWith(mark, end) ? end + mark.length : Math.max(end, inner);
  return { kind: 'string', start, end: after, inner, innerEnd: end, computed, raw };
}
