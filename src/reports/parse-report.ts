import type { Position } from '../text/span.ts';

/** What `plimsoll parse` says about a file. All texts are as the file has them, secrets included. */
export interface ParseReport {
  /** As the user named it; `-` for standard input. */
  readonly file: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly ParsedDirective[];
  /** Made while they are read: of a long file they are more than should be held at once. */
  readonly instructions: Iterable<ParsedInstruction>;
  readonly stages: readonly ParsedStage[];
  /** The first one is the one at which BuildKit stops. */
  readonly errors: readonly ParseProblem[];
}

export interface ParsedDirective {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface ParseProblem extends Position {
  readonly message: string;
}

export interface ParsedStage {
  readonly index: number;
  /** Lower case; undefined when it has none. */
  readonly name?: string;
  /** `image` (with its `ref`, where no unset variable stands in it), `stage` (with its `index`), `scratch`, … */
  readonly base: { readonly kind: string; readonly ref?: string; readonly index?: number };
  readonly platform?: string;
  /** Whether a build of the last stage needs it. */
  readonly reached: boolean;
  /** Line of its FROM. */
  readonly line: number;
}

/** Lines and columns from 1, columns in UTF-16 units; the end is behind the last character. */
export interface Place extends Position {
  readonly endLine: number;
  readonly endColumn: number;
}

/** What an instruction and the one inside ONBUILD have in common. */
export interface ParsedHead {
  /** Upper case. */
  readonly name: string;
  /** As written, with quotes and escapes taken off: `--from=build`. */
  readonly flags: readonly string[];
  /** The values of BuildKit's chain of nodes. */
  readonly args: readonly string[];
  /** `{ json: true }` when the arguments are a JSON array. */
  readonly attributes: { readonly json?: true };
  /** Program that runs the shell form; undefined where nothing is run by a shell. */
  readonly shell?: string;
  /** The simple commands in RUN, CMD, ENTRYPOINT and HEALTHCHECK; undefined when its language is not a shell's. */
  readonly commands?: readonly ParsedCommand[];
  /** What the shell would refuse in it. */
  readonly shellErrors?: readonly ParseProblem[];
  readonly onbuild?: ParsedHead;
}

export interface ParsedInstruction extends ParsedHead, Place {
  /** First to last line as BuildKit keeps them: continuations joined, comments left out. */
  readonly original: string;
  readonly heredocs: readonly ParsedHeredoc[];
  readonly comments: readonly string[];
}

export interface ParsedHeredoc {
  readonly name: string;
  readonly fd: number;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly content: string;
}

/** A simple command with its place in the file. Words are as written, quotes kept. */
export interface ParsedCommand extends Place {
  readonly words: readonly string[];
  readonly assignments?: readonly string[];
  readonly redirects?: readonly string[];
}
