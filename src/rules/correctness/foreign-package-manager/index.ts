import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures, foreignManager } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** A RUN calls the package manager of a distribution that the image is not of. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/foreign-package-manager',
  aliases: [],
  severity: 'error',
  summary: 'A RUN calls the package manager of another distribution.',
  find: (input) =>
    buildFailures(input, 'program').filter((one) => foreignManager(one) !== undefined),
  say: (sight, input) =>
    `\`${sight.need.arg}\` is the package manager of ${foreignManager(sight) ?? ''}, and the image has ${ownOf(sight)} (${causeOf(sight.need.origin, input)}): this RUN fails. ${ADVICE[ownOf(sight)] ?? 'Use that one.'}`,
});

const ADVICE: Readonly<Record<string, string>> = {
  apk: 'Write `apk add --no-cache …`; packages may have other names there.',
  apt: 'Write `apt-get update && apt-get install -y …`; packages may have other names there.',
  dnf: 'Write `dnf install -y …`; packages may have other names there.',
  microdnf: 'Write `microdnf install -y …`; packages may have other names there.',
};

function ownOf({ place }: BuildSight): string {
  return place.step.before.base?.packageManager ?? 'none';
}
