import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A program needs a dynamic loader that the image does not have. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-loader',
  aliases: [],
  severity: 'error',
  summary: 'A program needs a dynamic loader that the image does not have.',
  find: (input) => placedFailures(input, 'loader'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) is linked to a C library, and this image has no ${need.arg} to load it: ${whatFails(when)} with "no such file or directory". Build it static (Go: CGO_ENABLED=0; Rust: a musl target; C: -static), or take an image with that C library.`,
});
