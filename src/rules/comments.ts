import type { Instruction } from '../dockerfile/types.ts';
import type { Span } from '../text/span.ts';

/** Instructions that take the rest of their line as one word. */
const ONE_WORD = new Set(['USER', 'WORKDIR', 'STOPSIGNAL']);

/** A comment behind the words of an instruction, which the builder takes for more of them. */
export function commentOf(instruction: Instruction, source: string): Span | undefined {
  const { name, form, args, pairs } = instruction;
  if (form === 'json') return undefined;
  const [first] = args;
  if (ONE_WORD.has(name)) return first && partOf(first.span, source);
  if (name === 'ENV') {
    const [pair] = pairs;
    return pair?.legacy === true && pair.valueSpan !== undefined
      ? partOf(pair.valueSpan, source)
      : undefined;
  }
  if (name !== 'COPY' && name !== 'ADD') return undefined;
  const at = args.findIndex(({ text }, index) => index > 0 && /^#+$/.test(text));
  const [mark, last] = [args[at], args.at(-1)];
  return mark && last && { start: mark.span.start, end: last.span.end };
}

/** ` # words` at the end, outside of quotes. */
function partOf(span: Span, source: string): Span | undefined {
  const text = source.slice(span.start, span.end);
  const at = /^[^"'\n]*?\s(#+\s+[^"'\n]*)$/.exec(text)?.[1];
  return at === undefined ? undefined : { start: span.end - at.length, end: span.end };
}
