import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import type { Rule } from '../../types.ts';

/** A destination that is meant as a directory becomes a file. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/overwritten-copy',
  aliases: [],
  severity: 'error',
  summary: 'A destination that is meant as a directory becomes a file.',
  // WORKDIR fails, but the line that made the file is the one to change.
  find: (input) =>
    buildFailures(input, 'place').map((sight) =>
      isWorkdir(sight) ? { ...sight, span: sight.need.origin.at ?? sight.span } : sight,
    ),
  say: (sight, input) =>
    isWorkdir(sight)
      ? `\`${sight.need.arg}\` becomes a file (${causeOf(sight.need.origin, input)}), and a later WORKDIR needs a directory of that name: the build fails there. Write \`${sight.need.arg}/\`.`
      : `\`${sight.need.arg}\` is no directory, and no \`/\` stands behind it: each file takes the place of the one before, and only the last is left, as a file of that name. Write \`${sight.need.arg}/\`.`,
  fix: (sight, input) => {
    const { span } = sight;
    const isQuoted = /["']$/.test(input.file.text.slice(span.start, span.end));
    return {
      title: 'Copy into the directory',
      safety: 'unsafe',
      edits:
        isWorkdir(sight) || isQuoted
          ? []
          : [{ file: input.path, start: span.end, end: span.end, text: '/' }],
    };
  },
});

function isWorkdir({ place }: BuildSight): boolean {
  return place.step.instruction.name === 'WORKDIR';
}
