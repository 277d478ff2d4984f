import type { Dockerfile, StageGraph } from '../dockerfile/types.ts';
import type { Bytes } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { Trace } from '../facts/image.ts';
import type { Application } from '../facts/project.ts';
import type { Edit, Span } from '../text/span.ts';

export type Area =
  | 'correctness'
  | 'size'
  | 'speed'
  | 'security'
  | 'runtime'
  | 'reproducibility'
  | 'style';
export type Severity = 'error' | 'warning' | 'info';

export interface Cost {
  readonly bytes?: Bytes;
  readonly seconds?: {
    readonly low: number;
    readonly high: number;
    readonly basis: Bytes['basis'];
  };
}

export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** One thing a rule found. The message says what is wrong, why it matters, what to do. */
export interface Problem {
  readonly span: Span;
  readonly message: string;
  readonly cost?: Cost;
  readonly fix?: Fix;
  /** Name or number of the stage it is about. */
  readonly stage?: string;
  /** Those of the rule's aliases that mean this very problem; all of them when undefined. */
  readonly aliases?: readonly string[];
  /** Where it weighs less than the rule says. */
  readonly severity?: Severity;
  /** The file itself switches the opt-in rule on here. */
  readonly asked?: true;
  /** Why people are not bothered with it; only machine output has it. */
  readonly suppressed?: string;
}

/** The one read-only input of every rule. */
export interface RuleInput {
  /** Path as it is reported. */
  readonly path: string;
  readonly file: Dockerfile;
  readonly graph: StageGraph;
  readonly trace: Trace;
  /** Undefined when the directory around the file is not known. */
  readonly context?: ContextFacts;
  /** The application this Dockerfile is for, when one was found. */
  readonly application?: Application;
  /** Milliseconds since the epoch: what end-of-life dates are held against. */
  readonly date: number;
}

export interface Rule {
  readonly id: `${Area}/${string}`;
  /** Codes of other tools that mean the same: `DL3009`, `StageNameCasing`. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** One line for lists. */
  readonly summary: string;
  /** Runs only when asked for. */
  readonly optIn?: true;
  /** Needs the text alone: it speaks about files that the language refuses, too. */
  readonly textOnly?: true;
  check(input: RuleInput): Iterable<Problem>;
}

/** A finding as it is reported and as `plimsoll/check/1` spells it. */
export interface Finding {
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly category: Area;
  readonly severity: Severity;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly stage?: string;
  readonly message: string;
  readonly docs: string;
  readonly fingerprint: string;
  readonly cost?: Cost;
  readonly fix?: Fix;
  /** Why it is not shown: more is known than the tool whose code this is knows. Counts nowhere. */
  readonly suppressed?: string;
}
