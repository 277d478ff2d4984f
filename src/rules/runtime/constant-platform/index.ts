import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** FROM --platform with a platform written out. */
export const rule: Rule = defineCheckRule({
  id: 'runtime/constant-platform',
  check: 'FromPlatformFlagConstDisallowed',
  severity: 'warning',
  summary: 'FROM fixes the platform of the image.',
  say: ({ hit }) =>
    `The platform ${hit.subject} is fixed: on another one, or with --platform, the image still is for ${hit.subject} and runs emulated or not at all. Leave the flag out, write $BUILDPLATFORM or $TARGETPLATFORM, or name the stage after the platform.`,
});
