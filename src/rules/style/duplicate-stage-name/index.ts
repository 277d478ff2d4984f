import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A name that an earlier stage has already. */
export const rule: Rule = defineCheckRule({
  id: 'style/duplicate-stage-name',
  check: 'DuplicateStageName',
  severity: 'warning',
  summary: 'Two stages have the same name.',
  say: ({ hit }) =>
    `A stage before this one is named ${hit.subject}, too: from here on the name means this one, and nothing can name the other. Give one of them another name.`,
});
