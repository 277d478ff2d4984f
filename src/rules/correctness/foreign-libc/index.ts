import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A program is linked to another C library than the image has. */
export const rule: Rule = defineRule({
  id: 'correctness/foreign-libc',
  aliases: [],
  severity: 'error',
  summary: 'A program is linked to another C library than the image has.',
  find: (input) => placedFailures(input, 'libc'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) is linked to ${need.arg}, and this image has ${need.detail ?? 'another C library'}: ${whatFails(when)} with "no such file or directory". Build it on an image with ${need.detail ?? 'the same C library'}, build it static, or run it on an image with ${need.arg}.`,
});
