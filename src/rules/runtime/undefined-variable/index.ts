import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A variable that neither ARG nor ENV sets before it is used. */
export const rule: Rule = defineCheckRule({
  id: 'runtime/undefined-variable',
  check: 'UndefinedVar',
  severity: 'warning',
  summary: 'A variable is used that nothing in the file sets.',
  weigh: (hit, input) => (startsFromImage(input, hit.stage) ? 'info' : undefined),
  say: ({ hit }, input) => {
    const near = hit.other === undefined ? '' : ` Perhaps $${hit.other} is meant.`;
    const base = startsFromImage(input, hit.stage) ? ', unless the base image sets it' : '';
    return `Nothing sets $${hit.subject} before this line${base}: it is empty here.${near} Set it with ARG or ENV above, or write \\$ for a dollar sign.`;
  },
});

/** Whether a stage, or the one it is FROM in the end, begins with an image: its environment is not in the file. */
function startsFromImage({ graph }: RuleInput, name: string | undefined): boolean {
  let stage = graph.stages.findLast((one) => (one.name ?? String(one.index)) === name);
  while (stage?.base.kind === 'stage') stage = graph.stages[stage.base.index];
  return stage?.base.kind !== 'scratch';
}
