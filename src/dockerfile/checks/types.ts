import type { Span } from '../../text/span.ts';
import type { Instruction } from '../types.ts';

/** The checks of BuildKit's linter by the names it gives them (frontend/dockerfile/linter/ruleset.go). */
export const CHECK_NAMES = [
  'ConsistentInstructionCasing',
  'CopyIgnoredFile',
  'DuplicateStageName',
  'ExposeInvalidFormat',
  'ExposeProtoCasing',
  'FromAsCasing',
  'FromPlatformFlagConstDisallowed',
  'InvalidBaseImagePlatform',
  'InvalidDefaultArgInFrom',
  'InvalidDefinitionDescription',
  'JSONArgsRecommended',
  'LegacyKeyValueFormat',
  'MaintainerDeprecated',
  'MultipleInstructionsDisallowed',
  'NoEmptyContinuation',
  'RedundantTargetPlatform',
  'ReservedStageName',
  'SecretsUsedInArgOrEnv',
  'StageNameCasing',
  'UndefinedArgInFrom',
  'UndefinedVar',
  'WorkdirRelativePath',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

const names: ReadonlySet<string> = new Set(CHECK_NAMES);

/** Whether a check of BuildKit's bears this name. */
export function isCheckName(name: string): name is CheckName {
  return names.has(name);
}

/** One place where a check speaks. */
export interface CheckHit {
  readonly check: CheckName;
  /** The instruction it names: for what an inherited ONBUILD brings, the FROM of the stage. */
  readonly instruction: Instruction;
  /** The words it is about. Begins on the line that BuildKit names. */
  readonly span: Span;
  /** What it is about: a name, a keyword, a path; as BuildKit would print it. */
  readonly subject: string;
  /** What else its message says: the casing that is wanted, the name that may be meant. */
  readonly other?: string;
  /** Name or number of the stage. */
  readonly stage?: string;
  /** An experimental check that nobody has switched on. */
  readonly dormant?: true;
}

/** Where BuildKit stops: it says nothing about what comes after. */
export interface CheckFailure {
  readonly message: string;
  readonly instruction?: Instruction;
}

/** What a run of the checks over one file gives. */
export interface CheckResult {
  /** In BuildKit's order. */
  readonly hits: readonly CheckHit[];
  readonly failure?: CheckFailure;
  /** `error=true`: a hit makes the build fail. */
  readonly error: boolean;
}

/** What the checks may ask about the surroundings of a file. */
export interface CheckSurroundings {
  /** Whether the ignore file keeps a source of COPY or ADD out; undefined: there is no ignore file. */
  readonly ignores?: (source: string) => boolean;
}
