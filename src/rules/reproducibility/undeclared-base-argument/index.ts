import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A variable in FROM that no ARG before the first FROM declares. */
export const rule: Rule = defineCheckRule({
  id: 'reproducibility/undeclared-base-argument',
  check: 'UndefinedArgInFrom',
  severity: 'warning',
  summary: 'FROM uses an argument that is not declared.',
  say: ({ hit }) =>
    `${hit.subject} is not declared before the first FROM, so that nothing stands in its place, whatever --build-arg says. ${hit.other === undefined ? 'Declare it there with ARG.' : `Perhaps ${hit.other} is meant; else declare it there with ARG.`}`,
});
