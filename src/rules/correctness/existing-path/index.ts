import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A RUN makes a directory that is there already. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/existing-path',
  aliases: [],
  severity: 'error',
  summary: 'A RUN makes something that is there already.',
  find: (input) => buildFailures(input, 'absent'),
  say: ({ need }, input) =>
    need.by === 'git'
      ? `\`${need.arg}\` is there already, and not empty (${causeOf(need.origin, input)}): git does not clone into it, and this RUN fails. Clone into a directory of its own.`
      : `\`${need.arg}\` is there already (${causeOf(need.origin, input)}): without -p mkdir fails, and this RUN with it. Write \`mkdir -p\`, or leave it out.`,
});
