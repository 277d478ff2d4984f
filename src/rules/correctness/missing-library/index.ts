import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A program or module needs a shared library that the image does not have. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-library',
  aliases: [],
  severity: 'error',
  summary: 'A program or module needs a shared library that the image does not have.',
  find: (input) => placedFailures(input, 'library'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) is linked to ${need.arg}, which is not in this image: ${whatFails(when)} ("error while loading shared libraries"). ${need.detail === undefined ? 'Take an image that has it, or link it static.' : `Install ${need.detail} in this stage: what is installed in the build stage stays there.`}`,
});
