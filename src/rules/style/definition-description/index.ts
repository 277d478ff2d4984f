import { defineCheckRule } from '../../checks.ts';
import type { Rule } from '../../types.ts';

/** A comment above ARG or a named FROM that does not begin with its name. */
export const rule: Rule = defineCheckRule({
  id: 'style/definition-description',
  check: 'InvalidDefinitionDescription',
  severity: 'info',
  summary: 'The comment above an ARG or a stage does not describe it.',
  optIn: true,
  say: ({ hit }) =>
    `\`docker build --call=outline\` shows the comment above ${hit.other === 'ARG' ? 'an ARG' : 'a stage'} when it begins with the name. Write \`# ${hit.subject} …\`, or put an empty line or \`#\` between.`,
});
