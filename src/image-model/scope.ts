import { expandWord, expandWords } from '../dockerfile/expansion/expand.ts';
import { Scope } from '../dockerfile/stages/scope.ts';
import { SharedMap } from '../dockerfile/stages/shared-map.ts';
import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import type { ImageConfig } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';

const NOTHING: ReadonlyMap<string, Origin | undefined> = new Map();

/** Which variables of a stage are not known. What it begins with is shared with the stage it is FROM. */
export class Tainted {
  /** What this stage has found out; undefined: it is known after all. */
  readonly #own: Map<string, Origin | undefined> = new Map();
  readonly #env: ImageConfig['env'];
  readonly #above: ReadonlyMap<string, Origin | undefined>;

  /** @param env the environment with which the stage begins. */
  constructor(env: ImageConfig['env'], above: Tainted | undefined) {
    this.#env = env;
    this.#above = above === undefined ? NOTHING : above.#all();
  }

  /** Why it is not known. */
  get(name: string): Origin | undefined {
    if (this.#own.has(name)) return this.#own.get(name);
    const fact = this.#env.get(name);
    return fact === undefined || fact.known ? this.#above.get(name) : fact.because;
  }

  /** Marks a variable, or takes its mark off. */
  set(name: string, because: Origin | undefined): void {
    if (because === undefined && this.get(name) === undefined) return;
    this.#own.set(name, because);
  }

  #all(): ReadonlyMap<string, Origin | undefined> {
    if (this.#own.size === 0) return this.#above;
    let all = SharedMap.of(this.#above);
    for (const [name, because] of this.#own) all = all.with(name, because);
    return all;
  }
}

/** Variables of a stage with what is not known of them: a base nobody knows may set any. */
export interface StageScope {
  readonly scope: Scope;
  /** Variables whose value was made of something unknown. */
  readonly tainted: Tainted;
  /** Unset variables may have been set by the base. */
  readonly open: Origin | undefined;
  readonly escape: '\\' | '`';
}

/** The scope at the start of a stage. */
export function startScope(
  graph: StageGraph,
  stage: Stage,
  config: ImageConfig,
  parent: StageScope | undefined,
  open: Origin | undefined,
): StageScope {
  const env = new Map<string, string>();
  if (parent === undefined)
    for (const [name, fact] of config.env) if (fact.known) env.set(name, fact.value);
  return {
    scope: new Scope(graph, stage, parent?.scope ?? env),
    tainted: new Tainted(config.env, parent?.tainted),
    open,
    escape: graph.file.escape,
  };
}

/** Expands a word of an instruction. */
export function expandFact(scope: StageScope, text: string, origin: Origin): Fact<string> {
  let doubt: Origin | undefined;
  const lookup = (name: string): string | undefined => {
    const value = scope.scope.lookup(name);
    doubt ??= scope.tainted.get(name) ?? (value === undefined ? scope.open : undefined);
    return value;
  };
  const result = expandWord(text, lookup, { escape: scope.escape });
  if (doubt !== undefined) return unknown(doubt);
  return result.error === undefined ? known(result.text, origin) : unknown(origin);
}

/** Expands a word that may become several (EXPOSE). */
export function expandMany(scope: StageScope, text: string): readonly string[] {
  return expandWords(text, (name) => scope.scope.lookup(name), { escape: scope.escape }).words;
}

/** Takes in ARG or ENV; names whose values come of unknown ones are marked. */
export function stepScope(scope: StageScope, instruction: Instruction, origin: Origin): void {
  const facts = instruction.pairs.map((pair) => ({
    pair,
    fact: expandFact(scope, pair.value ?? '', origin),
  }));
  scope.scope.step(instruction);
  for (const { pair, fact } of facts) {
    const taints = !fact.known && pair.value !== undefined;
    scope.tainted.set(pair.name, taints ? fact.because : undefined);
  }
}

/** What a RUN sees of a variable; undefined when nothing sets it. */
export function variableOf(
  scope: StageScope,
  name: string,
  origin: Origin,
): Fact<string> | undefined {
  // The default PATH stands in for one that an unknown base may have set.
  if (scope.open && name === 'PATH' && !scope.scope.inEnv('PATH')) return unknown(scope.open);
  const because = scope.tainted.get(name);
  if (because !== undefined) return unknown(because);
  const value = scope.scope.lookup(name);
  if (value !== undefined) return known(value, origin);
  // Who declares an ARG without a value means to give it to the build.
  return scope.scope.args().has(name)
    ? unknown({ by: 'assumption', what: `ARG ${name}` })
    : undefined;
}
