import { defineRule } from '../../define-rule.ts';
import { causeOf } from '../../origins.ts';
import { type BuildSight, buildFailures } from '../../run-failures.ts';
import type { Rule } from '../../types.ts';

/** A RUN is written for bash, and another shell reads it. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/bash-only',
  aliases: ['SC3046', 'SC3010', 'SC3030', 'SC3001', 'SC3011', 'SC3040', 'SC3060', 'SC3057'],
  severity: 'error',
  summary: 'A RUN is written for bash, and the image’s `/bin/sh` is another shell.',
  find: (input) => buildFailures(input, 'shell'),
  say: ({ need, place }, input) =>
    `\`${need.arg}\` is for bash, and the \`/bin/sh\` here is ${NAMES[need.by ?? ''] ?? 'not bash'} (${causeOf(need.origin, input)}): this RUN fails. ${advice(need.arg, place.step.before.base?.os.id === 'alpine')}`,
  fix: ({ need }, { path, file }) =>
    need.arg === 'source' && /^\S+\s+['"]?[^\s'"]*\//.test(file.text.slice(need.at.start))
      ? {
          title: 'Write `.`, which every shell has',
          safety: 'safe',
          edits: [{ file: path, start: need.at.start, end: need.at.end, text: '.' }],
        }
      : undefined,
});

const NAMES: Readonly<Record<string, string>> = { dash: 'dash', ash: 'BusyBox’s' };

function advice(what: string, alpine: boolean): string {
  if (what === 'source') return 'Write `.` in its place, which every shell has.';
  return `Write it without, or set \`SHELL ["/bin/bash", "-c"]\` before${alpine ? ' and install bash' : ''}.`;
}
