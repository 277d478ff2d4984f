import { goLower, goUpper } from '../../../dockerfile/chars.ts';
import type { Instruction, Word } from '../../../dockerfile/types.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A keyword in another case than most of the file. */
export const rule: Rule = defineCheckRule({
  id: 'style/instruction-casing',
  check: 'ConsistentInstructionCasing',
  severity: 'info',
  summary: 'Instructions are written in different cases.',
  say: ({ hit }) =>
    `${hit.subject} stands among instructions in ${hit.other === 'lowercase' ? 'lower' : 'upper'} case. Write it like them.`,
  fix: ({ hit }, input) => ({
    title: 'Write the keyword like the others',
    safety: 'safe',
    edits: keywords(hit.instruction)
      .filter(({ text, span }) => span.end - span.start === text.length)
      .map(({ text, span }) => ({
        file: input.path,
        ...span,
        text: hit.other === 'lowercase' ? goLower(text) : goUpper(text),
      })),
  }),
});

/** The keyword and, in a FROM, the AS that goes with it. */
function keywords({ name, keyword, args }: Instruction): Word[] {
  const [, as] = args;
  const own = { text: name, span: keyword };
  return name === 'FROM' && as !== undefined ? [own, as] : [own];
}
