import type { CommandLine } from '../../../facts/image.ts';
import { execCommand } from '../../../shell/exec-words.ts';
import { codeOfShell } from '../../../shell/inner.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** CMD behind an ENTRYPOINT that never looks at it. */
export const rule: Rule = defineRule<Sight>({
  id: 'correctness/ignored-command',
  aliases: [],
  severity: 'warning',
  summary: 'CMD has no effect: the shell of the ENTRYPOINT does not hand it on.',
  find: (input) => find(input),
  say: () =>
    'This CMD has no effect: the ENTRYPOINT is a line for a shell, which takes the words of CMD for itself and hands none of them on. Write the ENTRYPOINT as a JSON array, let its line end in `"$@"`, or remove the CMD.',
});

function find(input: RuleInput): Sight[] {
  const { entrypoint, cmd } = input.trace.result?.config ?? {};
  const span = cmd?.origin.at;
  if (!entrypoint || !cmd || span === undefined) return [];
  if (entrypoint.origin.by === 'base' || cmd.origin.by === 'base' || cmd.words.length === 0)
    return [];
  const text = lineOf(entrypoint);
  return text === undefined || HANDS_ON.test(text) ? [] : [{ span }];
}

/** `$@`, `$*`, `$0`, `$1` …: the words behind the line. */
const HANDS_ON = /\$(\{[#!]?)?[@*#\d]/;

/** The line that a shell reads. */
function lineOf({ form, words }: CommandLine): string | undefined {
  if (form === 'shell') return words.join(' ');
  const { words: placed } = execCommand(
    words.map((text) => ({ text, span: { start: 0, end: 0 } })),
  );
  const code = codeOfShell(placed);
  return code?.kind === 'shell' ? code.text : undefined;
}
