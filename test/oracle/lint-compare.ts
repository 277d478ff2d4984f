import { parseIgnore } from '../../src/context/ignore.ts';
import { keepsOut } from '../../src/context/keeps-out.ts';
import { goQuote, wellFormed } from '../../src/dockerfile/chars.ts';
import { runChecks } from '../../src/dockerfile/checks/run-checks.ts';
import type { CheckHit, CheckName, CheckSurroundings } from '../../src/dockerfile/checks/types.ts';
import { parseDockerfile } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { ResolveOptions } from '../../src/dockerfile/types.ts';
import { lineStarts, positionAt } from '../../src/text/lines.ts';
import { isTrouble, type OracleRequest, type Trouble } from './client.ts';
import { base64, type Held, ofBase64 } from './comparer.ts';

/** A Dockerfile to be checked, and how the build is asked for. */
export interface LintCase {
  readonly text: string;
  readonly options?: ResolveOptions;
  /** The text of the ignore file. */
  readonly ignore?: string;
  /** Environment of images by full name, as BuildKit would hear it from the registry. */
  readonly images?: Readonly<Record<string, readonly string[]>>;
}

/** What BuildKit's linter says. Messages are base64 of their bytes. */
export interface LintAnswer {
  readonly warnings: readonly {
    readonly rule: string;
    readonly message: string;
    readonly url: string;
    /** First and last line of each range. */
    readonly lines: readonly (readonly [number, number])[];
  }[];
  readonly failure?: { readonly message: string; readonly line: number };
}

/** The question for a case. */
export function lintRequest({ text, options = {}, ignore, images = {} }: LintCase): OracleRequest {
  const request = {
    do: 'lint',
    text: base64(text),
    args: options.buildArgs ?? {},
    target: options.target ?? '',
    platform: options.platform ?? '',
    images,
    ...(ignore === undefined ? {} : { ignore: base64(ignore) }),
  };
  return request;
}

type Words = (hit: CheckHit) => string;

/** BuildKit's sentences around what a check is about: they show that both mean the same. */
const SENTENCES: Readonly<Record<CheckName, Words>> = {
  ConsistentInstructionCasing: ({ subject, other }) =>
    `Command '${subject}' should match the case of the command majority (${other})`,
  CopyIgnoredFile: ({ subject, other }) =>
    `Attempting to ${other} file ${goQuote(subject)} that is excluded by .dockerignore`,
  DuplicateStageName: ({ subject }) =>
    `Duplicate stage name ${goQuote(subject)}, stage names should be unique`,
  ExposeInvalidFormat: ({ subject }) =>
    `EXPOSE instruction should not define an IP address or host-port mapping, found '${subject}'`,
  ExposeProtoCasing: ({ subject }) =>
    `Defined protocol '${subject}' in EXPOSE instruction should be lowercase`,
  FromAsCasing: ({ subject, other }) => `'${subject}' and '${other}' keywords' casing do not match`,
  FromPlatformFlagConstDisallowed: ({ subject }) =>
    `FROM --platform flag should not use constant value ${goQuote(subject)}`,
  InvalidBaseImagePlatform: () => '',
  InvalidDefaultArgInFrom: ({ subject }) =>
    `Default value for ARG ${subject} results in empty or invalid base image name`,
  InvalidDefinitionDescription: ({ subject, other }) =>
    `Comment for ${other} should follow the format: \`# ${subject} <description>\``,
  JSONArgsRecommended: ({ subject }) =>
    `JSON arguments recommended for ${subject} to prevent unintended behavior related to OS signals`,
  LegacyKeyValueFormat: ({ subject }) =>
    `"${subject} key=value" should be used instead of legacy "${subject} key value" format`,
  MaintainerDeprecated: () => 'Maintainer instruction is deprecated in favor of using label',
  MultipleInstructionsDisallowed: ({ subject }) =>
    `Multiple ${subject} instructions should not be used in the same stage because only the last one will be used`,
  NoEmptyContinuation: () => 'Empty continuation line',
  RedundantTargetPlatform: ({ subject }) =>
    `Setting platform to predefined ${subject} in FROM is redundant as this is the default behavior`,
  ReservedStageName: ({ subject }) =>
    `Stage name should not use the same name as reserved stage ${goQuote(subject)}`,
  SecretsUsedInArgOrEnv: ({ subject, other }) =>
    `Do not use ARG or ENV instructions for sensitive data (${other} ${goQuote(subject)})`,
  StageNameCasing: ({ subject }) => `Stage name '${subject}' should be lowercase`,
  UndefinedArgInFrom: ({ subject }) => `FROM argument '${subject}' is not declared`,
  UndefinedVar: ({ subject }) => `Usage of undefined variable '$${subject}'`,
  WorkdirRelativePath: ({ subject }) =>
    `Relative workdir ${goQuote(subject)} can have unexpected results if the base image changes`,
};

/** Which of several near names BuildKit suggests is chance; it writes keywords as they stand in the file. */
function plain(message: string): string {
  return wellFormed(message)
    .replace(/ \(did you mean \$?[^()]*\?\)$/, '')
    .toLowerCase();
}

function lastLineOf(hit: CheckHit, first: number): number {
  return hit.check === 'NoEmptyContinuation' ? first : hit.instruction.endLine;
}

/** Our hits, one line each, in the order of their text: check, lines, meaning. */
function ours(text: string, result: ReturnType<typeof runChecks>): string[] {
  const starts = lineStarts(text);
  return result.hits
    .filter(({ dormant }) => dormant !== true)
    .map((hit) => {
      const { line } = positionAt(starts, hit.span.start);
      return `${hit.check} ${line}-${lastLineOf(hit, line)} ${plain(SENTENCES[hit.check](hit))}`;
    })
    .toSorted();
}

function theirs({ warnings }: LintAnswer): string[] {
  return warnings
    .map(({ rule, lines, message }) => {
      const at = `${lines[0]?.[0] ?? 0}-${lines.at(-1)?.[1] ?? 0}`;
      return `${rule} ${at} ${plain(ofBase64(message))}`;
    })
    .toSorted();
}

/** Holds what our checks say about a case against BuildKit's linter. */
export function holdLint(
  { text, options = {}, ignore }: LintCase,
  answer: LintAnswer | Trouble,
  held: Held,
): void {
  if (isTrouble(answer)) {
    // BuildKit itself broke down: there is nothing to compare with.
    if (answer.error.startsWith('panic')) return;
    held.same('answer', 'checks', answer.error);
    return;
  }
  const patterns = ignore === undefined ? undefined : parseIgnore(ignore);
  const surroundings: CheckSurroundings =
    patterns === undefined ? {} : { ignores: (source) => keepsOut(patterns, source) };
  const result = runChecks(resolveStages(parseDockerfile(text), options), surroundings);
  const [own, given] = [ours(text, result), theirs(answer)];
  held.same('failure', result.failure !== undefined, answer.failure !== undefined);
  const surplus = less(own, given);
  const missing = less(given, own);
  held.same('checks', surplus, missing);
}

/** What of the first list the second does not hold, as often as it stands there. */
function less(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
