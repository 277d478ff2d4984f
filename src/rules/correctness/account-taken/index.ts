import type { Need } from '../../../facts/need.ts';
import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** A user, group or id that somebody has already. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/account-taken',
  aliases: [],
  severity: 'error',
  summary: 'A user, group or id is made that is there already.',
  find: (input) => buildFailures(input, 'free'),
  say: ({ need }, input) =>
    `${sentence(need)} (${causeOf(need.origin, input)}): this RUN fails. ${adviceFor(need)}`,
});

function sentence({ arg, detail }: Need): string {
  const [kind = '', name = ''] = arg.split(' ');
  return kind === 'uid' || kind === 'gid'
    ? `The ${kind} ${name} belongs to \`${detail ?? 'somebody'}\` already`
    : `There is a ${kind} \`${name}\` already`;
}

function adviceFor({ arg, detail }: Need): string {
  return /^[ug]id /.test(arg)
    ? `Take another id, or use \`${detail ?? 'that account'}\` as it is.`
    : 'Use it as it is, or take another name; a user can be put into a group that is there (`--gid`, `-G`).';
}
