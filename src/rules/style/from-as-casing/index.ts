import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** FROM and AS in different cases. */
export const rule: Rule = defineCheckRule({
  id: 'style/from-as-casing',
  check: 'FromAsCasing',
  severity: 'info',
  summary: 'FROM and AS are written in different cases.',
  say: ({ hit }) =>
    `${hit.other} and ${hit.subject} stand in one line in different cases. Write both the same way.`,
  fix: ({ hit }, input) => ({
    title: 'Write AS like FROM',
    safety: 'safe',
    edits: [
      {
        file: input.path,
        ...hit.span,
        text: hit.other === hit.other?.toLowerCase() ? 'as' : 'AS',
      },
    ],
  }),
});
