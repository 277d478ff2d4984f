import { defineRule } from '../../define-rule.ts';
import { type LossSight, losses, written } from '../../lost.ts';
import type { Rule } from '../../types.ts';

/** A RUN that only changes settings of its own shell, or starts one for people. */
export const rule: Rule = defineRule<LossSight>({
  id: 'correctness/lost-shell-state',
  aliases: [],
  severity: 'error',
  summary: 'A RUN changes its shell (alias, umask, ulimit, set, su) and does nothing else.',
  find: (input) => losses(input, 'shell'),
  say: (sight, input) => {
    const { by, words } = sight.loss;
    const text = `\`${written(sight, input)}\``;
    const opens = OPENS[by];
    if (opens !== undefined) {
      const user = words.slice(1).find((word) => word !== undefined && /^\w/.test(word));
      const advice = by === 'su' ? `Write \`USER ${user ?? 'root'}\`.` : opens;
      return `${text} opens a shell that nobody types into: it ends at once, and the next instruction runs as it would have without it. ${advice}`;
    }
    return `${text} holds for the shell of this RUN, which ends here: the next instruction has another one, so this line has no effect. ${INSTEAD[by] ?? 'Join it with the command that needs it.'}`;
  },
});

/** Shells for people, with what to write instead. */
const OPENS: Readonly<Record<string, string>> = {
  su: '',
  newgrp: 'Give the group in USER (`USER name:group`).',
  ...Object.fromEntries(
    ['sh', 'bash', 'dash', 'ash', 'zsh'].map((name) => [
      name,
      'Write SHELL for another shell in the lines below, CMD for one in the container.',
    ]),
  ),
};

/** What lasts, by what does not. */
const INSTEAD: Readonly<Record<string, string>> = {
  alias: 'Write a small script into a directory of PATH, or a link.',
  ulimit: 'Limits are given to `docker run --ulimit` (or in the Compose file).',
  umask: 'Join it with the commands that write, or set it where the container starts.',
  set: 'Write SHELL ["/bin/bash", "-euo", "pipefail", "-c"] for the lines below, or join it with them.',
};
