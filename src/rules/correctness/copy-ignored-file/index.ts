import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** COPY or ADD of something that the ignore file keeps out of the context. */
export const rule: Rule = defineCheckRule({
  id: 'correctness/copy-ignored-file',
  check: 'CopyIgnoredFile',
  severity: 'warning',
  summary: 'A file that is copied is kept out by the ignore file.',
  say: ({ hit }) =>
    `The ignore file keeps ${hit.subject === '.' ? 'everything' : hit.subject} out of the build context: there is nothing to ${hit.other === 'Add' ? 'add' : 'copy'}. Take it out of the ignore file, or leave this source out.`,
});
