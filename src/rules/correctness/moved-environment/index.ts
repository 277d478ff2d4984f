import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A virtual environment, or a program in it, is started where its interpreter is not. */
export const rule: Rule = defineRule({
  id: 'correctness/moved-environment',
  aliases: [],
  severity: 'error',
  summary: 'A virtual environment, or a program in it, is started where its interpreter is not.',
  find: (input) => placedFailures(input, 'environment'),
  say: ({ need, when }, input) =>
    `\`${need.by ?? ''}\` (${causeOf(need.origin, input)}) starts \`${need.arg}\`, which is not in this image: ${whatFails(when)} with "no such file or directory". Make the environment at the path, and with the Python, that it has at the end.`,
});
