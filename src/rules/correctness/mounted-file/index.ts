import { defineRule } from '../../define-rule.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** Files that BuildKit mounts over those of the image. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/mounted-file',
  aliases: [],
  severity: 'error',
  summary: 'A RUN writes to a file that the builder mounts for reading only.',
  find: (input) => buildFailures(input, 'unmounted'),
  say: ({ need }) =>
    `While a RUN runs, ${need.arg.startsWith('/etc/') ? `the builder has its own \`${need.arg}\` in place of the image’s` : `\`${need.arg}\` is the kernel’s`}, for reading only: this RUN fails. ${need.arg.startsWith('/etc/') ? 'Give hosts and name servers to what runs it: `docker run --add-host`, `--dns`.' : 'Give it to what runs it: `docker run --sysctl`, or the host.'}`,
});
