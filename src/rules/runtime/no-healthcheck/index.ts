import { startInstructions } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { isForDevelopment, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A server without a health check. */
export const rule: Rule = defineRule({
  id: 'runtime/no-healthcheck',
  aliases: ['DL3057'],
  severity: 'info',
  summary: 'The image serves a port and says nothing about its health.',
  find: (input) => find(input),
  say: (_, input) =>
    `Nothing tells Docker or Compose whether the program still answers, so a hung one keeps its traffic. Add a HEALTHCHECK that asks ${asked(input)} with something the image has (its own runtime, not a curl installed for it). Kubernetes ignores it: write a probe there.`,
});

function find(input: RuleInput): { span: { start: number; end: number }; stage: string }[] {
  const config = input.trace.result?.config;
  // Of an unknown base it is not known either whether it brings a check.
  const known = input.trace.result?.base !== undefined;
  if (config === undefined || config.healthcheck !== undefined || !known || isForDevelopment(input))
    return [];
  const start = startInstructions(input).at(-1);
  if (start === undefined || !serves(input, config.exposed)) return [];
  return [{ span: start.step.instruction.span, stage: stageName(start.stage.stage) }];
}

function serves({ application }: RuleInput, exposed: readonly string[]): boolean {
  const workload = application?.workload.value;
  return workload === undefined
    ? exposed.length > 0
    : workload === 'web' || (workload === 'static' && exposed.length > 0);
}

function asked({ application, trace }: RuleInput): string {
  const port = application?.port?.value ?? trace.result?.config.exposed[0]?.replace(/\/.*/, '');
  if (port === undefined) return 'its port';
  // What an EXPOSE stands for need not be HTTP.
  if (application?.workload.value !== 'web') return `port ${port}`;
  return `http://127.0.0.1:${port}${application.health?.value ?? '/'}`;
}
