import { runChecks } from '../dockerfile/checks/run-checks.ts';
import type { CheckHit, CheckName } from '../dockerfile/checks/types.ts';
import type { StageGraph } from '../dockerfile/types.ts';
import { defineRule, type RuleParts, type Sight } from './define-rule.ts';
import type { Rule, RuleInput, Severity } from './types.ts';

// BuildKit's checks run once a file; each rule takes the places that are its own.

type Hits = ReadonlyMap<CheckName, readonly CheckHit[]>;

const known = new WeakMap<StageGraph, Hits>();

function allHits(input: RuleInput): Hits {
  const before = known.get(input.graph);
  if (before !== undefined) return before;
  const { context } = input;
  const ignores =
    context?.keepsOut === undefined
      ? undefined
      : (source: string): boolean => context.keepsOut?.(source) === true;
  const { hits } = runChecks(input.graph, ignores === undefined ? {} : { ignores });
  const grouped = new Map<CheckName, CheckHit[]>();
  for (const hit of hits) {
    const group = grouped.get(hit.check);
    if (group === undefined) grouped.set(hit.check, [hit]);
    else group.push(hit);
  }
  known.set(input.graph, grouped);
  return grouped;
}

/** Where a check of BuildKit's speaks about this file. */
export function hitsOf(input: RuleInput, check: CheckName): readonly CheckHit[] {
  return allHits(input).get(check) ?? [];
}

/** Whether BuildKit refuses the file: then only its own checks speak, up to where it stops. */
export function isRefused({ file, graph }: RuleInput): boolean {
  return file.errors.length > 0 || graph.errors.length > 0;
}

/** A hit as a rule sees it. */
export interface CheckSight extends Sight {
  readonly hit: CheckHit;
}

/** The parts of a rule that says in its own words what a check of BuildKit's finds. */
export type CheckRuleParts = Omit<RuleParts<CheckSight>, 'aliases' | 'find' | 'textOnly'> & {
  readonly check: CheckName;
  /** Why there is nothing to say here: more is known than BuildKit knows without its registry. */
  excuse?(hit: CheckHit, input: RuleInput): string | undefined;
  /** Where it weighs less than the rule says. */
  weigh?(hit: CheckHit, input: RuleInput): Severity | undefined;
};

/** Makes a rule of a check of BuildKit's, whose name is its alias. */
export function defineCheckRule({ check, excuse, weigh, ...parts }: CheckRuleParts): Rule {
  return defineRule<CheckSight>({
    ...parts,
    aliases: [check],
    textOnly: true,
    find: (input) =>
      hitsOf(input, check).map((hit) => sightOf(hit, weigh?.(hit, input), excuse?.(hit, input))),
  });
}

function sightOf(
  hit: CheckHit,
  severity: Severity | undefined,
  suppressed: string | undefined,
): CheckSight {
  return {
    hit,
    span: hit.span,
    ...(hit.stage === undefined ? {} : { stage: hit.stage }),
    ...(hit.dormant === true ? {} : { asked: true as const }),
    ...(severity === undefined ? {} : { severity }),
    ...(suppressed === undefined ? {} : { suppressed }),
  };
}
