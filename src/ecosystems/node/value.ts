import type { Expression } from './constants.ts';
import type { Module, Program } from './modules.ts';

/** What can be said of an expression without running it. */
export interface Value {
  readonly literal?: string | number;
  /** Variable of the environment that decides, the literal being its default. */
  readonly env?: string;
  /** Where the literal (or the variable) stands. */
  readonly module: Module;
  readonly at: number;
}

/** Says what an expression is; undefined where it cannot be said. `depth`: steps taken so far. */
export type Evaluate = (
  program: Program,
  expression: Expression,
  depth: number,
) => Value | undefined;
