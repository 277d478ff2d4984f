import { imagesUsed, shownRef, tagOf } from '../../images.ts';
import { defineRule } from '../../define-rule.ts';
import type { Rule } from '../../types.ts';

/** An image without tag or digest: whatever `latest` is on that day. */
export const rule: Rule = defineRule({
  id: 'reproducibility/untagged-base',
  aliases: ['DL3006'],
  severity: 'warning',
  summary: 'An image is named without a tag.',
  find: (input) => imagesUsed(input).filter(({ ref }) => tagOf(ref) === undefined),
  say: ({ ref }) =>
    `\`${shownRef(ref)}\` has no tag, so every build takes what is newest on that day, a new major version too. Name a version, such as \`${shownRef(ref)}:<major>.<minor>\`.`,
});
