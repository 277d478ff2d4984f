import { defineRule } from '../../define-rule.ts';
import { type LossSight, insteadOf, losses, written } from '../../lost.ts';
import type { Rule } from '../../types.ts';

/** A RUN that only changes its own working directory. */
export const rule: Rule = defineRule<LossSight>({
  id: 'correctness/lost-directory',
  aliases: [],
  severity: 'error',
  summary:
    'A RUN changes the directory and does nothing in it: the next instruction starts where it would have.',
  find: (input) => losses(input, 'directory'),
  say: (sight, input) =>
    `\`${written(sight, input)}\` holds until this RUN ends: the next instruction starts in the WORKDIR again, so this line has no effect. Write \`WORKDIR ${targetOf(sight) ?? '…'}\`, or join it with the command that needs it (\`cd … && …\`).`,
  fix: (sight, input) => {
    const target = targetOf(sight);
    return target === undefined
      ? undefined
      : insteadOf(sight, input, `Set the working directory to ${target}`, `WORKDIR ${target}`);
  },
});

/** The directory as WORKDIR would take it. */
function targetOf({ loss }: LossSight): string | undefined {
  const [program, target, ...more] = loss.words;
  const plain = target !== undefined && /^[\w./@+-]+$/.test(target) && !target.startsWith('-');
  return program === 'cd' && plain && more.length === 0 ? target : undefined;
}
