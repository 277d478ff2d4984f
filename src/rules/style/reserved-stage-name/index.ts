import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A stage named scratch or context. */
export const rule: Rule = defineCheckRule({
  id: 'style/reserved-stage-name',
  check: 'ReservedStageName',
  severity: 'warning',
  summary: 'A stage bears a name that means something else.',
  say: ({ hit }) =>
    `${hit.subject} is the name of ${hit.subject === 'scratch' ? 'the empty image' : 'the build context'}; a stage of that name takes its place where it is named. Give the stage another name.`,
});
