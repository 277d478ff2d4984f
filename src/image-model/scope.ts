import { expandWord, expandWords } from '../dockerfile/expansion/expand.ts';
import { Scope } from '../dockerfile/stages/scope.ts';
import type { Instruction, Stage, StageGraph } from '../dockerfile/types.ts';
import type { ImageConfig } from '../facts/image.ts';
import { type Fact, type Origin, known, unknown } from '../facts/origin.ts';

/** Variables of a stage with what is not known of them: a base nobody knows may set any. */
export interface StageScope {
  readonly scope: Scope;
  /** Variables whose value was made of something unknown. */
  readonly tainted: Map<string, Origin>;
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
  const tainted = new Map(parent?.tainted);
  for (const [name, fact] of config.env) {
    if (fact.known) env.set(name, fact.value);
    else tainted.set(name, fact.because);
  }
  return {
    scope: new Scope(graph, stage, parent?.scope ?? env),
    tainted,
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
    if (!fact.known && pair.value !== undefined) scope.tainted.set(pair.name, fact.because);
    else scope.tainted.delete(pair.name);
  }
}

/** What a RUN sees of variables. */
export function variablesOf(scope: StageScope, origin: Origin): ReadonlyMap<string, Fact<string>> {
  const all = new Map<string, Fact<string>>();
  for (const [name, value] of scope.scope.variables()) all.set(name, known(value, origin));
  for (const [name, because] of scope.tainted) all.set(name, unknown(because));
  // The default PATH stands in for one that an unknown base may have set.
  if (scope.open && !scope.scope.env().has('PATH')) all.set('PATH', unknown(scope.open));
  return all;
}
