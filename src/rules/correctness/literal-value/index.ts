import type { Instruction } from '../../../dockerfile/types.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { type Literal, literalsOf } from '../../literals.ts';
import { builtStages, placesIn, stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';

interface LiteralSight extends Sight {
  readonly literal: Literal;
  readonly instruction: Instruction;
}

/** Words that a shell would replace, where no shell reads them. */
export const rule: Rule = defineRule<LiteralSight>({
  id: 'correctness/literal-value',
  aliases: [],
  severity: 'error',
  summary: 'A command substitution, `~` or ` = ` is taken as it stands: no shell reads the line.',
  find: ({ trace, file }) =>
    [...placesIn(builtStages(trace))].flatMap(({ stage, step: { instruction } }) =>
      literalsOf(instruction, file.text).map((literal) => ({
        span: literal.span,
        stage: stageName(stage.stage),
        literal,
        instruction,
      })),
    ),
  say: ({ literal: { kind, text }, instruction: { name } }) => {
    if (kind === 'command')
      return `${name} runs no command: the text \`${text}\` itself becomes the value. Take the value from an ARG that is given at build time, or compute it in the RUN that uses it.`;
    if (kind === 'equals')
      return `With blanks around it \`=\` belongs to the value: ${name} reads a name, and everything behind it as its value. Write it without blanks.`;
    return name === 'ENV'
      ? `\`~\` is no home directory in a variable: the engine and every shell but bash find nothing on this part of PATH. Write the path itself, e.g. \`${text.replace('~', '/root')}\`.`
      : `\`~\` is no home directory here: a directory of that name is made. Write the path itself, e.g. \`${text.replace('~', '/root')}\`.`;
  },
  fix: ({ literal: { kind, span, text } }, { path }) => {
    const [, name, value] = /^(\w+)\s+=\s*("[^"]*"|[^\s"'\\]+)\s*$/.exec(text) ?? [];
    if (kind !== 'equals' || name === undefined || value === undefined) return undefined;
    const edits = [{ file: path, ...span, text: `${name}=${value}` }];
    return { title: 'Write it without blanks', safety: 'unsafe', edits };
  },
});
