import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';

/** A RUN starts a program that the image does not have. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-program',
  aliases: [],
  severity: 'error',
  summary: 'A RUN starts a program that the image does not have.',
  find: (input) =>
    failuresOf(input, 'program').flatMap(({ need, when, place }) =>
      when === 'build' && place !== undefined
        ? [{ span: need.at, stage: stageName(place.stage.stage), need, place }]
        : [],
    ),
  say: ({ need }, input) =>
    `There is no ${need.arg} here (${causeOf(need.origin, input)}): this RUN fails. Install it first, or take an image that has it.`,
});
