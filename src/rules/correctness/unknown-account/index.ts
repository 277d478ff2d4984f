import type { Need } from '../../../facts/need.ts';
import { unknownOwners } from '../../copy-owners.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { buildFailures } from '../../run-failures.ts';
import type { Rule, RuleInput } from '../../types.ts';

interface AccountSight extends Sight {
  readonly need: Need;
  /** The instruction goes on without it. */
  readonly ignored?: true;
}

/** A user or group is named that nobody has made. */
export const rule: Rule = defineRule<AccountSight>({
  id: 'correctness/unknown-account',
  aliases: [],
  severity: 'error',
  summary: 'A user or group is named that is not there.',
  find: (input) => [...buildFailures(input, 'user', 'group'), ...unknownOwners(input)],
  say: ({ need, ignored }, input) =>
    `There is no ${need.what} \`${need.arg}\` here (${causeOf(need.origin, input)}): ${ignored ? 'BuildKit takes root in its place and says nothing' : consequence(need)}. ${advice(need, input)}`,
});

function consequence({ by }: Need): string {
  return by === 'USER'
    ? 'the next RUN fails'
    : `this ${by === 'COPY' ? 'instruction' : 'RUN'} fails`;
}

function advice({ what, arg }: Need, { trace }: RuleInput): string {
  const alpine = trace.result?.base?.os.id === 'alpine';
  if (what === 'group')
    return `Make it before: \`RUN ${alpine ? 'addgroup -S' : 'groupadd'} ${arg}\`.`;
  return `Make it before: \`RUN ${alpine ? 'adduser -D' : 'useradd'} ${arg}\`, or give a number.`;
}
