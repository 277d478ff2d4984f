import type { NeedKind } from '../facts/need.ts';
import type { Span } from '../text/span.ts';
import { type Failure, failuresOf } from './failing.ts';
import { stageName } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** A failure with where it is said. */
export interface PlacedFailure extends Failure {
  readonly span: Span;
  readonly stage?: string;
}

/** Failures of these kinds as matches of a rule: in a build, at the start, in a health check. */
export function placedFailures(input: RuleInput, ...kinds: readonly NeedKind[]): PlacedFailure[] {
  return failuresOf(input, ...kinds).map((failure) => {
    const stage = failure.place && stageName(failure.place.stage.stage);
    return { ...failure, span: failure.need.at, ...(stage === undefined ? {} : { stage }) };
  });
}

/** What fails, for the middle of a sentence. */
export function whatFails(when: Failure['when']): string {
  if (when === 'build') return 'this RUN fails';
  return when === 'start' ? 'the container does not start' : 'the health check always fails';
}
