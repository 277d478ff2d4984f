import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { copiedLater } from '../../copied-later.ts';
import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A RUN works on a file or directory that is not there. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-file',
  aliases: [],
  severity: 'error',
  summary: 'A RUN works on a file or directory that is not there.',
  find: (input) => buildFailures(input, 'file'),
  say: ({ need, place }, input) =>
    `There is no \`${need.arg}\` here (${causeOf(need.origin, input)}): this RUN fails. ${
      copiedLater(need.arg, place, input) ??
      'Copy or make it first, or write the path where it lies.'
    }`,
});
