import { removeInstruction } from '../../../dockerfile/edit.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A CMD, ENTRYPOINT or HEALTHCHECK before another one in the same stage. */
export const rule: Rule = defineCheckRule({
  id: 'correctness/overridden-instruction',
  check: 'MultipleInstructionsDisallowed',
  severity: 'warning',
  summary: 'An instruction has no effect: a later one takes its place.',
  say: ({ hit }) =>
    `Only the last ${hit.subject} of a stage counts: this one has no effect. Remove it.`,
  fix: ({ hit: { instruction } }, input) => ({
    title: 'Remove the instruction without effect',
    safety: 'safe',
    edits:
      instruction.name === 'FROM' ? [] : [removeInstruction(input.path, input.file, instruction)],
  }),
});
