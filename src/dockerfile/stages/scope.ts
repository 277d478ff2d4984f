import { expandWord } from '../expansion/expand.ts';
import { buildArg } from './global-args.ts';
import { stageSystem } from './platform-of.ts';
import { SharedMap } from './shared-map.ts';
import { Variables } from './variables.ts';
import type { Instruction, Stage, StageGraph } from '../types.ts';

/** PATH of a stage whose base sets none (everywhere but on Windows). */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Arguments that are known to the build but are no variables in a stage. */
const NOT_IN_ENVIRONMENT: ReadonlySet<string> = new Set([
  'BUILDKIT_SBOM_SCAN_CONTEXT',
  'BUILDKIT_SBOM_SCAN_STAGE',
]);

const NO_ARGS: ReadonlyMap<string, string | undefined> = new Map();

/** What an instruction asked for in vain, and where its expansion failed. */
export interface ScopeStep {
  readonly unset: readonly string[];
  readonly error?: string;
}

/**
 * The variables of a stage while its instructions are walked in order. ARG and ENV set one and
 * the same table, the later wins; ENV alone reaches the image.
 */
export class Scope {
  readonly #graph: StageGraph;
  readonly #variables: Variables;
  readonly #aboveArgs: ReadonlyMap<string, string | undefined>;
  readonly #args: Map<string, string | undefined> = new Map();

  /**
   * @param inherited the base image's environment, or the finished scope of the base stage
   * (whose ARGs stay visible, below its ENV).
   */
  constructor(
    graph: StageGraph,
    stage: Stage,
    inherited: ReadonlyMap<string, string> | Scope = new Map(),
  ) {
    this.#graph = graph;
    const parent = inherited instanceof Scope ? inherited : undefined;
    this.#variables = new Variables(
      inherited instanceof Scope ? inherited.#variables : new Map(inherited),
    );
    this.#aboveArgs = parent?.args() ?? NO_ARGS;
    // A named context that stands for a stage is taken as it is.
    const asIs = stage.replaced !== undefined || this.#variables.inEnv('PATH');
    if (!asIs && stageSystem(graph, stage) !== 'windows')
      this.#variables.setEnv('PATH', DEFAULT_PATH);
  }

  /** Value of a variable for the next instruction. */
  lookup(name: string): string | undefined {
    return this.#variables.get(name);
  }

  /** ARGs declared so far (in base stages too) with their values, in order. */
  args(): ReadonlyMap<string, string | undefined> {
    if (this.#args.size === 0) return this.#aboveArgs;
    let all = SharedMap.of(this.#aboveArgs);
    for (const [name, value] of this.#args) all = all.with(name, value);
    return all;
  }

  /** Whether the image will have a variable of that name. */
  inEnv(name: string): boolean {
    return this.#variables.inEnv(name);
  }

  /** The environment that the image will have: ENV and what the base brought. */
  env(): ReadonlyMap<string, string> {
    return this.#variables.env();
  }

  /** All variables: what a RUN sees. */
  variables(): ReadonlyMap<string, string> {
    return this.#variables.all();
  }

  /** Expands a word with the present variables. */
  expand(text: string): {
    readonly text: string;
    readonly unset: readonly string[];
    readonly error?: string;
  } {
    return expandWord(text, (name) => this.lookup(name), { escape: this.#graph.file.escape });
  }

  /** Takes in an instruction; only ARG and ENV have an effect. */
  step(instruction: Instruction): ScopeStep {
    if (instruction.name === 'ENV') return this.#setEnv(instruction);
    return instruction.name === 'ARG' ? this.#declareArgs(instruction) : { unset: [] };
  }

  /** All pairs of one ENV are expanded with the values before it. */
  #setEnv(instruction: Instruction): ScopeStep {
    const unset: string[] = [];
    const values: [string, string][] = [];
    for (const { name, value = '' } of instruction.pairs) {
      const key = this.expand(name);
      const text = this.expand(value);
      unset.push(...key.unset, ...text.unset);
      const error = key.error ?? text.error;
      if (error !== undefined) return { unset, error };
      values.push([key.text, text.text]);
    }
    for (const [name, value] of values) this.#variables.setEnv(name, value);
    return { unset };
  }

  /** Each ARG of a line sees those before it. A build argument wins over the default, that over a global ARG. */
  #declareArgs(instruction: Instruction): ScopeStep {
    const unset: string[] = [];
    for (const { name, value: written } of instruction.pairs) {
      let value = buildArg(this.#graph.options ?? {}, name);
      if (value === undefined && written !== undefined) {
        const expanded = this.expand(written);
        unset.push(...expanded.unset);
        if (expanded.error !== undefined) return { unset, error: expanded.error };
        value = expanded.text;
      }
      if (value === undefined && written === undefined) value = this.#graph.globalArgs.get(name);
      if (value !== undefined && !NOT_IN_ENVIRONMENT.has(name)) this.#variables.setArg(name, value);
      this.#args.set(name, value);
    }
    return { unset };
  }
}
