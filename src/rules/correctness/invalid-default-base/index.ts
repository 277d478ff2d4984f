import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A FROM that names no image when no build argument is given. */
export const rule: Rule = defineCheckRule({
  id: 'correctness/invalid-default-base',
  check: 'InvalidDefaultArgInFrom',
  severity: 'warning',
  summary: 'Without build arguments there is no valid base image.',
  say: ({ hit }) =>
    `Without build arguments the base image is ${hit.other === undefined || hit.other === '' ? 'empty' : `"${hit.other}"`}, which no image can be called: the build fails. Give the argument a default that works.`,
});
