import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Headings every rule's page has, in this order. */
export const HEADINGS: readonly string[] = [
  'What it does',
  'Why it matters',
  'Example',
  'Fix safety',
  'When not to',
  'Measured effect',
  'Same as',
  'Sources',
];

export interface RuleFolder {
  /** `size/apt-lists`. */
  readonly id: string;
  /** Text of its doc.md. */
  readonly doc: string;
}

/** The rule folders below `src/rules`, sorted by id. */
export function ruleFolders(root: string): RuleFolder[] {
  const rules = join(root, 'src/rules');
  const ids = directories(rules).flatMap((area) =>
    directories(join(rules, area)).map((name) => `${area}/${name}`),
  );
  return ids
    .filter((id) => existsSync(join(rules, id, 'index.ts')))
    .toSorted()
    .map((id) => ({ id, doc: readFileSync(join(rules, id, 'doc.md'), 'utf8') }));
}

function directories(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** What is wrong with a rule's page, in sentences. */
export function docProblems({ id, doc }: RuleFolder): string[] {
  const found = [...doc.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  const problems: string[] = [];
  if (!doc.startsWith(`# ${id}\n`)) problems.push(`${id}/doc.md does not begin with "# ${id}".`);
  if (found.join('|') !== HEADINGS.join('|')) {
    problems.push(
      `${id}/doc.md has the headings ${found.join(', ')}; it needs ${HEADINGS.join(', ')}.`,
    );
  }
  for (const match of doc.matchAll(/^## (.+)\n+(?=## |$(?![\s\S]))/gm)) {
    problems.push(`${id}/doc.md says nothing under "${match[1]}".`);
  }
  return problems;
}
