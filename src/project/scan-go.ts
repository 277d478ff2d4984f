import type { Segment } from './source-scan.ts';

/** Comments, strings and runes of Go. */
export function goSegments(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    const segment = segmentAt(text, at);
    if (segment === undefined) at++;
    else {
      segments.push(segment);
      at = segment.end;
    }
  }
  return segments;
}

function segmentAt(text: string, start: number): Segment | undefined {
  const unit = text[start];
  if (unit === '/' && text[start + 1] === '/')
    return comment(start, text.indexOf('\n', start), text);
  if (unit === '/' && text[start + 1] === '*') {
    const close = text.indexOf('*/', start + 2);
    return comment(start, close < 0 ? -1 : close + 2, text);
  }
  if (unit === '`') {
    const close = text.indexOf('`', start + 1);
    const innerEnd = close < 0 ? text.length : close;
    return {
      kind: 'string',
      start,
      end: Math.min(innerEnd + 1, text.length),
      inner: start + 1,
      innerEnd,
      raw: true,
    };
  }
  if (unit === '"' || unit === "'") return quoted(text, start, unit);
  return undefined;
}

function comment(start: number, end: number, text: string): Segment {
  const stop = end < 0 ? text.length : end;
  return { kind: 'comment', start, end: stop, inner: start, innerEnd: stop };
}

function quoted(text: string, start: number, quote: string): Segment {
  let end = start + 1;
  while (end < text.length && text[end] !== quote && text[end] !== '\n') {
    end += text[end] === '\\' ? 2 : 1;
  }
  end = Math.min(end, text.length);
  const after = text[end] === quote ? end + 1 : Math.max(end, start + 1);
  return { kind: 'string', start, end: after, inner: start + 1, innerEnd: end };
}
