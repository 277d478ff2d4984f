import type { Span } from '../text/span.ts';
import type { Area, Cost, Fix, Problem, Rule, RuleInput, Severity } from './types.ts';

/** One place where a rule applies; what else the wording and the fix need stands beside the span. */
export interface Sight {
  readonly span: Span;
  /** Name or number of the stage it is about. */
  readonly stage?: string;
  /** Where it weighs less than the rule says. */
  readonly severity?: Severity;
  /** The file itself switches the opt-in rule on here. */
  readonly asked?: true;
  /** Why people are not bothered with it; only machine output has it. */
  readonly suppressed?: string;
}

/** A rule taken apart: what it looks for, what it says, what it would write instead. */
export interface RuleParts<S extends Sight> {
  readonly id: `${Area}/${string}`;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly summary: string;
  readonly optIn?: true;
  readonly textOnly?: true;
  /** Where the rule applies. Pure; never reports what is not known. */
  find(input: RuleInput): Iterable<S>;
  /** What is wrong, why it matters, what to do. */
  say(sight: S, input: RuleInput): string;
  cost?(sight: S, input: RuleInput): Cost | undefined;
  /** Those of the aliases that mean this very sight. */
  also?(sight: S): readonly string[];
  /** The edits, when they are certain; their safety is computed again before they are applied. */
  fix?(sight: S, input: RuleInput): Fix | undefined;
}

/** Makes a rule of its parts. */
export function defineRule<S extends Sight>(parts: RuleParts<S>): Rule {
  return {
    id: parts.id,
    aliases: parts.aliases,
    severity: parts.severity,
    summary: parts.summary,
    ...(parts.optIn === undefined ? {} : { optIn: parts.optIn }),
    ...(parts.textOnly === undefined ? {} : { textOnly: parts.textOnly }),
    *check(input) {
      for (const sight of parts.find(input)) yield problem(parts, sight, input);
    },
  };
}

function problem<S extends Sight>(parts: RuleParts<S>, sight: S, input: RuleInput): Problem {
  const cost = parts.cost?.(sight, input);
  const fix = parts.fix?.(sight, input);
  return {
    span: sight.span,
    message: parts.say(sight, input),
    ...(sight.stage === undefined ? {} : { stage: sight.stage }),
    ...(sight.severity === undefined ? {} : { severity: sight.severity }),
    ...(sight.asked === undefined ? {} : { asked: sight.asked }),
    ...(sight.suppressed === undefined ? {} : { suppressed: sight.suppressed }),
    ...(parts.also === undefined ? {} : { aliases: parts.also(sight) }),
    ...(cost === undefined ? {} : { cost }),
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fix }),
  };
}
