import { fileCheckOptions } from '../dockerfile/checks/options.ts';
import type { Dockerfile, LanguageError, StageGraph } from '../dockerfile/types.ts';
import type { Problem, Rule } from '../rules/types.ts';

/** What the language refuses is reported like a rule's finding, in BuildKit's words. */
export const SYNTAX: Omit<Rule, 'check'> = {
  id: 'correctness/syntax',
  aliases: ['DL1000'],
  severity: 'error',
  summary: 'The Dockerfile cannot be parsed or its stages cannot be resolved.',
};

/** `# check=` that BuildKit cannot read: it refuses the file before it reads on. */
function optionErrors(
  file: Dockerfile,
  { options }: StageGraph,
): Pick<LanguageError, 'message' | 'span'>[] {
  const parsed = fileCheckOptions(file, options?.buildArgs);
  if ('options' in parsed) return [];
  const directive = file.directives.find(({ name }) => name === 'check');
  return [{ message: parsed.refusal, span: directive?.span ?? { start: 0, end: 0 } }];
}

/** Errors that are shown: BuildKit stops at the first, and what is no Dockerfile has one in every line. */
const MOST = 20;

/** Errors of the parser and of the stage graph, each once. */
export function syntaxProblems(file: Dockerfile, graph: StageGraph): Problem[] {
  const seen = new Set<string>();
  const fresh = ({ message, span }: Pick<LanguageError, 'message' | 'span'>): boolean => {
    const key = `${span.start} ${message}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  };
  return [...optionErrors(file, graph), ...file.errors, ...graph.errors]
    .filter(fresh)
    .slice(0, MOST)
    .map(({ message, span }) => ({ span, message }));
}
