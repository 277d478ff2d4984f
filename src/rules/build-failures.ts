import type { Need, NeedKind } from '../facts/need.ts';
import type { Sight } from './define-rule.ts';
import { failuresOf } from './failing.ts';
import { type Place, stageName } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** A need of the build that is not met, and the instruction that fails of it. */
export interface BuildSight extends Sight {
  readonly need: Need;
  readonly place: Place;
}

/** What fails in the build for want of something, by kind of need. */
export function buildFailures(input: RuleInput, ...kinds: readonly NeedKind[]): BuildSight[] {
  return failuresOf(input, ...kinds).flatMap(({ need, place }) =>
    place === undefined
      ? []
      : [{ span: need.at, stage: stageName(place.stage.stage), need, place }],
  );
}
