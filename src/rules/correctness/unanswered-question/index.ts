import type { CommandTrace } from '../../../facts/image.ts';
import type { Span } from '../../../text/span.ts';
import { defineRule } from '../../define-rule.ts';
import { insert } from '../../edits.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** A command asks for an answer that nobody gives in a build. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/unanswered-question',
  aliases: ['DL3014', 'DL3030', 'DL3034'],
  severity: 'error',
  summary: 'A command asks something, and nobody is there to answer.',
  find: (input) => buildFailures(input, 'answer'),
  say: ({ need }) =>
    need.by === 'adduser'
      ? 'BusyBox’s `adduser` asks for a password, and in a build nobody types one: this RUN fails. Add `-D` (no password), or `-S` for a service.'
      : `\`${need.by ?? 'It'}\` asks whether to go on, and in a build nobody answers: this RUN fails. Add \`-y\`.`,
  fix: ({ need, command }, input) => {
    const at = command && wordAfter(command);
    return at
      ? {
          title: `Add ${need.arg}`,
          safety: 'safe',
          edits: [insert(input, at.end, ` ${need.arg}`)],
        }
      : undefined;
  },
});

/** The word behind which the option goes: the action, or the program itself. */
function wordAfter({ words, wordSpans }: CommandTrace): Span | undefined {
  const verb = words.findIndex((word) => word === 'install' || word === 'reinstall');
  return wordSpans[Math.max(verb, 0)];
}
