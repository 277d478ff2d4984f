import { type Loss, serviceOf } from '../../../image-model/lost.ts';
import { defineRule } from '../../define-rule.ts';
import { type LossSight, losses, written } from '../../lost.ts';
import type { Rule, RuleInput } from '../../types.ts';

/** A RUN that only starts a server. */
export const rule: Rule = defineRule<LossSight>({
  id: 'correctness/lost-process',
  aliases: [],
  severity: 'error',
  summary: 'A RUN starts a server and does nothing with it: it is ended with the RUN.',
  find: (input) => losses(input, 'process').filter(({ loss }) => !isStartedAgain(loss, input)),
  say: (sight, input) =>
    `\`${written(sight, input)}\` starts a process that ends with this RUN: an image keeps files, no processes, so ${serviceOf(sight.loss)} runs neither in the lines below nor in the container. Start it with CMD or ENTRYPOINT (best in a container of its own), or in the RUN that needs it.`,
});

/**
 * Whether the container starts it: then the line may have been for what the service writes first
 * (`service ssh start` makes /run/sshd).
 */
function isStartedAgain(loss: Loss, { trace }: RuleInput): boolean {
  const { cmd, entrypoint } = trace.result?.config ?? {};
  const started = [...(entrypoint?.words ?? []), ...(cmd?.words ?? [])].join(' ').toLowerCase();
  const service = serviceOf(loss).toLowerCase();
  // An interpreter is the same only with the same script.
  const wanted = /^(node|python|java|ruby|php)/.test(service)
    ? (loss.words.at(-1) ?? service).toLowerCase()
    : service.slice(0, 4);
  return started.includes(wanted);
}
