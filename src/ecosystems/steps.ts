import type { Evidence, Found } from '../facts/project.ts';
import type { Certainty, ConfigDelta, Copy, Mount, PlanStage, Step } from '../plan/types.ts';

/** What every step carries besides what it does. */
export interface Reason {
  readonly why: readonly Evidence[];
  readonly certainty?: Certainty;
  readonly comment?: readonly string[];
}

function reason(given: Reason): Pick<Step, 'why' | 'certainty' | 'comment'> {
  return {
    why: given.why,
    certainty: given.certainty ?? 'shown',
    ...(given.comment && given.comment.length > 0 && { comment: given.comment }),
  };
}

export function run(commands: readonly string[], mounts: readonly Mount[], why: Reason): Step {
  return { do: 'run', commands, mounts, ...reason(why) };
}

export function copy(what: Copy, why: Reason): Step {
  return { do: 'copy', copy: what, ...reason(why) };
}

export function config(set: ConfigDelta, why: Reason): Step {
  return { do: 'config', set, ...reason(why) };
}

export function keep(text: string, why: Reason): Step {
  return { do: 'keep', text, ...reason(why) };
}

/** Evidence for what a recipe does by itself: a record of what is known, not a place in the project. */
export function knownAs(key: string): readonly Evidence[] {
  return [{ file: 'plimsoll', key }];
}

/** A step is `shown` when what it rests on was read with certainty. */
export function certaintyOf(...found: readonly (Found<unknown> | undefined)[]): Certainty {
  return found.every((one) => one?.confidence === 'certain') ? 'shown' : 'assumed';
}

export function cacheMount(target: string, sharing: 'shared' | 'locked' = 'shared'): Mount {
  return { type: 'cache', target, ...(sharing === 'locked' && { sharing }) };
}

/** All images a list of stages asks the builder for, each once. */
export function imagesOf(stages: readonly PlanStage[]): readonly string[] {
  const own = new Set(stages.map((one) => one.id));
  const images = stages
    .map((one) => one.from)
    .filter((from) => from !== 'scratch' && !own.has(from));
  return [...new Set(images)];
}
