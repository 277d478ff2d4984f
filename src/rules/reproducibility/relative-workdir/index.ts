import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** The first WORKDIR of a stage is relative. */
export const rule: Rule = defineCheckRule({
  id: 'reproducibility/relative-workdir',
  check: 'WorkdirRelativePath',
  severity: 'warning',
  summary: 'WORKDIR depends on that of the base image.',
  say: ({ hit }) =>
    `${hit.subject === '' ? 'WORKDIR without a path' : hit.subject} is relative to the working directory of the base image, which another version of it may change. Write the whole path.`,
});
