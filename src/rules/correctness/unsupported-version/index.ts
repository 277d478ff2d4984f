import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

/** The project asks for another version than the image has. */
export const rule: Rule = defineRule({
  id: 'correctness/unsupported-version',
  aliases: [],
  severity: 'error',
  summary: 'The project asks for another version than the image has.',
  find: (input) =>
    failuresOf(input, 'version').map(({ need, when, place }) => ({
      span: need.at,
      ...(place === undefined ? {} : { stage: stageName(place.stage.stage) }),
      need,
      when,
    })),
  say({ need, when }, input) {
    const here = need.detail === undefined ? 'another version' : need.detail;
    return `The project asks for ${need.arg}, here is ${here} (${causeOf(need.origin, input)}): ${WHAT[when]} fails. Take an image of the version that the project asks for.`;
  },
});
