import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A module has machine code for another runtime or C library than the one that loads it. */
export const rule: Rule = defineRule({
  id: 'correctness/foreign-extension',
  aliases: [],
  severity: 'error',
  summary: 'A module has machine code for another runtime or C library than the one that loads it.',
  find: (input) => placedFailures(input, 'extension'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) has machine code for ${need.arg}, and this image has ${need.detail ?? 'another one'}: ${whatFails(when)} when it is imported. Install it on the image that it runs on.`,
});
