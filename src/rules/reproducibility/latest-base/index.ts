import { imagesUsed, shownRef, tagOf } from '../../images.ts';
import { defineRule } from '../../define-rule.ts';
import type { Rule } from '../../types.ts';

/** An image by the tag `latest`. */
export const rule: Rule = defineRule({
  id: 'reproducibility/latest-base',
  aliases: ['DL3007'],
  severity: 'warning',
  summary: 'An image is named by the tag latest.',
  find: (input) => imagesUsed(input).filter(({ ref }) => tagOf(ref) === 'latest'),
  say: ({ ref }) =>
    `\`${shownRef(ref)}\` is a different image from week to week: a build that worked may break without a change here. Name the version you tested.`,
});
