import type { Site } from './report.ts';
import { DEFAULT_PATH } from '../stages/scope.ts';
import { SharedMap } from '../stages/shared-map.ts';
import { Variables } from '../stages/variables.ts';
import type { CheckedStage } from './stage-checks.ts';

const NONE: ReadonlyMap<string, true> = new Map();

/** Names that ARG declared, in this stage and those it is FROM. */
export class DeclaredArgs {
  readonly #own: Set<string> = new Set();
  readonly #above: ReadonlyMap<string, true>;

  constructor(above?: DeclaredArgs) {
    this.#above = above === undefined ? NONE : above.#all();
  }

  add(name: string): void {
    this.#own.add(name);
  }

  has(name: string): boolean {
    return this.#own.has(name) || this.#above.has(name);
  }

  #all(): ReadonlyMap<string, true> {
    if (this.#own.size === 0) return this.#above;
    let all = SharedMap.of(this.#above);
    for (const name of this.#own) all = all.with(name, true);
    return all;
  }
}

/** What the checks keep in mind while they walk a stage. */
export interface StageState {
  readonly stage: CheckedStage;
  readonly variables: Variables;
  /** ARGs declared so far, with those of base stages. */
  readonly args: DeclaredArgs;
  readonly os: string;
  workdir: string;
  /** A WORKDIR stands in this file. */
  workdirSet: boolean;
  shellSet: boolean;
  /** The instructions of which only the last counts. */
  readonly last: Map<string, Site>;
}

/** The state in which a stage begins: that in which its base stage ended; of images nothing is known. */
export function startOf(
  stage: CheckedStage,
  parent: StageState | undefined,
  os: string,
): StageState {
  const variables = new Variables(parent?.variables);
  if (!variables.inEnv('PATH') && os !== 'windows') variables.setEnv('PATH', DEFAULT_PATH);
  return {
    stage,
    variables,
    args: new DeclaredArgs(parent?.args),
    os,
    workdir: parent?.workdir ?? '/',
    workdirSet: parent?.workdirSet ?? false,
    shellSet: parent?.shellSet ?? false,
    last: new Map(),
  };
}
