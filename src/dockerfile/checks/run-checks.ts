import { parsePlatform } from '../stages/platform.ts';
import { goLower, goQuote } from '../chars.ts';
import type { Instruction, StageGraph } from '../types.ts';
import { type CheckOptions, fileCheckOptions, optionsAt } from './options.ts';
import { Refused } from './refused.ts';
import { Report, type Site } from './report.ts';
import { findSources, type Sources } from './sources.ts';
import { type CheckedStage, type CheckedStages, checkStages } from './stage-checks.ts';
import { startOf, type StageState } from './stage-state.ts';
import { walkInstruction } from './stage-walk.ts';
import type { WalkInput } from './step.ts';
import { checkText } from './text-checks.ts';
import type { CheckFailure, CheckResult, CheckSurroundings } from './types.ts';

/** Which stage is built. BuildKit takes names only. @throws Refused when there is none of that name. */
function targetOf({ stages, byName }: CheckedStages, target: string | undefined): number {
  if (target === undefined || target === '') return stages.length - 1;
  const index = byName.get(goLower(target));
  if (index === undefined) throw new Refused(`target stage ${goQuote(target)} could not be found`);
  return index;
}

function systemOf(stage: CheckedStage, parent: StageState | undefined, target: string): string {
  if (parent !== undefined) return parent.os;
  return stage.base === 'scratch' ? target : (stage.platform?.os ?? target);
}

function targetSystem({ options }: StageGraph): string {
  const parsed = parsePlatform(options?.platform ?? 'linux');
  return 'platform' in parsed ? parsed.platform.os : 'linux';
}

class StageWalk {
  readonly #graph: StageGraph;
  readonly #options: CheckOptions;
  readonly #input: WalkInput;
  readonly #states: StageState[] = [];
  /** Where the walk is: what BuildKit names when it stops. */
  at: Instruction | undefined;

  constructor(graph: StageGraph, options: CheckOptions, input: WalkInput) {
    this.#graph = graph;
    this.#options = options;
    this.#input = input;
  }

  #walk(state: StageState, instruction: Instruction, site: Site): void {
    this.at = site.instruction;
    walkInstruction(this.#input, state, instruction, site);
  }

  /** Without a target BuildKit checks all stages, reached or not. */
  stage(stage: CheckedStage, triggers: readonly Instruction[]): void {
    const parent = stage.parent === undefined ? undefined : this.#states[stage.parent];
    const os = systemOf(stage, parent, targetSystem(this.#graph));
    const state = startOf(stage, parent, os);
    this.#states[stage.index] = state;
    const name = stage.name ?? String(stage.index);
    for (const trigger of triggers) {
      const options = this.#options;
      const inherited = { instruction: stage.from, options, stage: name, elsewhere: true } as const;
      this.#walk(state, trigger, inherited);
    }
    for (const instruction of stage.instructions) {
      const options = optionsAt(this.#graph.file, instruction, this.#options);
      this.#walk(state, instruction, { instruction, options, stage: name });
    }
  }
}

function checkAll(
  graph: StageGraph,
  options: CheckOptions,
  report: Report,
  surroundings: CheckSurroundings,
): CheckFailure | undefined {
  const { file } = graph;
  const failed = checkText({ file, options, report });
  if (failed !== undefined) return failed;
  let walk: StageWalk | undefined;
  try {
    const given = checkStages({ graph, options, report });
    const target = targetOf(given, graph.options?.target);
    const sources: Sources = findSources(given, file.escape, target);
    walk = new StageWalk(graph, options, {
      file,
      args: given.args,
      buildArgs: graph.options?.buildArgs ?? {},
      sources: sources.of,
      surroundings,
      report,
    });
    const all = (graph.options?.target ?? '') === '';
    for (const stage of given.stages) {
      if (all || sources.reached.has(stage.index))
        walk.stage(stage, sources.triggers.get(stage.index) ?? []);
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { message } = error;
    return walk?.at === undefined ? { message } : { message, instruction: walk.at };
  }
}

/**
 * Runs BuildKit's checks over a Dockerfile as `docker build --check` does: the same places in the same
 * order, up to the first thing that it refuses. Held against its own linter in the tests.
 */
export function runChecks(graph: StageGraph, surroundings: CheckSurroundings = {}): CheckResult {
  const parsed = fileCheckOptions(graph.file, graph.options?.buildArgs);
  if ('refusal' in parsed) return { hits: [], failure: { message: parsed.refusal }, error: false };
  const { options } = parsed;
  const report = new Report(graph.file.text);
  const failure = checkAll(graph, options, report, surroundings);
  const { hits } = report;
  const spoken = hits.filter(({ dormant }) => dormant !== true);
  if (failure !== undefined || !options.error || spoken.length === 0)
    return { hits, error: options.error, ...(failure === undefined ? {} : { failure }) };
  const names = [...new Set(spoken.map(({ check }) => check))].join(', ');
  return { hits, error: true, failure: { message: `lint violation found for rules: ${names}` } };
}
