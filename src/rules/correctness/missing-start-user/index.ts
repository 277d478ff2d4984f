import { defineRule } from '../../define-rule.ts';
import { type StartSight, lackOf, sentence, startFailures } from '../../starts.ts';
import type { Rule } from '../../types.ts';

/** The container is to run as a user or group that the image does not have. */
export const rule: Rule = defineRule<StartSight>({
  id: 'correctness/missing-start-user',
  aliases: [],
  severity: 'error',
  summary: 'The container is to run as a user that the image does not have.',
  find: (input) => startFailures(input, 'user', 'group'),
  say: ({ need }, input) =>
    `${sentence(lackOf(need, input))}: the engine cannot start the container. Make it in this stage, copy /etc/passwd and /etc/group from the stage that has it, or give a number.`,
});
