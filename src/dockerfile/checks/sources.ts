import { goLower, goQuote } from '../chars.ts';
import { expandWord } from '../expansion/expand.ts';
import { flagValue } from '../instructions.ts';
import type { Instruction } from '../types.ts';
import { checkInstruction } from '../syntax/validate.ts';
import { isImageName } from './image-names.ts';
import { mountFrom } from './mount-from.ts';
import { Refused } from './refused.ts';
import type { CheckedStage, CheckedStages } from './stage-checks.ts';

// Which stages instructions take from, and in which stages the ONBUILD of their base takes effect.

/** What `--from` names: a stage, or an image, which is always there. */
export type Source = { readonly stage: number } | { readonly image: string };

/** Sources of the instructions and the stages to be walked. */
export interface Sources {
  /** By instruction; one entry a mount for RUN. */
  readonly of: ReadonlyMap<Instruction, readonly Source[]>;
  /** What a stage takes over from the ONBUILD of its base. */
  readonly triggers: ReadonlyMap<number, readonly Instruction[]>;
  /** Stages that the target needs. */
  readonly reached: ReadonlySet<number>;
}

const NO_EXPANSION =
  'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround';

class SourceWalk {
  readonly of = new Map<Instruction, readonly Source[]>();
  readonly triggers = new Map<number, readonly Instruction[]>();
  readonly edges: Set<number>[];
  readonly #given: CheckedStages;
  readonly #escape: '\\' | '`';
  /** Numbers in `--from` count images that earlier instructions named, too. */
  readonly #numbered: Source[];

  constructor(given: CheckedStages, escape: '\\' | '`') {
    this.#given = given;
    this.#escape = escape;
    this.#numbered = given.stages.map(({ index }) => ({ stage: index }));
    this.edges = given.stages.map(() => new Set());
  }

  #named(name: string): Source {
    const stage = this.#given.byName.get(goLower(name));
    return stage === undefined ? { image: name } : { stage };
  }

  #copySource(instruction: Instruction): Source[] {
    const from = flagValue(instruction, 'from') ?? '';
    if (from === '') return [];
    const expanded = expandWord(from, () => undefined, { escape: this.#escape });
    if (expanded.error !== undefined) throw new Refused(expanded.error);
    if (expanded.text !== from) throw new Refused(NO_EXPANSION);
    if (!/^[+-]?[0-9]+$/.test(from)) return [this.#named(from)];
    const found = this.#numbered[Number(from)];
    if (found === undefined) throw new Refused(`invalid stage index ${Number(from)}`);
    return [found];
  }

  #mountSources(instruction: Instruction): Source[] {
    return instruction.flags
      .filter(({ name }) => name === 'mount')
      .map(({ value = '' }) => this.#named(mountFrom(value) || 'scratch'));
  }

  take(stage: number, instruction: Instruction): void {
    if (instruction.name !== 'COPY' && instruction.name !== 'RUN') return;
    if (instruction.flags.length === 0) return;
    const sources =
      instruction.name === 'COPY' ? this.#copySource(instruction) : this.#mountSources(instruction);
    this.of.set(instruction, sources);
    for (const source of sources) {
      if ('stage' in source) this.edges[stage]?.add(source.stage);
      else this.#numbered.push(source);
    }
  }

  /** @throws Refused when stages take from each other in a circle (bases cannot). */
  refuseCircle(): void {
    const state = this.edges.map(() => 0);
    for (const root of this.edges.keys()) {
      const path = [{ at: root, open: [...(this.edges[root] ?? [])] }];
      while (path.length > 0 && state[root] !== 2) {
        const top = path.at(-1);
        if (top === undefined) break;
        state[top.at] = 1;
        const next = top.open.pop();
        if (next === undefined) {
          state[top.at] = 2;
          path.pop();
        } else if (state[next] === 1) {
          const name = this.#given.stages[root]?.name ?? `stage-${root}`;
          throw new Refused(`circular dependency detected on stage: ${name}`);
        } else if (state[next] === 0) path.push({ at: next, open: [...(this.edges[next] ?? [])] });
      }
    }
  }

  /** @throws Refused when an image's name is none. */
  verifyImages(): void {
    const bases = this.#given.stages.filter(({ parent }) => parent === undefined);
    const images = [
      ...bases.map(({ base }) => base),
      ...this.#numbered.flatMap((source) => ('image' in source ? [source.image] : [])),
    ];
    const wrong = images.find((image) => image !== 'scratch' && !isImageName(image));
    if (wrong !== undefined)
      throw new Refused(`failed to parse stage name ${goQuote(wrong)}: invalid reference format`);
  }

  reachedFrom(target: number): Set<number> {
    const reached = new Set<number>();
    const open = [target];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      const stage = this.#given.stages[index];
      if (stage === undefined || reached.has(index)) continue;
      reached.add(index);
      if (stage.parent !== undefined) open.push(stage.parent);
      open.push(...(this.edges[index] ?? []));
    }
    return reached;
  }

  /** Gives a stage the ONBUILD instructions of the stage it is FROM. */
  inherit({ index, parent }: CheckedStage): void {
    const base = parent === undefined ? undefined : this.#given.stages[parent];
    if (base === undefined || this.triggers.has(index)) return;
    const triggers: Instruction[] = [];
    for (const { onbuild } of base.instructions) if (onbuild !== undefined) triggers.push(onbuild);
    this.triggers.set(index, triggers);
    for (const trigger of triggers) {
      const refusal = checkInstruction(trigger, trigger.name);
      if (refusal !== undefined) throw new Refused(refusal.message);
      this.take(index, trigger);
    }
  }
}

/**
 * Finds out what each instruction takes from where.
 * @throws Refused where BuildKit stops.
 */
export function findSources(given: CheckedStages, escape: '\\' | '`', target: number): Sources {
  const walk = new SourceWalk(given, escape);
  for (const { index, instructions } of given.stages) {
    for (const instruction of instructions) walk.take(index, instruction);
  }
  walk.refuseCircle();
  walk.verifyImages();
  // ONBUILD may bring new sources, through which more stages are reached.
  for (let before = -1; before !== walk.triggers.size;) {
    before = walk.triggers.size;
    for (const index of walk.reachedFrom(target)) {
      const stage = given.stages[index];
      if (stage !== undefined) walk.inherit(stage);
    }
    walk.verifyImages();
  }
  return { of: walk.of, triggers: walk.triggers, reached: walk.reachedFrom(target) };
}
