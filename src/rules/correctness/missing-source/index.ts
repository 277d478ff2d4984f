import { contains } from '../../shipped.ts';
import { type BuildSight, buildFailures } from '../../build-failures.ts';
import { hitsOf } from '../../checks.ts';
import { nearestInContext } from '../../context-hints.ts';
import { defineRule } from '../../define-rule.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';

/** COPY or ADD of something that the build context does not have. */
export const rule: Rule = defineRule<BuildSight>({
  id: 'correctness/missing-source',
  aliases: [],
  severity: 'error',
  summary: 'A file is copied that the build context does not have.',
  find: (input) =>
    buildFailures(input, 'source').filter(
      ({ span }) => !hitsOf(input, 'CopyIgnoredFile').some((hit) => contains(hit.span, span)),
    ),
  say: (sight, input) => `${whatIsWrong(sight, input)} ${whatToDo(sight, input)}`,
  fix: (sight, input) => caseFix(sight, input),
});

function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

function whatIsWrong({ need, place, span }: BuildSight, input: RuleInput): string {
  const { arg } = need;
  const { name } = place.step.instruction;
  if (isPattern(arg))
    return arg.includes('/')
      ? `Nothing in the build context matches \`${arg}\`: the build fails here, or goes on without it where another line sends that directory.`
      : `Nothing in the build context matches \`${arg}\`: this ${name} copies nothing, and the build goes on without it.`;
  const ignored = input.context?.decide(arg);
  const by = input.context?.ignoreFile ?? 'the ignore file';
  if (ignored?.ignored === true)
    return `${by} keeps \`${arg}\` out of the build context (\`${ignored.pattern ?? ''}\` on line ${ignored.line ?? 0}): the build fails here.`;
  const written = input.file.text.slice(span.start, span.end);
  const up = written.replace(/^["']/, '').startsWith('../')
    ? ` (nothing above the context can be copied: \`${written}\` is looked for at its top)`
    : '';
  return `There is no \`${arg}\` in the build context${up}: the build fails here.`;
}

function whatToDo({ need }: BuildSight, input: RuleInput): string {
  const near = nearestInContext(input.context, need.arg);
  if (input.context?.decide(need.arg).ignored === true)
    return 'Take it out of the ignore file, or do not copy it.';
  if (near?.why === 'case') return `Write \`${near.path}\`: capital letters count.`;
  if (near?.why === 'elsewhere') return `There is \`${near.path}\`: write that path.`;
  return 'Write the path as it is below the context, or make the file before the build.';
}

/** Only the letters' case is another one: what is meant is certain. */
function caseFix({ need, span }: BuildSight, input: RuleInput): Fix | undefined {
  const near = nearestInContext(input.context, need.arg);
  const written = input.file.text.slice(span.start, span.end);
  if (near?.why !== 'case' || !written.endsWith(need.arg)) return undefined;
  const start = span.end - need.arg.length;
  return {
    title: `Copy ${near.path}`,
    safety: 'unsafe',
    edits: [{ file: input.path, start, end: span.end, text: near.path }],
  };
}
