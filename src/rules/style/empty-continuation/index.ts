import type { Edit, Span } from '../../../text/span.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** An instruction goes on after an empty line. */
export const rule: Rule = defineCheckRule({
  id: 'style/empty-continuation',
  check: 'NoEmptyContinuation',
  severity: 'warning',
  summary: 'An empty line stands inside an instruction.',
  say: () =>
    'The instruction goes on after an empty line. BuildKit means to refuse that one day; whoever reads it takes the rest for a new instruction. Remove the empty line, or put `#` there.',
  fix: ({ hit }, input) => ({
    title: 'Remove the empty lines',
    safety: 'safe',
    edits: emptyLines(input, { start: hit.instruction.span.start, end: hit.span.end }),
  }),
});

/** Removes the empty lines of a range; nothing when it ends in one, because then nothing goes on. */
function emptyLines({ file: { text }, path }: RuleInput, { start, end }: Span): Edit[] {
  const edits: Edit[] = [];
  if (start === end || text[end - 1] === '\n') return [];
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end;) {
    const next = text.indexOf('\n', at) + 1;
    if (next > 0 && text.slice(at, next).trim() === '')
      edits.push({ file: path, start: at, end: next, text: '' });
    at = next;
  }
  return edits;
}
