import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A protocol in capitals. */
export const rule: Rule = defineCheckRule({
  id: 'style/expose-protocol-casing',
  check: 'ExposeProtoCasing',
  severity: 'info',
  summary: 'The protocol in EXPOSE is not in lower case.',
  say: ({ hit }) =>
    `Protocols are written in lower case, and so the image will have it: write ${hit.subject.toLowerCase()}.`,
  fix: ({ hit: { subject, span } }, input) => ({
    title: 'Write the protocol in lower case',
    safety: 'safe',
    edits:
      input.file.text.slice(span.start, span.end) === subject
        ? [{ file: input.path, ...span, text: subject.toLowerCase() }]
        : [],
  }),
});
