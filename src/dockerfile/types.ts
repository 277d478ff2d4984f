import type { MappedText, Span } from '../text/span.ts';

/** Where an instruction stands in `Dockerfile.instructions`. */
export type NodeId = number;

/** One parser directive (`# syntax=…`, `# escape=…`, `# check=…`). */
export interface Directive {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
  readonly line: number;
}

/** `--name=value` before an instruction's arguments, as BuildKit takes it. */
export interface Flag {
  readonly name: string;
  /** Text after `=`, undefined when there is none. */
  readonly value?: string;
  /** As written, continuations removed. */
  readonly raw: string;
  readonly span: Span;
  readonly valueSpan?: Span;
}

/** One argument as BuildKit's parser hands it on: unexpanded, quotes kept. `{ ...word }` may lack its span, which may be a getter. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** `NAME=value` of ENV, ARG, LABEL. Value undefined: `ARG NAME`. Both unexpanded, quotes kept. Its spans may be getters, as a word's. */
export interface Pair {
  readonly name: string;
  readonly value?: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan?: Span;
  /** Written in the old form `ENV NAME value`. */
  readonly legacy?: true;
}

export interface Heredoc {
  readonly name: string;
  readonly fd: number;
  /** Content as BuildKit hands it on (tabs removed when `chomp`). */
  readonly content: string;
  /** False for `<<'EOF'`. */
  readonly expand: boolean;
  /** True for `<<-EOF`. */
  readonly chomp: boolean;
  /** The body's lines, without the terminator line. */
  readonly span: Span;
}

export interface Comment {
  /** Without `#` and the blanks after it. */
  readonly text: string;
  readonly span: Span;
  readonly line: number;
}

/** How the arguments were written: JSON array, command line, or words and pairs. */
export type Form = 'json' | 'shell' | 'words';

/** `{ ...instruction }` may lack `keyword` and `span`, which may be getters: name them in a copy. */
export interface Instruction {
  readonly id: NodeId;
  /** Upper case, e.g. `RUN`. */
  readonly name: string;
  readonly keyword: Span;
  /** From the keyword to the end of the last line (heredocs included), without its line end. */
  readonly span: Span;
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly Flag[];
  readonly form: Form;
  /** JSON strings (decoded), words, or for shell form the one command line. */
  readonly args: readonly Word[];
  /** ENV, ARG, LABEL. */
  readonly pairs: readonly Pair[];
  /** For RUN, CMD, ENTRYPOINT, HEALTHCHECK CMD in shell form: the command line with its way back into the file. */
  readonly body?: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Comment lines before it, up to the instruction before or an empty comment line (as BuildKit attaches them). */
  readonly comments: readonly Comment[];
  /** The instruction inside ONBUILD; `CMD` or `NONE` of HEALTHCHECK stays in `args`. */
  readonly onbuild?: Instruction;
  /** An empty line stands among its continuation lines. */
  readonly emptyContinuation?: true;
}

export interface LanguageError {
  /** As BuildKit words it where it refuses the same thing. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly span: Span;
}

/** A whole file, lossless: `text` is the file, everything else points into it. */
export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** All comment lines, also those inside continued instructions. */
  readonly comments: readonly Comment[];
  /** The first one is the one at which BuildKit stops: errors of syntax come before errors of meaning. */
  readonly errors: readonly LanguageError[];
  readonly escape: '\\' | '`';
}

export type StageBase =
  | { readonly kind: 'scratch' }
  | { readonly kind: 'stage'; readonly index: number }
  /** `ref` undefined: an ARG without a value stands in it. */
  | { readonly kind: 'image'; readonly ref?: string }
  | NamedContext;

/** A context given beside the file (`--build-context name=value`) that stands for an image or a stage. */
export interface NamedContext {
  readonly kind: 'named';
  readonly name: string;
  /** A directory, an address, `oci-layout://…`; `docker-image://…` makes an image instead. */
  readonly value: string;
  readonly ref?: undefined;
}

export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit compares it. */
  readonly name?: string | undefined;
  readonly from: Instruction;
  readonly base: StageBase;
  /** Expanded `--platform`. */
  readonly platform?: string | undefined;
  readonly instructions: readonly Instruction[];
  /** A named context stands for this stage: these are its instructions, which are not followed. */
  readonly replaced?: readonly Instruction[] | undefined;
}

export interface StageGraph {
  readonly file: Dockerfile;
  /** Global ARGs after build arguments; value undefined when unset. */
  readonly globalArgs: ReadonlyMap<string, string | undefined>;
  readonly stages: readonly Stage[];
  /** Index of the stage that is built; -1 when there is none. */
  readonly target: number;
  /** Indexes of stages BuildKit would build for the target. */
  readonly reached: ReadonlySet<number>;
  readonly errors: readonly LanguageError[];
  /**
   * What BuildKit refuses before it follows the stages' instructions, in its order, also where a
   * build argument that was not given would mend it (which `errors` leave out).
   */
  readonly refusals?: readonly LanguageError[];
  /** Images that COPY and mounts name, in the order in which BuildKit numbers them after the stages. */
  readonly images?: readonly string[];
  /** What the graph was resolved with. */
  readonly options?: ResolveOptions;
}

export interface ResolveOptions {
  readonly target?: string;
  /** e.g. `linux/amd64`, which is also the default. */
  readonly platform?: string;
  /** Platform of the builder (BUILDPLATFORM); the target's when not given. */
  readonly buildPlatform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Named contexts: name → directory or address (`docker-image://…`, `https://….git`, `oci-layout://…`). */
  readonly contexts?: Readonly<Record<string, string>>;
}

/** What `COPY --from`, `RUN --mount=from=` name. */
export type SourceRef =
  | { readonly kind: 'context' }
  | { readonly kind: 'stage'; readonly index: number }
  | { readonly kind: 'image'; readonly ref?: string }
  | NamedContext;
