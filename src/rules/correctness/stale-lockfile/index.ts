import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

/** A locked install has a lockfile that is out of step. */
export const rule: Rule = defineRule({
  id: 'correctness/stale-lockfile',
  aliases: [],
  severity: 'error',
  summary: 'A locked install has a lockfile that is out of step.',
  find: (input) =>
    failuresOf(input, 'agreement').map(({ need, when, place }) => ({
      span: need.at,
      ...(place === undefined ? {} : { stage: stageName(place.stage.stage) }),
      need,
      when,
    })),
  say({ need, when }, input) {
    return `${need.arg} does not have ${need.detail ?? 'all'} as ${causeOf(need.origin, input)} asks for it: ${WHAT[when]} fails, a locked install changes nothing. Update the lockfile and commit it.`;
  },
});
