import type { Instruction } from '../../../dockerfile/types.ts';
import type { Edit, Span } from '../../../text/span.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** FROM --platform with the platform that it has anyway. */
export const rule: Rule = defineCheckRule({
  id: 'style/redundant-target-platform',
  check: 'RedundantTargetPlatform',
  severity: 'info',
  summary: 'FROM asks for the platform that it has anyway.',
  say: ({ hit }) =>
    `FROM takes the platform that is built for by itself: \`--platform=${hit.subject}\` changes nothing. Leave it out.`,
  fix: ({ hit: { instruction, span } }, input) => ({
    title: 'Leave the platform out',
    safety: 'safe',
    edits: withoutFlag(instruction, span, input),
  }),
});

/** The flag with the blanks after it, when all of it stands on one line. */
function withoutFlag(
  { name }: Instruction,
  { start, end }: Span,
  { file, path }: RuleInput,
): Edit[] {
  const blanks = /^[ \t]+/.exec(file.text.slice(end))?.[0];
  const flag = file.text.slice(start, end);
  if (name !== 'FROM' || blanks === undefined || !/^--\S+$/.test(flag)) return [];
  return [{ file: path, start, end: end + blanks.length, text: '' }];
}
