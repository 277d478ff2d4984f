import { type BrokenArray, brokenArray } from '../../../dockerfile/broken-array.ts';
import type { Instruction } from '../../../dockerfile/types.ts';
import { fileSpan } from '../../../text/mapped.ts';
import { runningInstructions } from '../../commands.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';

interface ArraySight extends Sight {
  readonly instruction: Instruction;
  readonly array: BrokenArray;
}

/** A command that was to be a JSON array and is none. */
export const rule: Rule = defineRule<ArraySight>({
  id: 'correctness/broken-exec-form',
  aliases: [],
  severity: 'error',
  summary: 'A JSON array that is no JSON: a shell reads it as a command.',
  find: (input) =>
    runningInstructions(input).flatMap(({ step: { instruction }, stage }) => {
      const array = brokenArray(instruction);
      const { body } = instruction;
      if (array === undefined || body === undefined) return [];
      // What the shells of Windows make of it is another matter.
      if (input.file.escape === '`') return [];
      const span = fileSpan(body, 0, body.text.length);
      return [{ span, stage: stageName(stage.stage), instruction, array }];
    }),
  say: ({ instruction, array }) =>
    `This ${instruction.name} is no JSON array, for ${array.because}: a shell gets the whole line, brackets and all, and finds no such command. ${array.words ? `Write \`${json(array.words)}\`.` : 'Write each word in double quotes, with commas between, and nothing behind the bracket.'}`,
  fix: ({ span, array }, input) =>
    array.words && {
      title: 'Write a JSON array',
      safety: 'unsafe',
      edits: [{ file: input.path, start: span.start, end: span.end, text: json(array.words) }],
    },
});

function json(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
