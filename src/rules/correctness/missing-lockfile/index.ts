import { defineRule } from '../../define-rule.ts';
import { failuresOf } from '../../failing.ts';
import { keptOut } from '../../kept-out.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

/** A locked install has no lockfile. */
export const rule: Rule = defineRule({
  id: 'correctness/missing-lockfile',
  aliases: [],
  severity: 'error',
  summary: 'A locked install has no lockfile.',
  find: (input) =>
    failuresOf(input, 'lockfile').map(({ need, when, place }) => ({
      span: need.at,
      ...(place === undefined ? {} : { stage: stageName(place.stage.stage) }),
      need,
      when,
    })),
  say({ need, when }, input) {
    const kept = keptOut(input, need.arg);
    const why = kept ?? `${need.arg} is not there (${causeOf(need.origin, input)})`;
    const by = need.by ?? 'This install';
    return `${by} installs what the lockfile says, but ${why}: ${WHAT[when]} fails. Commit the lockfile and copy it beside the manifest.`;
  },
});
