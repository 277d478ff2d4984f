import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

/** A build needs a development dependency that the install left out. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-dev-dependency',
  aliases: [],
  severity: 'error',
  summary: 'A build needs a development dependency that the install left out.',
  find: (input) =>
    failuresOf(input, 'dependency').map(({ need, when, place }) => ({
      span: need.at,
      ...(place === undefined ? {} : { stage: stageName(place.stage.stage) }),
      need,
      when,
    })),
  say({ need, when }, input) {
    const tool = need.detail ?? need.arg;
    const what = tool === need.arg ? 'it' : need.arg;
    return `There is no ${tool} here: ${what} is a development dependency that ${causeOf(need.origin, input)} left out, so ${WHAT[when]} fails. Install with development dependencies, build, and leave them out after that (npm prune --omit=dev, or a stage of their own).`;
  },
});
