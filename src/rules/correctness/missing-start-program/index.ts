import { defineRule } from '../../define-rule.ts';
import { type StartSight, lackOf, sentence, startFailures } from '../../starts.ts';
import type { Rule } from '../../types.ts';

/** CMD or ENTRYPOINT starts a program that the image does not have. */
export const rule: Rule = defineRule<StartSight>({
  id: 'correctness/missing-start-program',
  aliases: [],
  severity: 'error',
  summary: 'The container starts a program that the image does not have.',
  find: (input) => startFailures(input, 'program'),
  say: ({ need }, input) =>
    `${sentence(lackOf(need, input))}: the container ends as soon as it is started. ${advice(need.arg)}`,
});

function advice(arg: string): string {
  if (/\s/.test(arg))
    return 'In a JSON array each word is a string of its own: `["node", "server.js"]`; a line for a shell is `["sh", "-c", "…"]`.';
  if (/^(cd|source|export|exec|\.)$/.test(arg))
    return 'It is a word of the shell: write the line in shell form, or set WORKDIR and ENV.';
  if (/(^|\/)(ba|da|a)?sh$/.test(arg))
    return 'Write the command as a JSON array, which needs no shell, or take an image that has one.';
  return 'Install it in this stage, copy it here, or start what is there.';
}
