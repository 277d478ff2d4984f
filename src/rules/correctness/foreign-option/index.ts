import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** Tools that make accounts take other options in other distributions. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/foreign-option',
  aliases: [],
  severity: 'error',
  summary: 'A tool that makes accounts is given options of another distribution.',
  find: (input) => buildFailures(input, 'option'),
  say: ({ need }, input) =>
    `\`${need.by}\` of ${WHOSE[need.detail ?? ''] ?? 'this image'} has no option \`${need.arg}\` (${causeOf(need.origin, input)}): this RUN fails. ${ADVICE[need.detail ?? ''] ?? ''}`,
});

const WHOSE: Readonly<Record<string, string>> = {
  shadow: 'the shadow tools',
  debian: 'Debian',
  busybox: 'BusyBox',
};
const ADVICE: Readonly<Record<string, string>> = {
  shadow: 'Write `useradd --create-home NAME`, `groupadd NAME`; `--system` for services.',
  debian: 'Write `useradd --create-home NAME`, or `adduser --disabled-password --gecos "" NAME`.',
  busybox: 'Write `adduser -D NAME`; `-S` for services, `-G GROUP`, `-u ID`, `-h HOME`.',
};
