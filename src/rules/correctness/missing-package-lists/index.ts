import { defineRule } from '../../define-rule.ts';
import { insert } from '../../edits.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** apt-get install where no package lists are. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-package-lists',
  aliases: [],
  severity: 'error',
  summary: 'Packages are installed without `apt-get update` before it.',
  find: (input) => buildFailures(input, 'lists'),
  say: ({ need }, input) =>
    `There are no package lists (${causeOf(need.origin, input)}), so apt finds no package \`${need.arg}\`: this RUN fails. Write \`apt-get update && apt-get install …\` in one RUN.`,
  fix: ({ command }, input) =>
    command && /^apt(-get)?$/.test(command.words[0] ?? '')
      ? {
          title: 'Update the lists first',
          safety: 'safe',
          edits: [insert(input, command.at.start, `${command.words[0] ?? 'apt-get'} update && `)],
        }
      : undefined,
});
