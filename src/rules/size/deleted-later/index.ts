import { defineRule } from '../../define-rule.ts';
import { leftBehind, stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';
import { listed } from '../../words.ts';

/** Files that a later layer deletes: they ship all the same. */
export const rule: Rule = defineRule({
  id: 'size/deleted-later',
  aliases: [],
  severity: 'warning',
  summary: 'Files are deleted in a later layer, so they ship all the same.',
  find: (input) =>
    leftBehind(input, 'deleted-later').map((found) => ({
      span: found.span,
      stage: stageName(found.stage.stage),
      found,
    })),
  say: ({ found }) =>
    `${listed([...new Set(found.left.map(({ path }) => path))])} was written by an earlier layer; deleting it here hides it and frees nothing. Delete it in the RUN that makes it, or make it in a build stage.`,
  cost: ({ found }) => ({ bytes: found.size }),
});
