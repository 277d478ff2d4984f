import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADINGS } from './rule-folders.ts';

const AREAS = ['correctness', 'size', 'speed', 'security', 'runtime', 'reproducibility', 'style'];

/** Makes the folder of a new rule: `npm run new:rule size/empty-layer`. Returns the exit status. */
export function main([id = '']: readonly string[]): number {
  const [area = '', name = '', ...rest] = id.split('/');
  if (!AREAS.includes(area) || !/^[a-z][a-z0-9-]*$/.test(name) || rest.length > 0) {
    console.error(`Give the rule as <area>/<name>; areas are ${AREAS.join(', ')}.`);
    return 2;
  }
  const folder = join(process.cwd(), 'src/rules', id);
  if (existsSync(folder)) {
    console.error(`There is a rule ${id} already.`);
    return 1;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.ts'), ruleText(id));
  writeFileSync(join(folder, 'examples.ts'), EXAMPLES);
  writeFileSync(join(folder, 'doc.md'), docText(id));
  console.log(`src/rules/${id}: write index.ts, examples.ts and doc.md, then npm run generate.`);
  return 0;
}

function ruleText(id: string): string {
  return `import { defineRule } from '../../define-rule.ts';
import { placesIn, shippedStages, stageName } from '../../shipped.ts';
import type { Rule } from '../../types.ts';

/** What it finds, in one line. */
export const rule: Rule = defineRule({
  id: '${id}',
  aliases: [],
  severity: 'warning',
  summary: 'What it finds, in one line.',
  find: (input) =>
    [...placesIn(shippedStages(input.trace))]
      .filter(({ step }) => step.instruction.name === 'MAINTAINER')
      .map(({ stage, step }) => ({ span: step.instruction.span, stage: stageName(stage.stage) })),
  say: () => 'What is wrong, and why it matters. What to do.',
});
`;
}

const EXAMPLES = `import type { Examples } from '../../example.ts';

export const examples: Examples = {
  examples: [
    {
      title: 'what is wrong here',
      before: 'FROM debian:13-slim\\nMAINTAINER harbour master\\n',
      after: 'FROM debian:13-slim\\n',
      at: 'MAINTAINER harbour master',
    },
  ],
  silent: [{ title: 'why this is right', text: 'FROM debian:13-slim\\n' }],
};
`;

/** Every heading is left empty: the generator refuses the page until each says something. */
function docText(id: string): string {
  return `# ${id}\n\n${HEADINGS.map((heading) => `## ${heading}\n`).join('\n')}`;
}
