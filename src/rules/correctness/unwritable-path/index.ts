import { defineRule, type Sight } from '../../define-rule.ts';
import { type Failure, failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

interface PathSight extends Sight {
  readonly failure: Failure;
}

/** Something is written where the user at hand may not write. */
export const rule: Rule = defineRule<PathSight>({
  id: 'correctness/unwritable-path',
  aliases: [],
  severity: 'error',
  summary: 'Something is written where the user at hand may not write.',
  find: (input) =>
    failuresOf(input, 'writable').flatMap((failure) =>
      failure.when === 'health'
        ? []
        : [
            {
              span: failure.need.at,
              failure,
              ...(failure.place ? { stage: stageName(failure.place.stage.stage) } : {}),
            },
          ],
    ),
  say: ({ failure: { need, when } }, input) =>
    `The user at hand may not write \`${need.arg}\` (it comes of ${causeOf(need.origin, input)} and belongs to someone else): ${WHAT[when]} fails. Do this before USER, or give that user the directory (\`RUN chown\`, \`COPY --chown\`).`,
});
