import { readRange } from '../../../dockerfile/build/ports.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** An address or a host port in EXPOSE. */
export const rule: Rule = defineCheckRule({
  id: 'runtime/expose-mapping',
  check: 'ExposeInvalidFormat',
  severity: 'warning',
  summary: 'EXPOSE maps a port, which only `docker run` can.',
  say: ({ hit }) =>
    `EXPOSE names ports of the container alone: the address or host port in ${hit.subject} has no effect, and BuildKit means to refuse it one day. Write ${hit.subject.slice(hit.subject.lastIndexOf(':') + 1)}, and map it with \`docker run -p\`.`,
  fix: ({ hit: { subject, span } }, input) => ({
    title: 'Name the container’s port alone',
    safety: 'safe',
    edits:
      input.file.text.slice(span.start, span.end) === subject && !('error' in readRange(subject))
        ? [{ file: input.path, ...span, text: subject.slice(subject.lastIndexOf(':') + 1) }]
        : [],
  }),
});
