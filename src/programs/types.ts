import type { Bytes } from '../facts/bytes.ts';
import type { ContextFacts } from '../facts/context.ts';
import type {
  BaseFacts,
  Effect,
  FileTree,
  ImageConfig,
  Leftover,
  Package,
} from '../facts/image.ts';
import type { Fact, Origin } from '../facts/origin.ts';
import type { Application } from '../facts/project.ts';
import type { Tri } from '../facts/tri.ts';
import type { Span } from '../text/span.ts';

/** A word of a command after expansion. */
export interface Argument {
  readonly text: string;
  /** Undefined: computed, and not known. */
  readonly value?: string;
  readonly span: Span;
  /** It holds an unquoted `*`, `?` or `[…]`; `value` is then the pattern. */
  readonly glob?: boolean;
  /** Without a value: it stands for files below this directory that nobody has listed (find's `{}`). */
  readonly below?: string;
}

/** A simple command as a program sees it. */
export interface Command {
  /** Without its directory. */
  readonly name: string;
  /** As written. */
  readonly path: string;
  readonly args: readonly Argument[];
  readonly at: Span;
  /** Text on standard input, where a heredoc or a pipe says it; `piped` when something unknown comes in. */
  readonly input?: string;
  readonly piped?: boolean;
}

export interface Account {
  readonly name: string;
  /** Undefined: not known. */
  readonly uid?: number;
  readonly gid?: number;
  readonly home?: string;
  readonly shell?: string;
}

export interface Accounts {
  readonly users: readonly Account[];
  readonly groups: readonly Account[];
  /** Whether there are no others. */
  readonly complete: boolean;
}

/** What a program may ask about the image it runs in. */
export interface Environment {
  readonly files: FileTree;
  readonly config: ImageConfig;
  readonly packages: readonly Package[];
  readonly base?: BaseFacts;
  readonly layer: number;
  /** What the stage is built for, e.g. `linux/amd64`. */
  readonly platform: string;
  /** Undefined: not known. */
  readonly cwd?: string;
  readonly uid: Fact<number>;
  readonly home: string;
  readonly application?: Application;
  readonly context?: ContextFacts;
  /** A variable's value; undefined: unset. */
  variable(name: string): Fact<string> | undefined;
  find(program: string): { readonly is: Tri; readonly path?: string; readonly origin: Origin };
  accounts(): Accounts;
  /** Text of a file of the image, where it is known. */
  readText(path: string): { readonly text: string; readonly partial: boolean } | undefined;
  /** Bytes an apt package brings with what it depends on; undefined: not known. */
  aptSize(name: string, recommended?: boolean): Bytes | undefined;
}

/** What a command does to the shell that runs it. */
export interface ShellChange {
  readonly cwd?: Fact<string>;
  readonly set?: readonly {
    readonly name: string;
    readonly value: Fact<string> | undefined;
    readonly exported: boolean;
  }[];
  readonly errexit?: boolean;
  readonly pipefail?: boolean;
  /** Any variable may be set now. */
  readonly open?: true;
  /** Words that `$1` and on stand for from now on (`set -- a b`), and how many of them go (`shift`). */
  readonly positional?: readonly Argument[];
  readonly shift?: number;
  /** The shell ends here. */
  readonly exit?: true;
}

/** Something a command starts: another command, or the text of a script. */
export type Started = (
  | { readonly kind: 'command'; readonly words: readonly Argument[] }
  | {
      readonly kind: 'script';
      readonly text: string;
      readonly span: Span;
      /** What the script is given as `$1` and on. */
      readonly args?: readonly Argument[];
    }
  | {
      /**
       * Lines that a file of the project holds (scripts of package.json), one after the other until one fails.
       * They are part of the command that starts them: no commands of the Dockerfile.
       */
      readonly kind: 'project';
      readonly texts: readonly string[];
      readonly cwd: string;
      /** Directories before those of PATH. */
      readonly path: readonly string[];
      /** Variables that are set for them. */
      readonly set?: Readonly<Record<string, string>>;
    }
) & {
  /** The user it runs as; empty: another one, not known. Undefined: the same. */
  readonly as?: string;
};

export interface ProgramEffect extends Effect {
  /** Bytes of `writes` that no entry of `changes` and no system package carries. */
  readonly spread: Bytes;
  readonly shell?: ShellChange;
  /** Text it prints, where known. */
  readonly output?: string;
  /** Run after the changes; the command succeeds as the last of them does. */
  readonly starts?: readonly Started[];
  /** System packages that go, by name. */
  readonly uninstalls?: readonly string[];
  /** Leftovers that this command takes away. */
  readonly clears?: readonly { readonly kind: Leftover['kind']; readonly path: string }[];
}

/** What is known of a program: pure, total. */
export interface Program {
  readonly names: readonly string[];
  effect(command: Command, env: Environment): ProgramEffect;
}
