import type { StageBase } from '../../../dockerfile/types.ts';
import { outOfScope } from '../../../image-model/out-of-scope.ts';
import { lookupBase } from '../../../knowledge/bases/index.ts';
import { defineCheckRule } from '../../checks.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A variable that neither ARG nor ENV sets before it is used. */
export const rule: Rule = defineCheckRule({
  id: 'runtime/undefined-variable',
  check: 'UndefinedVar',
  severity: 'warning',
  summary: 'A variable is used that nothing in the file sets.',
  // BuildKit asks the registry what the base image sets.
  excuse: (hit, input) =>
    setBy(baseOf(input, hit.stage), hit.subject, input) ??
    saidBy(hit.span.start, hit.subject, input),
  weigh: (hit, input) => (baseOf(input, hit.stage)?.kind === 'scratch' ? undefined : 'info'),
  say: ({ hit }, input) => {
    const near = hit.other === undefined ? '' : ` Perhaps $${hit.other} is meant.`;
    const isClosed = baseOf(input, hit.stage)?.kind === 'scratch';
    const base = isClosed ? '' : ', unless the base image sets it';
    return `Nothing sets $${hit.subject} before this line${base}: it is empty here.${near} Set it with ARG or ENV above, or write \\$ for a dollar sign.`;
  },
});

/** What is proved to be empty is another rule's finding. */
function saidBy(at: number, variable: string, { trace }: RuleInput): string | undefined {
  const said = outOfScope(trace).some(
    ({ name, instruction: { span } }) => name === variable && span.start <= at && at < span.end,
  );
  return said ? 'correctness/variable-out-of-scope says it.' : undefined;
}

/** What a stage, or the one it is FROM in the end, begins with: its environment is not in the file. */
function baseOf({ graph }: RuleInput, name: string | undefined): StageBase | undefined {
  let stage = graph.stages.findLast((one) => (one.name ?? String(one.index)) === name);
  while (stage?.base.kind === 'stage') stage = graph.stages[stage.base.index];
  return stage?.base;
}

function setBy(
  base: StageBase | undefined,
  variable: string,
  { graph }: RuleInput,
): string | undefined {
  if (base?.kind !== 'image' || base.ref === undefined) return undefined;
  const known = lookupBase(base.ref, graph.options?.platform ?? 'linux/amd64');
  const isSet = known !== undefined && Object.hasOwn(known.env, variable);
  return isSet ? `The base image ${base.ref} sets ${variable}.` : undefined;
}
