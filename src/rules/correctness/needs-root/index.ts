import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** Packages and accounts are changed by a user who may not. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/needs-root',
  aliases: [],
  severity: 'error',
  summary: 'A RUN does as another user what only root may do.',
  find: (input) => buildFailures(input, 'root'),
  say: ({ need, command }, input) =>
    `\`${command?.program ?? need.by ?? 'This'}\` must be able to write ${need.arg}, and that is root’s: ${causeOf(need.origin, input)} makes the RUN somebody else’s, and it fails. Put it before USER, or between \`USER root\` and \`USER …\`.`,
});
