import { defineRule } from '../../define-rule.ts';
import { commandAt, followWith } from '../../edits.ts';
import {
  type LeftBehind,
  builtStages,
  isCertain,
  leftBehind,
  runCommands,
  stageName,
} from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';
import { readArguments } from '../../words.ts';

const CLEAN = 'rm -rf /var/lib/apt/lists/*';

/** Package lists that stay in a layer of the image that ships. */
export const rule: Rule = defineRule({
  id: 'size/apt-lists',
  aliases: ['DL3009'],
  severity: 'warning',
  summary: 'Package lists of apt stay in a layer of the image.',
  find: (input) =>
    leftBehind(input, 'package-lists', (path) => path.startsWith('/var/lib/apt'))
      .filter(isCertain)
      .map((left) => ({
        ...left,
        stage: stageName(left.stage.stage),
        found: left,
      })),
  say: () =>
    `The lists that apt downloaded stay in this layer and nothing reads them again. End the same RUN with \`${CLEAN}\`.`,
  cost: ({ size }) => ({ bytes: size }),
  fix: ({ found }, input) => clean(found, input),
});

function clean({ step, span }: LeftBehind, input: RuleInput): Fix | undefined {
  const last = step.commands.findLast(({ program }) => isApt(program)) ?? commandAt(step, span);
  if (last === undefined || laterNeedsLists(input, step.instruction.id)) return undefined;
  return {
    title: 'Remove the package lists in the same RUN',
    safety: 'safe',
    edits: followWith(input, step, last, CLEAN),
  };
}

/** A later RUN may install from these lists without an update of its own. */
function laterNeedsLists(input: RuleInput, after: number): boolean {
  const updated = new Set<number>();
  for (const { step, command } of runCommands(builtStages(input.trace))) {
    if (step.instruction.id <= after || !isApt(command.program)) continue;
    const { verb } = readArguments(command);
    if (verb === 'update') updated.add(step.instruction.id);
    else if (!updated.has(step.instruction.id)) return true;
  }
  return false;
}

function isApt(program: string | undefined): boolean {
  return program === 'apt-get' || program === 'apt';
}
