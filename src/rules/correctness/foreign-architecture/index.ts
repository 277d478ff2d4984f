import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A program is made for another processor or system than the image. */
export const rule: Rule = defineRule({
  id: 'correctness/foreign-architecture',
  aliases: [],
  severity: 'error',
  summary: 'A program is made for another processor or system than the image.',
  find: (input) => placedFailures(input, 'architecture'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) is made for ${need.arg}, and this image is for ${need.detail ?? 'another processor'}: ${whatFails(when)} with "exec format error". Build it for the platform of the image (Go: GOARCH=$TARGETARCH).`,
});
