import type { Span } from '../../text/span.ts';
import { isSecretKey } from './secret-key.ts';
import { NOT_IN_ENVIRONMENT, type Step } from './step.ts';

function expandPairs(step: Step): { name: string; value: string }[] {
  return step.instruction.pairs.map(({ name, value, span, nameSpan, valueSpan }) => ({
    name: step.expand(name, nameSpan),
    value: step.expand(value ?? '', valueSpan ?? span),
  }));
}

function reportLegacy({ instruction, site, input }: Step, span: Span): void {
  const subject = instruction.name;
  input.report.add('LegacyKeyValueFormat', site, { subject, span });
}

function reportSecret({ instruction, site, input }: Step, name: string, span: Span): void {
  if (isSecretKey(name))
    input.report.add('SecretsUsedInArgOrEnv', site, {
      subject: name,
      other: instruction.name,
      span,
    });
}

/** ENV: all its pairs are expanded before the first is set. */
export function walkEnv(step: Step): void {
  const { state, instruction } = step;
  const expanded = expandPairs(step);
  for (const [index, { name, value }] of expanded.entries()) {
    const pair = instruction.pairs[index];
    if (pair === undefined) continue;
    if (pair.legacy === true) reportLegacy(step, pair.span);
    reportSecret(step, name, pair.nameSpan);
    state.variables.setEnv(name, value);
  }
}

/** LABEL. */
export function walkLabel(step: Step): void {
  expandPairs(step);
  for (const { legacy, span } of step.instruction.pairs)
    if (legacy === true) reportLegacy(step, span);
}

/** ARG: each name sees those before it. */
export function walkArg(step: Step): void {
  const { state, input } = step;
  for (const { name, value: written, span, nameSpan, valueSpan } of step.instruction.pairs) {
    reportSecret(step, name, nameSpan);
    let value = Object.hasOwn(input.buildArgs, name) ? input.buildArgs[name] : undefined;
    if (value === undefined)
      value =
        written === undefined
          ? input.args.values.get(name)
          : step.expand(written, valueSpan ?? span);
    if (value !== undefined && !NOT_IN_ENVIRONMENT.has(name)) state.variables.setArg(name, value);
    state.args.add(name);
  }
}
