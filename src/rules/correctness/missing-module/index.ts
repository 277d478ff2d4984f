import { defineRule } from '../../define-rule.ts';
import { placedFailures, whatFails } from '../../failing-files.ts';
import type { Rule } from '../../types.ts';

/** A program imports a module that its interpreter does not find. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-module',
  aliases: [],
  severity: 'error',
  summary: 'A program imports a module that its interpreter does not find.',
  find: (input) => placedFailures(input, 'module'),
  say: ({ need, when }) =>
    `\`${need.by ?? ''}\` imports \`${need.arg}\`, and this Python (${need.detail ?? 'here'}) does not find it: ${whatFails(when)} with ModuleNotFoundError. Install it in this stage for this Python, or copy it to where this Python looks.`,
});
