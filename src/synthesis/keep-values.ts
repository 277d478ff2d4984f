import { expandWord } from '../dockerfile/expansion/expand.ts';
import type { StageGraph, Stage } from '../dockerfile/types.ts';

/**
 * The raw value of ENV, ARG or LABEL without its quotes, so that it can be put in
 * double quotes again: `$NAME` stays a reference, what single quotes kept literal is escaped.
 */
export function unquoteValue(raw: string): string {
  let out = '';
  let quote = '';
  for (let at = 0; at < raw.length; at++) {
    const unit = raw[at] ?? '';
    if (quote === "'") {
      if (unit === "'") quote = '';
      else out += unit === '$' || unit === '\\' ? `\\${unit}` : unit;
    } else if (unit === '\\' && at + 1 < raw.length) {
      const next = raw[++at] ?? '';
      out += next === '$' || next === '\\' ? `\\${next}` : next === '\n' ? '' : next;
    } else if (unit === '"' || (unit === "'" && quote === '')) {
      quote = quote === '' ? unit : '';
    } else out += unit;
  }
  return out;
}

/** What is known of the variables while a stage is read from top to bottom. */
export class Scope {
  readonly #values = new Map<string, string>();

  set(name: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(name);
    else this.#values.set(name, value);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** The text with its variables replaced; as it stands when that fails. */
  expand(text: string): string {
    const result = expandWord(text, (name) => this.#values.get(name), { escape: '\\' });
    return result.error === undefined ? result.text : text;
  }
}

/** The stages the image is made of, the first one first: the target and what it is FROM. */
export function targetChain(graph: StageGraph): readonly Stage[] {
  const chain: Stage[] = [];
  let stage = graph.stages[graph.target];
  while (stage !== undefined && !chain.includes(stage)) {
    chain.unshift(stage);
    stage = stage.base.kind === 'stage' ? graph.stages[stage.base.index] : undefined;
  }
  return chain;
}

/** Reached stages that are not part of the image itself. */
export function otherStages(graph: StageGraph, chain: readonly Stage[]): readonly Stage[] {
  return graph.stages.filter((one) => graph.reached.has(one.index) && !chain.includes(one));
}
