import { defineRule } from '../../define-rule.ts';
import { shownRef } from '../../images.ts';
import { baseSpan, builtStages, shippedStages, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';

interface Sight {
  readonly span: { start: number; end: number };
  readonly stage: string;
  readonly ref: string;
  readonly date: string;
  readonly ships: boolean;
}

/** A base whose maintainers have stopped mending it. */
export const rule: Rule = defineRule<Sight>({
  id: 'security/end-of-life-base',
  aliases: [],
  severity: 'warning',
  summary: 'A base image gets no more security fixes.',
  find: (input) => [...find(input)],
  say: ({ ref, date, ships }) =>
    `\`${shownRef(ref)}\` reached its end of life on ${date}: flaws found since then stay open${ships ? ' in what ships' : ' in what builds it'}. Move to a supported release.`,
});

function* find(input: RuleInput): Generator<Sight> {
  const shipped = new Set(shippedStages(input.trace));
  for (const trace of builtStages(input.trace)) {
    const { stage, start } = trace;
    const date = start.base?.endOfLife;
    if (stage.base.kind !== 'image' || stage.base.ref === undefined || date === undefined) continue;
    if (!(Date.parse(date) < input.date)) continue;
    yield {
      span: baseSpan(stage.from),
      stage: stageName(stage),
      ref: stage.base.ref,
      date,
      ships: shipped.has(trace),
    };
  }
}
