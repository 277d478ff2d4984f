import { goLower, goQuote } from './chars.ts';
import { expandWord } from './expand.ts';
import type { StageProblem } from './global-args.ts';
import { flagOf, runMounts } from './instructions.ts';
import type { Instruction, SourceRef, Stage, StageGraph } from './types.ts';

/** An instruction's dependence on a stage. */
interface Dependence {
  readonly index: number;
  readonly instruction: Instruction;
  readonly refusal: string;
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

function copySource(stages: readonly Stage[], ref: string): number {
  if (/^[+-]?[0-9]+$/.test(ref)) return Number(ref);
  return stageNamed(stages, ref);
}

/**
 * What a `--from` of COPY or a `from=` of a mount names; nothing named is the build context.
 * Names are compared in any case; numbers name stages for COPY only.
 */
export function sourceOf(
  graph: StageGraph,
  _stage: number,
  ref: string | undefined,
  by: 'copy' | 'mount' = 'copy',
): SourceRef {
  if (ref === undefined || ref === '') return { kind: 'context' };
  const index = by === 'copy' ? copySource(graph.stages, ref) : stageNamed(graph.stages, ref);
  if (graph.stages[index] !== undefined) return { kind: 'stage', index };
  return { kind: 'image', ref };
}

const triggerTables = new WeakMap<Stage, readonly Instruction[]>();

/** Instructions that a stage takes over from its base stage's ONBUILD. */
export function triggersOf(stages: readonly Stage[], stage: Stage): readonly Instruction[] {
  const base = stage.base.kind === 'stage' ? stages[stage.base.index] : undefined;
  if (base === undefined) return [];
  let triggers = triggerTables.get(base);
  if (triggers === undefined) {
    triggers = base.instructions.flatMap((instruction) => instruction.onbuild ?? []);
    triggerTables.set(base, triggers);
  }
  return triggers;
}

class Graph {
  readonly #stages: readonly Stage[];
  readonly #escape: '\\' | '`';
  readonly problems: StageProblem[] = [];
  readonly edges: Dependence[][];

  constructor(stages: readonly Stage[], escape: '\\' | '`') {
    this.#stages = stages;
    this.#escape = escape;
    this.edges = stages.map((stage) => this.#edgesOf(stage));
  }

  #edgesOf(stage: Stage): Dependence[] {
    const all = [...triggersOf(this.#stages, stage), ...stage.instructions];
    const current = stage.name ?? `stage-${stage.index}`;
    return all.flatMap((instruction) => {
      if (instruction.name === 'COPY') return this.#copyEdge(instruction, current);
      return instruction.name === 'RUN' ? this.#mountEdges(instruction) : [];
    });
  }

  #copyEdge(instruction: Instruction, current: string): Dependence[] {
    const flag = flagOf(instruction, 'from');
    const ref = flag?.value;
    if (flag === undefined || ref === undefined || ref === '') return [];
    const fail = (message: string): Dependence[] => {
      this.problems.push({ message, line: instruction.startLine, span: flag.span });
      return [];
    };
    const expanded = expandWord(ref, noValue, { escape: this.#escape });
    if (expanded.error !== undefined) return fail(expanded.error);
    if (expanded.text !== ref) return fail(NO_EXPANSION);
    const index = copySource(this.#stages, ref);
    if (index === -1 && !/^[+-]?[0-9]/.test(ref)) return [];
    if (this.#stages[index] === undefined) return fail(`invalid stage index ${index}`);
    const order = `it needs to be defined before current stage ${goQuote(current)}`;
    return [{ index, instruction, refusal: `cannot copy from stage ${goQuote(ref)}, ${order}` }];
  }

  #mountEdges(instruction: Instruction): Dependence[] {
    return runMounts(instruction).flatMap(({ from = 'scratch', target = '' }) => {
      const index = stageNamed(this.#stages, from);
      const order = 'stage needs to be defined before current command';
      const refusal = `cannot mount from stage ${goQuote(from)} to ${goQuote(target)}, ${order}`;
      return index < 0 ? [] : [{ index, instruction, refusal }];
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
          const { startLine: line, span } = edge.instruction;
          this.problems.push({ message, line, span });
          return;
        } else if (state[edge.index] === 0) path.push({ index: edge.index, edge: 0 });
      }
    }
  }

  reachedFrom(target: number): Set<number> {
    const reached = new Set<number>();
    const open = [target];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const stage = this.#stages[index];
      if (stage === undefined || reached.has(index)) continue;
      reached.add(index);
      if (stage.base.kind === 'stage') open.push(stage.base.index);
      for (const edge of this.edges[index] ?? []) open.push(edge.index);
    }
    return reached;
  }

  reportOrder(reached: ReadonlySet<number>): void {
    for (const [index, edges] of this.edges.entries()) {
      if (!reached.has(index)) continue;
      for (const { index: source, instruction, refusal } of edges) {
        if (source < index) continue;
        this.problems.push({
          message: refusal,
          line: instruction.startLine,
          span: instruction.span,
        });
      }
    }
  }
}

/** The stages a build of `target` needs, and what BuildKit refuses about references between stages. */
export function reachedStages(
  stages: readonly Stage[],
  target: number,
  escape: '\\' | '`',
): { reached: ReadonlySet<number>; problems: readonly StageProblem[] } {
  const graph = new Graph(stages, escape);
  graph.reportCircle();
  const reached = graph.reachedFrom(target);
  graph.reportOrder(reached);
  return { reached, problems: graph.problems };
}
