import type { StageTrace, StepTrace } from '../../../facts/image.ts';
import { defineRule } from '../../define-rule.ts';
import { type Install, installOf, isOfTheManager } from '../../installs.ts';
import { isBroadCopy } from '../../copies.ts';
import { type CommandPlace, builtStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { listed } from '../../words.ts';

/** Dependencies are installed after all sources were copied: every change installs them again. */
export const rule: Rule = defineRule({
  id: 'speed/copy-before-install',
  aliases: [],
  severity: 'warning',
  summary: 'Dependencies are installed after the sources are copied.',
  find: (input) => {
    const copies = broadCopies(input);
    return builtStages(input.trace).flatMap((stage) =>
      lateInstalls(stage, inherited(stage, copies), input).map((late) => ({
        ...late,
        span: late.command.at,
        stage: stageName(stage.stage),
      })),
    );
  },
  say: ({ install, line }, input) =>
    `Line ${line} copies all sources before this install, so every change of any file installs everything again. ${advice(install, input)}`,
});

interface LateInstall extends CommandPlaceOnly {
  readonly install: Install;
  readonly line: number;
}
type CommandPlaceOnly = Pick<CommandPlace, 'command'>;

function lateInstalls(
  stage: StageTrace,
  before: StepTrace | undefined,
  input: RuleInput,
): LateInstall[] {
  const found: LateInstall[] = [];
  const early = new Set<string>();
  let copied = before;
  for (const step of stage.steps) {
    if (isBroadCopy(step.instruction, input)) copied ??= step;
    if (step.instruction.name !== 'RUN') continue;
    for (const command of step.commands) {
      const install = installOf(command);
      if (install === undefined || needsSources(install, input)) continue;
      if (install.kind === 'packages' && install.names.every(isOfTheManager)) continue;
      const key = `${install.manager} ${install.kind}`;
      if (copied !== undefined && !early.has(key)) {
        found.push({ command, install, line: copied.instruction.startLine });
      }
      // One finding a manager: what follows is mended with it.
      early.add(key);
    }
  }
  return found;
}

/**
 * By stage: the step that copies all sources, or that of the stage it is FROM, which it begins with.
 * A base stands above the stages that are FROM it, so one pass in file order is enough.
 */
function broadCopies(input: RuleInput): ReadonlyMap<number, StepTrace | undefined> {
  const copies = new Map<number, StepTrace | undefined>();
  for (const stage of builtStages(input.trace)) {
    const own = stage.steps.find((step) => isBroadCopy(step.instruction, input));
    copies.set(stage.stage.index, own ?? inherited(stage, copies));
  }
  return copies;
}

function inherited(
  { stage }: StageTrace,
  copies: ReadonlyMap<number, StepTrace | undefined>,
): StepTrace | undefined {
  return stage.base.kind === 'stage' ? copies.get(stage.base.index) : undefined;
}

/** The project's own install scripts, or paths in its manifests, may need the sources. */
function needsSources(install: Install, input: RuleInput): boolean {
  if (install.kind === 'sources') return true;
  const details = input.application?.details;
  if (install.kind !== 'project' || details === undefined) return false;
  if (details.language === 'node') return details.lifecycle.length > 0;
  return details.language === 'python' && details.needsSources;
}

function advice({ kind, manifests, manager }: Install, { context }: RuleInput): string {
  if (kind !== 'project' || manifests.length === 0) return 'Move the install above that COPY.';
  const there = manifests.filter((name) => context?.get(name) !== undefined);
  const names = there.length > 0 ? there : manifests.slice(0, 2);
  return `Copy only what ${manager} reads (${listed(names, 3)}) before it, install, and copy the rest after.`;
}
