import { defineRule } from '../../define-rule.ts';
import { type LossSight, insteadOf, losses, written } from '../../lost.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';

/** A RUN that only sets variables of its own shell. */
export const rule: Rule = defineRule<LossSight>({
  id: 'correctness/lost-variable',
  aliases: [],
  severity: 'error',
  summary: 'A RUN sets variables that end with it, and does nothing else.',
  find: (input) => losses(input, 'variable'),
  say: (sight, input) =>
    `What \`${written(sight, input)}\` sets is forgotten when this RUN ends: neither the next instruction nor the container sees it, so this line has no effect. ${advice(sight)}`,
  fix,
});

/** The directory of a virtual environment that is switched on. */
function environmentOf({ loss }: LossSight): string | undefined {
  return /^(\/[\w./-]+)\/bin\/activate$/.exec(loss.words[1] ?? '')?.[1];
}

function advice(sight: LossSight): string {
  const { by, names } = sight.loss;
  const directory = environmentOf(sight);
  if (directory !== undefined) return `Write \`ENV PATH="${directory}/bin:$PATH"\`.`;
  const [name = 'NAME'] = names;
  if (by === 'unset') return 'Write `ENV NAME=` to empty a variable of the image.';
  return names.length > 0 || by === 'export'
    ? `Write \`ENV ${name}=…\`, or set it in the RUN that uses it.`
    : 'Join it with the command that needs it, or set what it sets with ENV.';
}

/** One pair that ENV reads as the shell does. */
const PAIR =
  /^(?:export[ \t]+)?([A-Za-z_]\w*=(?:"(?:[^"`\\$\n]|\$\{?\w+\}?)*"|(?:[\w./:@%+,=-]|\$\{?\w+\}?)*))$/;

function fix(sight: LossSight, input: RuleInput): Fix | undefined {
  const directory = environmentOf(sight);
  const { at } = sight.loss;
  const pair = PAIR.exec(input.file.text.slice(at.start, at.end))?.[1];
  const text = directory === undefined ? pair : `PATH="${directory}/bin:$PATH"`;
  if (text === undefined) return undefined;
  return insteadOf(sight, input, 'Set the variable for the image', `ENV ${text}`);
}
