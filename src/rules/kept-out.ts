import type { RuleInput } from './types.ts';

/** That the ignore file keeps out a file of this name, with the line; undefined when it does not. */
export function keptOut(input: RuleInput, path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const decision = input.context?.decide(name);
  if (decision?.ignored !== true || decision.pattern === undefined) return undefined;
  const line = decision.line === undefined ? '' : ` on line ${decision.line}`;
  return `${input.context?.ignoreFile ?? 'the ignore file'} keeps ${name} out (\`${decision.pattern}\`${line})`;
}
