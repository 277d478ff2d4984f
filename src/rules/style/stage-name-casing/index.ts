import { goLower } from '../../../dockerfile/chars.ts';
import { flagOf, runMounts } from '../../../dockerfile/instructions.ts';
import type { Instruction } from '../../../dockerfile/types.ts';
import type { Edit, Span } from '../../../text/span.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A stage name with capitals. */
export const rule: Rule = defineCheckRule({
  id: 'style/stage-name-casing',
  check: 'StageNameCasing',
  severity: 'info',
  summary: 'A stage name is not in lower case.',
  say: ({ hit }) =>
    `The stage name ${hit.subject} has capitals, but BuildKit compares names in lower case: FROM finds the stage only as ${hit.subject.toLowerCase()}. Write it so everywhere.`,
  fix: ({ hit }, input) => ({
    title: 'Write the stage name in lower case',
    safety: 'safe',
    edits: [hit, ...references(input, hit.subject)].flatMap(({ span }) => lowerCase(input, span)),
  }),
});

/** Where a stage is named besides its FROM. In FROM only the lower case name finds it. */
function references(input: RuleInput, name: string): { span: Span }[] {
  const all = input.file.instructions.flatMap((one) =>
    one.onbuild === undefined ? [one] : [one, one.onbuild],
  );
  return all.flatMap((instruction) => namedIn(instruction, goLower(name)));
}

function namedIn(instruction: Instruction, name: string): { span: Span }[] {
  if (instruction.name === 'COPY') {
    const flag = flagOf(instruction, 'from');
    if (flag?.valueSpan === undefined || goLower(flag.value ?? '') !== name) return [];
    return [{ span: flag.valueSpan }];
  }
  if (instruction.name !== 'RUN') return [];
  return runMounts(instruction).flatMap(({ fields }) =>
    fields
      .filter(({ key, value }) => key === 'from' && goLower(value ?? '') === name)
      .map(({ span }) => ({ span: { start: span.start + 'from='.length, end: span.end } })),
  );
}

function lowerCase({ file, path }: RuleInput, { start, end }: Span): Edit[] {
  const written = file.text.slice(start, end);
  const text = goLower(written);
  return text === written ? [] : [{ file: path, start, end, text }];
}
