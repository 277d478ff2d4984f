import { defineRule } from '../../define-rule.ts';
import { type StartSight, lackOf, sentence, startFailures } from '../../starts.ts';
import type { Rule } from '../../types.ts';

/** CMD or ENTRYPOINT names a file that is not in the image. */
export const rule: Rule = defineRule<StartSight>({
  id: 'correctness/missing-start-file',
  aliases: [],
  severity: 'error',
  summary: 'The container starts with a file that the image does not have.',
  find: (input) => startFailures(input, 'file', 'manifest'),
  say: ({ need }, input) =>
    `${sentence(lackOf(need, input))}: the container ends as soon as it is started. Copy it into the image, or write the path where it lies: a relative one counts from WORKDIR.`,
});
