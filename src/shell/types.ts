import type { MappedText, Span } from '../text/span.ts';

/** A piece of a word, quotes and escapes already taken off. */
export type WordPart =
  | { readonly kind: 'text'; readonly value: string; readonly quoted: boolean }
  /** `$NAME`, `${NAME}`; `${NAME:-word}` carries `:-` and `word`. */
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly operator?: string;
      readonly operand?: ShellWord;
      readonly quoted: boolean;
    }
  /** `$(…)`, `` `…` ``. */
  | { readonly kind: 'command'; readonly script: ShellScript; readonly quoted: boolean }
  /** `<(…)`, `>(…)`. */
  | { readonly kind: 'process'; readonly operator: '<' | '>'; readonly script: ShellScript }
  /** `*`, `?`, `[…]`, unquoted. */
  | { readonly kind: 'glob'; readonly text: string; readonly scripts?: readonly ShellScript[] }
  /** Unquoted `{a,b}`. */
  | { readonly kind: 'brace'; readonly text: string; readonly scripts?: readonly ShellScript[] }
  /** Arithmetic, `${NAME/a/b}`, `${NAME[1]}`: its value is never known. */
  | {
      readonly kind: 'other';
      readonly text: string;
      /** The variable a `${…}` is about. */
      readonly variable?: string;
      /** Substitutions inside, which run when the word is expanded. */
      readonly scripts?: readonly ShellScript[];
    };

export interface ShellWord {
  /** As written, quotes kept. */
  readonly text: string;
  readonly span: Span;
  /** The value where no expansion can change it. */
  readonly value?: string | undefined;
  readonly parts: readonly WordPart[];
  /**
   * What the program gets, expansions left as they are written, with its way back into the file:
   * for words that hold code themselves. Undefined where the way back is lost.
   */
  readonly mapped?: MappedText | undefined;
}

export interface ShellAssignment {
  readonly name: string;
  /** Undefined for arrays and subscripts. */
  readonly value?: ShellWord;
  /** Of an array: `NAME=(a b)`. */
  readonly elements?: readonly ShellWord[];
  readonly append: boolean;
  readonly span: Span;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `>&`, `&>`, `<<`, `<<<` … */
  readonly operator: string;
  readonly fd?: number;
  readonly target?: ShellWord;
  /** Of `<<`: the text between the delimiters, and whether variables in it are replaced. */
  readonly heredoc?: ShellHeredoc;
  readonly span: Span;
}

export interface ShellHeredoc {
  readonly delimiter: string;
  /** The lines between the delimiters; of `<<-` without the tabs before them. */
  readonly text: string;
  /** Whether variables in it are replaced. */
  readonly expand: boolean;
  readonly parts: readonly WordPart[];
  /** `text` with its way back into the file, the backslashes of `\$` taken off where they are. */
  readonly mapped?: MappedText | undefined;
  /** Its lines in the file. */
  readonly span: Span;
}

export interface SimpleCommand {
  readonly kind: 'command';
  readonly assignments: readonly ShellAssignment[];
  /** The program first; empty when there are only assignments. */
  readonly words: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
  readonly span: Span;
}

export type ShellNode =
  | SimpleCommand
  /** `first && b || c`, from left to right. */
  | {
      readonly kind: 'logic';
      readonly first: ShellNode;
      readonly rest: readonly { readonly operator: '&&' | '||'; readonly node: ShellNode }[];
      readonly span: Span;
    }
  | {
      readonly kind: 'pipeline';
      readonly nodes: readonly ShellNode[];
      readonly negated: boolean;
      /** `time` stands before it. */
      readonly timed?: true;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly branches: readonly {
        readonly test: readonly ShellNode[];
        readonly body: readonly ShellNode[];
      }[];
      readonly otherwise?: readonly ShellNode[];
      readonly redirects: readonly ShellRedirect[];
      readonly span: Span;
    }
  | {
      readonly kind: 'loop';
      readonly loop: 'for' | 'while' | 'until' | 'other';
      readonly variable?: string;
      readonly words: readonly ShellWord[];
      readonly test: readonly ShellNode[];
      readonly body: readonly ShellNode[];
      readonly redirects: readonly ShellRedirect[];
      readonly span: Span;
    }
  | {
      readonly kind: 'case';
      readonly word: ShellWord;
      readonly items: readonly {
        readonly patterns: readonly ShellWord[];
        readonly body: readonly ShellNode[];
        /** `;&` goes on with the next body, `;;&` with the next pattern; undefined: the last one left it out. */
        readonly terminator?: ';;' | ';&' | ';;&';
      }[];
      readonly redirects: readonly ShellRedirect[];
      readonly span: Span;
    }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly nameSpan: Span;
      readonly body: readonly ShellNode[];
      readonly span: Span;
    }
  | {
      readonly kind: 'group';
      readonly subshell: boolean;
      readonly body: readonly ShellNode[];
      readonly redirects: readonly ShellRedirect[];
      readonly span: Span;
    }
  /** `command &`, `coproc command`. */
  | {
      readonly kind: 'background';
      readonly node: ShellNode;
      readonly coproc?: true;
      readonly span: Span;
    }
  /** Something that was not understood; nothing is known of what it does. */
  | { readonly kind: 'opaque'; readonly text: string; readonly span: Span };

export type ShellDialect = 'sh' | 'bash' | 'powershell' | 'cmd' | 'other';

/** `# …` inside a script; comment lines that BuildKit takes out are the Dockerfile's. */
export interface ShellComment {
  /** Without `#` and the blanks after it. */
  readonly text: string;
  readonly span: Span;
}

/** What a shell would refuse. */
export interface ShellError {
  readonly message: string;
  readonly span: Span;
}

export interface ShellScript {
  readonly dialect: ShellDialect;
  readonly nodes: readonly ShellNode[];
  /** Those of substitutions are with their scripts. */
  readonly comments: readonly ShellComment[];
  /** Of a script with errors the nodes are one opaque node. */
  readonly errors: readonly ShellError[];
  readonly span: Span;
}
