import type { Span } from '../text/span.ts';

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
  | { readonly kind: 'command'; readonly script: ShellScript; readonly quoted: boolean }
  /** `*`, `?`, `[…]`, unquoted. */
  | { readonly kind: 'glob'; readonly text: string }
  /** Unquoted `{a,b}`. */
  | { readonly kind: 'brace'; readonly text: string }
  /** Arithmetic, process substitution, what is rarely written: its value is never known. */
  | { readonly kind: 'other'; readonly text: string };

export interface ShellWord {
  /** As written, quotes kept. */
  readonly text: string;
  readonly span: Span;
  /** The value where no expansion can change it. */
  readonly value?: string;
  readonly parts: readonly WordPart[];
}

export interface ShellAssignment {
  readonly name: string;
  /** Undefined for arrays and subscripts. */
  readonly value?: ShellWord;
  readonly append: boolean;
  readonly span: Span;
}

export interface ShellRedirect {
  /** `>`, `>>`, `<`, `>&`, `&>`, `<<`, `<<<` … */
  readonly operator: string;
  readonly fd?: number;
  readonly target?: ShellWord;
  /** Of `<<`: the text between the delimiters, and whether variables in it are replaced. */
  readonly heredoc?: {
    readonly text: string;
    readonly expand: boolean;
    readonly parts: readonly WordPart[];
  };
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
      }[];
      readonly redirects: readonly ShellRedirect[];
      readonly span: Span;
    }
  | {
      readonly kind: 'function';
      readonly name: string;
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
  /** `command &`. */
  | { readonly kind: 'background'; readonly node: ShellNode; readonly span: Span }
  /** Something that was not understood; nothing is known of what it does. */
  | { readonly kind: 'opaque'; readonly text: string; readonly span: Span };

export type ShellDialect = 'sh' | 'bash' | 'powershell' | 'cmd' | 'other';

export interface ShellScript {
  readonly dialect: ShellDialect;
  readonly nodes: readonly ShellNode[];
  readonly errors: readonly { readonly message: string; readonly span: Span }[];
  readonly span: Span;
}
