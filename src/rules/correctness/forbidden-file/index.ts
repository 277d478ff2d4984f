import { defineRule, type Sight } from '../../define-rule.ts';
import { type Failure, failuresOf } from '../../failing.ts';
import { causeOf } from '../../origins.ts';
import { stageName } from '../../shipped.ts';
import { WHAT } from '../../what-fails.ts';
import type { Rule } from '../../types.ts';

interface FileSight extends Sight {
  readonly failure: Failure;
}

/** A file is needed by a user who may not read it, or not enter a directory above it. */
export const rule: Rule = defineRule<FileSight>({
  id: 'correctness/forbidden-file',
  aliases: [],
  severity: 'error',
  summary: 'A file is needed by a user who may not read it.',
  find: (input) =>
    failuresOf(input, 'readable').flatMap((failure) =>
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
    `\`${need.arg}\` is there, but the user at hand may not read it (its rights come of ${causeOf(need.origin, input)}): ${WHAT[when]} fails. Give it away (\`--chown\`), let others read it (\`--chmod\`), or put it where that user may go: /root is closed to everyone but root.`,
});
