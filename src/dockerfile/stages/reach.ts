import { parseImageName } from '../build/image-name.ts';
import { goLower, goQuote } from '../chars.ts';
import { expandWord } from '../expansion/expand.ts';
import type { StageProblem } from './global-args.ts';
import { flagOf, runMounts } from '../instructions.ts';
import { contextNamed } from './named-contexts.ts';
import { triggersOf } from './triggers.ts';
import type { Instruction, ResolveOptions, SourceRef, Stage, StageGraph } from '../types.ts';

export { triggersOf } from './triggers.ts';

/** An instruction's dependence on a stage. */
interface Dependence {
  readonly index: number;
  /** Where BuildKit sees it: a trigger stands at the FROM that takes it over. */
  readonly at: Place;
  readonly refusal: string;
}

type Place = Pick<StageProblem, 'line' | 'span'>;

function placeOf({ startLine: line, span }: Instruction): Place {
  return { line, span };
}

const NO_EXPANSION =
  'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround';

const noValue = (): undefined => undefined;

const nameTables = new WeakMap<readonly Stage[], ReadonlyMap<string, number>>();

/** Index of the last stage of that name, in any case; -1 when there is none. */
function stageNamed(stages: readonly Stage[], name: string): number {
  let table = nameTables.get(stages);
  if (table === undefined) {
    table = new Map(
      stages.flatMap((stage) =>
        stage.name === undefined ? [] : [[stage.name, stage.index] as const],
      ),
    );
    nameTables.set(stages, table);
  }
  return table.get(goLower(name)) ?? -1;
}

/** Whether a `--from` is a number and not a name, as Go reads integers. */
function isIndex(ref: string): boolean {
  return /^[+-]?[0-9]+$/.test(ref) && Math.abs(Number(ref)) < 2 ** 63;
}

function copySource(stages: readonly Stage[], ref: string): number {
  return isIndex(ref) ? Number(ref) : stageNamed(stages, ref);
}

/**
 * What a `--from` of COPY or a `from=` of a mount names; nothing named is the build context.
 * Names are compared in any case; numbers name stages for COPY only, and after the stages the
 * images that COPY and mounts name.
 */
export function sourceOf(
  graph: StageGraph,
  _stage: number,
  ref: string | undefined,
  by: 'copy' | 'mount' = 'copy',
): SourceRef {
  if (ref === undefined || ref === '') return { kind: 'context' };
  const { stages, images = [], options = {} } = graph;
  const index = by === 'copy' ? copySource(stages, ref) : stageNamed(stages, ref);
  if (stages[index] !== undefined) return { kind: 'stage', index };
  const image = (by === 'copy' && isIndex(ref) ? images[index - stages.length] : undefined) ?? ref;
  return imageSource(options, image);
}

/** The image of that name, or the named context that stands for it. */
export function imageSource(options: ResolveOptions, ref: string): SourceRef {
  if (ref === 'scratch') return { kind: 'image', ref };
  return contextNamed(options, ref) ?? { kind: 'image', ref };
}

/** What the graph of stages needs to know of a file. */
export interface ReachInput {
  readonly stages: readonly Stage[];
  readonly escape: '\\' | '`';
}

class Graph {
  readonly #stages: readonly Stage[];
  readonly #escape: '\\' | '`';
  /** Images that are no stages, in BuildKit's order, each with the line that names it. */
  readonly images: { readonly ref: string; readonly at: Place }[] = [];
  readonly problems: StageProblem[] = [];
  readonly edges: Dependence[][] = [];

  constructor({ stages, escape }: ReachInput) {
    this.#stages = stages;
    this.#escape = escape;
    for (const stage of stages)
      this.edges.push(this.#edgesOf(stage, stage.replaced ?? stage.instructions));
  }

  #edgesOf(stage: Stage, instructions: readonly Instruction[], from?: Instruction): Dependence[] {
    const current = stage.name ?? `stage-${stage.index}`;
    const edges: Dependence[] = [];
    for (const instruction of instructions) {
      // Only flags name a stage.
      if (instruction.flags.length === 0) continue;
      const at = from ?? instruction;
      if (instruction.name === 'COPY')
        edges.push(...this.#copyEdge(instruction, current, placeOf(at)));
      else if (instruction.name === 'RUN')
        edges.push(...this.#mountEdges(instruction, placeOf(at)));
    }
    return edges;
  }

  #copyEdge(instruction: Instruction, current: string, at: Place): Dependence[] {
    const flag = flagOf(instruction, 'from');
    const ref = flag?.value;
    if (flag === undefined || ref === undefined || ref === '') return [];
    const fail = (message: string): Dependence[] => {
      const span = at.line === instruction.startLine ? flag.span : at.span;
      this.problems.push({ message, line: at.line, span });
      return [];
    };
    const expanded = expandWord(ref, noValue, { escape: this.#escape });
    if (expanded.error !== undefined) return fail(expanded.error);
    if (expanded.text !== ref) return fail(NO_EXPANSION);
    const index = copySource(this.#stages, ref);
    if (index === -1 && !isIndex(ref)) {
      this.images.push({ ref, at });
      return [];
    }
    if (this.#stages[index] === undefined) {
      const named = this.images[index - this.#stages.length] !== undefined;
      return named ? [] : fail(`invalid stage index ${index}`);
    }
    const order = `it needs to be defined before current stage ${goQuote(current)}`;
    return [{ index, at, refusal: `cannot copy from stage ${goQuote(ref)}, ${order}` }];
  }

  #mountEdges(instruction: Instruction, at: Place): Dependence[] {
    return runMounts(instruction).flatMap(({ from = '', target = '', type }) => {
      // A mount that names nothing still depends on a stage of that name, but only a cache uses it.
      const ref = from === '' ? 'scratch' : from;
      const index = stageNamed(this.#stages, ref);
      const order = 'stage needs to be defined before current command';
      const used = from !== '' || type === 'cache';
      const names = `${goQuote(ref)} to ${goQuote(target)}`;
      const refusal = used ? `cannot mount from stage ${names}, ${order}` : '';
      if (index < 0) this.images.push({ ref, at });
      return index < 0 ? [] : [{ index, at, refusal }];
    });
  }

  /** Reports the first circle of COPY and mounts (bases cannot form one). */
  reportCircle(): void {
    const state = this.edges.map(() => 0);
    for (let root = 0; root < this.edges.length; root++) {
      const path = [{ index: root, edge: 0 }];
      while (path.length > 0 && state[root] !== 2) {
        const top = path.at(-1);
        if (top === undefined) break;
        state[top.index] = 1;
        const edge = this.edges[top.index]?.[top.edge++];
        if (edge === undefined) {
          state[top.index] = 2;
          path.pop();
        } else if (state[edge.index] === 1) {
          const name = this.#stages[root]?.name ?? `stage-${root}`;
          const message = `circular dependency detected on stage: ${name}`;
          // Of several lines with the same dependence BuildKit keeps the last.
          const last = this.edges[top.index]?.findLast(({ index }) => index === edge.index);
          this.problems.push({ ...(last ?? edge).at, message });
          return;
        } else if (state[edge.index] === 0) path.push({ index: edge.index, edge: 0 });
      }
    }
  }

  /** The stages a target needs. A stage that is reached takes over the triggers of its base stage. */
  reachedFrom(target: number): Set<number> {
    const reached = new Set<number>();
    const open = [target];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const stage = this.#stages[index];
      if (stage === undefined || reached.has(index)) continue;
      reached.add(index);
      if (stage.base.kind === 'stage') open.push(stage.base.index);
      const triggers = triggersOf(this.#stages, stage);
      const taken = this.#edgesOf(stage, triggers, stage.from);
      if (taken.length > 0) this.edges[index] = [...taken, ...(this.edges[index] ?? [])];
      for (const edge of this.edges[index] ?? []) open.push(edge.index);
    }
    return reached;
  }

  reportOrder(reached: ReadonlySet<number>): void {
    for (const [index, edges] of this.edges.entries()) {
      const stage = this.#stages[index];
      if (!reached.has(index) || stage === undefined || stage.replaced !== undefined) continue;
      for (const { index: source, at, refusal } of edges) {
        if (source < index || refusal === '' || this.#stages[source]?.replaced !== undefined)
          continue;
        this.problems.push({ ...at, message: refusal, late: true });
      }
    }
  }
}

function nameProblem({ ref, at }: { readonly ref: string; readonly at: Place }): StageProblem[] {
  if (ref === 'scratch') return [];
  const parsed = parseImageName(ref);
  if ('name' in parsed) return [];
  const message = `failed to parse stage name ${goQuote(ref)}: ${parsed.error}`;
  return [{ ...at, message }];
}

/** The stages a build of `target` needs, and what BuildKit refuses about references between stages. */
export function reachedStages(
  input: ReachInput,
  target: number,
): {
  reached: ReadonlySet<number>;
  images: readonly string[];
  problems: readonly StageProblem[];
} {
  const graph = new Graph(input);
  graph.reportCircle();
  for (const image of graph.images) graph.problems.push(...nameProblem(image));
  const known = graph.images.length;
  const reached = graph.reachedFrom(target);
  for (const image of graph.images.slice(known)) graph.problems.push(...nameProblem(image));
  graph.reportOrder(reached);
  return { reached, images: graph.images.map(({ ref }) => ref), problems: graph.problems };
}
