import type { Comment, Dockerfile, Instruction } from '../dockerfile/types.ts';
import type { Rule } from '../rules/types.ts';
import type { Span } from '../text/span.ts';

/** Which rules a file's own comments switch off, and where. Names are lower case: ids, their last part, aliases. */
export interface Suppressions {
  /** `all`, or names switched off for the whole file. */
  readonly everywhere: ReadonlySet<string>;
  /** Names switched off for what lies in one instruction. */
  readonly inside: readonly { readonly span: Span; readonly names: ReadonlySet<string> }[];
}

/**
 * Reads `# check=skip=…` (BuildKit), `# hadolint [global] ignore=…` and `# plimsoll [global] ignore=…`.
 * The last two stand directly before an instruction or, for plimsoll, also inside it.
 */
export function readSuppressions(file: Dockerfile): Suppressions {
  const everywhere = new Set(file.directives.flatMap(skippedByDirective));
  for (const comment of file.comments) {
    for (const name of ignored(comment.text, 'global')) everywhere.add(name);
  }
  const own = file.comments.filter(({ text }) => /^plimsoll\b/.test(text));
  const inside = file.instructions.flatMap((instruction) => {
    const names = new Set(
      commentsOf(own, instruction).flatMap((comment) => ignored(comment, 'here')),
    );
    return names.size === 0 ? [] : [{ span: instruction.span, names }];
  });
  return { everywhere, inside };
}

function skippedByDirective(directive: { name: string; value: string }): string[] {
  if (directive.name !== 'check') return [];
  return directive.value
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith('skip='))
    .flatMap((part) => splitNames(part.slice('skip='.length)));
}

/** Comments directly before an instruction, and those of plimsoll (`own`) inside it. */
function commentsOf(own: readonly Comment[], { comments, span }: Instruction): string[] {
  const within = own.filter((one) => one.span.start > span.start && one.span.end < span.end);
  return [...comments, ...within].map(({ text }) => text);
}

const IGNORE = /^(?:hadolint|plimsoll)\s+(global\s+)?ignore\s*=\s*([\w/.-]+(?:\s*,\s*[\w/.-]+)*)/i;

function ignored(comment: string, where: 'global' | 'here'): string[] {
  const match = IGNORE.exec(comment.trim());
  if (match === null || (match[1] === undefined) !== (where === 'here')) return [];
  return splitNames(match[2] ?? '');
}

function splitNames(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Whether a comment of the file switches the rule off at this place. */
export function isSuppressed(suppressions: Suppressions, rule: Rule, at: Span): boolean {
  const names = namesOf(rule);
  if (suppressions.everywhere.has('all')) return true;
  if (names.some((name) => suppressions.everywhere.has(name))) return true;
  return suppressions.inside.some(
    ({ span, names: off }) =>
      span.start <= at.start && at.start < span.end && names.some((name) => off.has(name)),
  );
}

/** What a rule may be called, lower case: `size/apt-lists`, `apt-lists`, `dl3009`. */
export function namesOf(rule: {
  readonly id: string;
  readonly aliases: readonly string[];
}): string[] {
  const short = rule.id.split('/').at(-1) ?? rule.id;
  return [rule.id, short, ...rule.aliases].map((name) => name.toLowerCase());
}
