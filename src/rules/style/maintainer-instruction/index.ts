import type { Instruction } from '../../../dockerfile/types.ts';
import type { Edit } from '../../../text/span.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** MAINTAINER, which a label has replaced. */
export const rule: Rule = defineCheckRule({
  id: 'style/maintainer-instruction',
  check: 'MaintainerDeprecated',
  severity: 'info',
  summary: 'MAINTAINER is deprecated.',
  say: () =>
    'MAINTAINER is deprecated: tools look for the author in a label. Write `LABEL org.opencontainers.image.authors="…"`.',
  fix: ({ hit: { instruction } }, input) => ({
    title: 'Write a label',
    safety: 'unsafe',
    edits: label(instruction, input),
  }),
});

/** In a label `$`, quotes and escapes mean something; in MAINTAINER they do not. */
function label({ name, keyword, span, args }: Instruction, { file, path }: RuleInput): Edit[] {
  const [author] = args;
  const written = file.text.slice(span.start, span.end);
  if (name !== 'MAINTAINER' || author === undefined || written.includes('\n')) return [];
  const value = author.text.replaceAll(/["$\\`]/g, (char) =>
    char === '`' && file.escape !== '`' ? char : file.escape + char,
  );
  const upper = file.text.slice(keyword.start, keyword.end) === name;
  const text = `${upper ? 'LABEL' : 'label'} org.opencontainers.image.authors="${value}"`;
  return [{ file: path, start: keyword.start, end: span.start + written.trimEnd().length, text }];
}
