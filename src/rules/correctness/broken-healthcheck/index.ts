import type { NeedKind } from '../../../facts/need.ts';
import { defineRule } from '../../define-rule.ts';
import { type StartSight, healthFailures, lackOf, sentence } from '../../starts.ts';
import type { Rule } from '../../types.ts';

/** Those that no other rule speaks of at all times: what is linked, and scripts of package.json. */
const KINDS: readonly NeedKind[] = [
  'program',
  'file',
  'manifest',
  'executable',
  'interpreter',
  'format',
  'readable',
  'writable',
];

/** A HEALTHCHECK that can never pass. */
export const rule: Rule = defineRule<StartSight>({
  id: 'correctness/broken-healthcheck',
  aliases: [],
  severity: 'error',
  summary: 'The health check can never pass.',
  find: (input) => healthFailures(input, ...KINDS),
  say: ({ need }, input) =>
    `${sentence(lackOf(need, input))}: this check fails every time, and the container counts as unhealthy. ${advice(need.what)}`,
});

function advice(what: string): string {
  return what === 'program'
    ? 'Ask with a program that is there (`node -e`, `python -c`, the application itself), or install this one.'
    : 'Name what the image has.';
}
