import type { Bytes } from '../../../facts/bytes.ts';
import { buildOf } from '../../builds.ts';
import { isStarted } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { isForDevelopment, runCommands, shippedStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** Languages whose programs need nothing of the toolchain once they are built. */
const COMPILED = new Set(['go', 'rust', 'java', 'dotnet', 'haskell', 'swift']);

/** The program is built in the image that ships, so the toolchain ships with it. */
export const rule: Rule = defineRule({
  id: 'size/multi-stage-missing',
  aliases: [],
  severity: 'warning',
  summary: 'The program is built in the image that ships, toolchain included.',
  find: (input) => find(input),
  say: ({ build }, input) =>
    `\`${build}\` runs in the stage that ships, so ${whatShips(input)} ship with the result. Build in a stage of its own and \`COPY --from\` only what runs.`,
  cost: (_, input) => toolchain(input),
});

function find(
  input: RuleInput,
): { span: { start: number; end: number }; stage: string; build: string }[] {
  if (isForDevelopment(input) || !isStarted(input)) return [];
  for (const { stage, command } of runCommands(shippedStages(input.trace))) {
    const build = buildOf(command);
    if (build !== undefined) return [{ span: command.at, stage: stageName(stage.stage), build }];
  }
  return [];
}

function isCompiled({ trace }: RuleInput): boolean {
  return COMPILED.has(trace.result?.base?.runtime?.language ?? '');
}

function whatShips(input: RuleInput): string {
  return isCompiled(input)
    ? 'the compiler, its caches and the sources'
    : 'the build tools, development dependencies and sources';
}

/** A compiled program leaves its whole base behind but a few megabytes. */
function toolchain(input: RuleInput): { bytes: Bytes } | undefined {
  const base = input.trace.result?.base;
  if (base === undefined || !isCompiled(input) || base.flavour === 'slim') return undefined;
  return { bytes: { low: base.size.low * 0.6, high: base.size.high, basis: 'typical' } };
}
