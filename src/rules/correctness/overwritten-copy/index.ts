import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { defineRule } from '../../define-rule.ts';
import type { Rule } from '../../types.ts';

/** Several files are copied to one name that is no directory. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/overwritten-copy',
  aliases: [],
  severity: 'error',
  summary: 'Several files are copied onto one name: each takes the place of the one before.',
  find: (input) => buildFailures(input, 'place'),
  say: ({ need }) =>
    `\`${need.arg}\` is no directory, and no \`/\` stands behind it: each file takes the place of the one before, and only the last is left, as a file of that name. Write \`${need.arg}/\`.`,
  fix: ({ span }, input) => ({
    title: 'Copy into the directory',
    safety: 'unsafe',
    edits: /["']$/.test(input.file.text.slice(span.start, span.end))
      ? []
      : [{ file: input.path, start: span.end, end: span.end, text: '/' }],
  }),
});
