import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures, foreignManager } from '../../run-failures.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A RUN starts a program that the image does not have. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-program',
  aliases: [],
  severity: 'error',
  summary: 'A RUN starts a program that the image does not have.',
  find: (input) =>
    buildFailures(input, 'program').filter((one) => foreignManager(one) === undefined),
  say: (sight, input) => words(sight, input),
});

function words({ need }: BuildSight, input: RuleInput): string {
  const cause = causeOf(need.origin, input);
  // The shell itself: no program of the script is looked for.
  return need.by === 'RUN'
    ? `There is no \`${need.arg}\` here to read the line (${cause}): this RUN fails. Do it in a stage that has a shell and copy what comes of it, or name another one with SHELL.`
    : `There is no \`${need.arg}\` here (${cause}): this RUN fails. Install it first, or take an image that has it.`;
}
