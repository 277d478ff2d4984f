import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { SENTENCE } from '../../what-fails.ts';
import { listed } from '../../words.ts';
import type { Rule } from '../../types.ts';

/** A script is run that the project does not have. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-script',
  aliases: [],
  severity: 'error',
  summary: 'A script is run that the project does not have.',
  find: (input) =>
    failuresOf(input, 'script').map(({ need, when, place }) => ({
      span: need.at,
      ...(place === undefined ? {} : { stage: stageName(place.stage.stage) }),
      need,
      when,
    })),
  say({ need, when }, input) {
    const others = need.detail === undefined || need.detail === '' ? [] : need.detail.split(' ');
    const there = others.length === 0 ? 'has no scripts' : `has ${listed(others)}`;
    return `There is no script ${need.arg}: the project's file (${causeOf(need.origin, input)}) ${there}. ${SENTENCE[when]} fails. Name one that is there, or add it.`;
  },
});
