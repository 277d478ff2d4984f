import type { Instruction } from '../../../dockerfile/types.ts';
import { isBuiltin, programNamed } from '../../../programs/index.ts';
import { bodyOf } from '../../../shell/body.ts';
import { swallowing } from '../../../shell/swallowed.ts';
import { commentOf } from '../../comments.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { type Place, builtStages, placesIn, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';

interface CommentSight extends Sight {
  readonly instruction: Instruction;
  /** What a comment of the shell takes with it. */
  readonly lost?: string;
}

/** A comment behind an instruction, which is none. */
export const rule: Rule = defineRule<CommentSight>({
  id: 'correctness/trailing-comment',
  aliases: [],
  severity: 'error',
  summary: 'A comment at the end of a line is taken for arguments, or takes the next line with it.',
  find: (input) => [...placesIn(builtStages(input.trace))].flatMap((place) => find(place, input)),
  say: ({ instruction: { name }, lost }) =>
    lost === undefined
      ? `A comment is one only on a line of its own: here ${WORDS[name] ?? 'it belongs to the value'}. Put it on the line above.`
      : `The backslash joins the next line to this comment: \`${shortened(lost)}\` is never run. Put the comment on a line of its own, which begins with \`#\`.`,
  fix: ({ span: { start, end }, lost }, { path, file }) => {
    if (lost === undefined) return undefined;
    const blanks = /[ \t]*$/.exec(file.text.slice(0, start))?.[0].length ?? 0;
    const edits = [{ file: path, start: start - blanks, end, text: '' }];
    return { title: 'Remove the comment', safety: 'unsafe', edits };
  },
});

/** What the builder makes of it. */
const WORDS: Readonly<Record<string, string>> = {
  USER: 'it belongs to the name of the user, whom nobody knows: RUN and the container fail',
  WORKDIR: 'it belongs to the name of the directory',
  ENV: 'it belongs to the value of the variable',
  COPY: '`#` and what follows are files to be copied, and the last word is the destination',
  ADD: '`#` and what follows are files to be copied, and the last word is the destination',
  STOPSIGNAL: 'it belongs to the name of the signal, which the build refuses',
};

function find({ stage, step }: Place, { file }: RuleInput): CommentSight[] {
  const { instruction } = step;
  const of = stageName(stage.stage);
  const comment = commentOf(instruction, file.text);
  if (comment !== undefined) return [{ span: comment, stage: of, instruction }];
  const raw = file.text.slice(instruction.span.start, instruction.span.end);
  if (instruction.name !== 'RUN' || !/[ \t]#[^\n]*\\[ \t]*\r?\n/.test(raw)) return [];
  const body = bodyOf(instruction, step.before.config.shell, file.text);
  if (body?.kind !== 'shell' || instruction.heredocs.length > 0) return [];
  const all = swallowing(
    body,
    file.text,
    (word) => isBuiltin(word) || programNamed(word) !== undefined,
  );
  return all.slice(0, 1).map(({ span, lost }) => ({ span, stage: of, instruction, lost }));
}

function shortened(text: string): string {
  return text.length > 50 ? `${text.slice(0, 47)}…` : text;
}
