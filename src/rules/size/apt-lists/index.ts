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
  find: (input) => {
    const unfed = lastWithoutUpdate(input);
    return leftBehind(input, 'package-lists', (path) => path.startsWith('/var/lib/apt'))
      .filter(isCertain)
      .map((found) => ({ span: found.span, stage: stageName(found.stage.stage), found, unfed }));
  },
  say: () =>
    `The lists that apt downloaded stay in this layer and nothing reads them again. End the same RUN with \`${CLEAN}\`.`,
  cost: ({ found }) => ({ bytes: found.size }),
  fix: ({ found, unfed }, input) => clean(found, unfed, input),
});

function clean({ step, span }: LeftBehind, unfed: number, input: RuleInput): Fix | undefined {
  const last = step.commands.findLast(({ program }) => isApt(program)) ?? commandAt(step, span);
  if (last === undefined || unfed > step.instruction.id) return undefined;
  return {
    title: 'Remove the package lists in the same RUN',
    safety: 'safe',
    edits: followWith(input, step, last, CLEAN),
  };
}

/** The last RUN that installs without an update of its own, from lists that an earlier one left; -1: none does. */
function lastWithoutUpdate(input: RuleInput): number {
  const updated = new Set<number>();
  let last = -1;
  for (const { step, command } of runCommands(builtStages(input.trace))) {
    if (!isApt(command.program)) continue;
    const { id } = step.instruction;
    if (readArguments(command).verb === 'update') updated.add(id);
    else if (!updated.has(id)) last = Math.max(last, id);
  }
  return last;
}

function isApt(program: string | undefined): boolean {
  return program === 'apt-get' || program === 'apt';
}
