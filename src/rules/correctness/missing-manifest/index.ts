import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { copiedLater } from '../../copied-later.ts';
import { defineRule } from '../../define-rule.ts';
import { keptOut } from '../../kept-out.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** An install or a build runs before the file that says what to install is there. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-manifest',
  aliases: [],
  severity: 'error',
  summary: 'An install or build runs without the file that says what to install.',
  find: (input) => buildFailures(input, 'manifest'),
  say: ({ need, place }, input) => {
    const kept = keptOut(input, need.arg);
    const advice =
      copiedLater(need.arg, place, input) ??
      (kept === undefined ? 'Copy it before, or write the path where it lies.' : `${kept}.`);
    return `There is no \`${need.arg}\` here (${causeOf(need.origin, input)}): this RUN fails. ${advice}`;
  },
});
