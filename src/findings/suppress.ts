import {
  canBeSkipped,
  fileCheckOptions,
  NO_OPTIONS,
  optionsAt,
} from '../dockerfile/checks/options.ts';
import { isCheckName } from '../dockerfile/checks/types.ts';
import type { Comment, Dockerfile, Instruction } from '../dockerfile/types.ts';
import type { Rule } from '../rules/types.ts';
import type { Span } from '../text/span.ts';

/** Which rules a file's own comments switch off, and where. */
export interface Suppressions {
  /** Switched off for the whole file. */
  readonly everywhere: Names;
  /** Switched off for what lies in one instruction. */
  readonly inside: readonly (Names & { readonly span: Span })[];
}

interface Names {
  /** Ids, their last part, aliases in lower case. */
  readonly names: ReadonlySet<string>;
  /** What `# check=skip=` names. BuildKit's own names count as they are written. */
  readonly skip: ReadonlySet<string>;
  /** `skip=all`: all checks of BuildKit's. */
  readonly skipAll: boolean;
}

type BuildArgs = Readonly<Record<string, string>>;

const NO_CHECKS = { skip: new Set<string>(), skipAll: false };

/**
 * Reads `# check=skip=…` (BuildKit), `# hadolint [global] ignore=…` and `# plimsoll [global] ignore=…`.
 * They stand at the top of the file or directly before an instruction, those of plimsoll also inside it.
 */
export function readSuppressions(file: Dockerfile, buildArgs?: BuildArgs): Suppressions {
  const names = new Set<string>();
  for (const comment of file.comments) {
    for (const name of ignored(comment.text, 'global')) names.add(name);
  }
  const parsed = fileCheckOptions(file, buildArgs);
  const checks = 'options' in parsed ? parsed.options : NO_CHECKS;
  const own = file.comments.filter(({ text }) => /^plimsoll\b/.test(text));
  const inside = file.instructions.flatMap((instruction) => {
    const here = own.length === 0 && instruction.comments.length === 0;
    return here ? [] : namedInside(file, own, instruction);
  });
  return { everywhere: { names, skip: checks.skip, skipAll: checks.skipAll }, inside };
}

function namedInside(
  file: Dockerfile,
  own: readonly Comment[],
  instruction: Instruction,
): (Names & { span: Span })[] {
  const names = new Set(
    commentsOf(own, instruction).flatMap((comment) => ignored(comment, 'here')),
  );
  const { skip, skipAll } = optionsAt(file, instruction, NO_OPTIONS);
  if (names.size === 0 && skip.size === 0 && !skipAll) return [];
  return [{ span: instruction.span, names, skip, skipAll }];
}

/** Whether `error=true` holds: what BuildKit's checks find are errors. */
export function makesErrors(file: Dockerfile, buildArgs?: BuildArgs): boolean {
  const parsed = fileCheckOptions(file, buildArgs);
  return 'options' in parsed && parsed.options.error;
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
  if (isNamedIn(suppressions.everywhere, rule)) return true;
  return suppressions.inside.some(
    (names) => names.span.start <= at.start && at.start < names.span.end && isNamedIn(names, rule),
  );
}

function isNamedIn({ names, skip, skipAll }: Names, rule: Rule): boolean {
  if (skipAll && rule.aliases.some(canBeSkipped)) return true;
  if (names.size === 0 && skip.size === 0) return false;
  const own = namesOf(rule);
  if (own.some((name) => names.has(name))) return true;
  if (skip.size === 0) return false;
  const others = new Set([...skip].filter((name) => !isCheckName(name)).map(lower));
  return (
    rule.aliases.some((alias) => canBeSkipped(alias) && skip.has(alias)) ||
    namesOf({ ...rule, aliases: rule.aliases.filter((alias) => !isCheckName(alias)) }).some(
      (name) => others.has(name),
    )
  );
}

function lower(name: string): string {
  return name.toLowerCase();
}

/** What a rule may be called, lower case: `size/apt-lists`, `apt-lists`, `dl3009`. */
export function namesOf(rule: {
  readonly id: string;
  readonly aliases: readonly string[];
}): string[] {
  const short = rule.id.split('/').at(-1) ?? rule.id;
  return [rule.id, short, ...rule.aliases].map((name) => name.toLowerCase());
}
