import type { Instruction, Stage } from '../dockerfile/types.ts';
import { type Bytes, addBytes } from '../facts/bytes.ts';
import type { CommandTrace, Leftover, StageTrace, StepTrace, Trace } from '../facts/image.ts';
import type { Span } from '../text/span.ts';
import type { RuleInput } from './types.ts';

/** An instruction with its effect and the stage it stands in. */
export interface Place {
  readonly stage: StageTrace;
  readonly step: StepTrace;
}

/** A command of an instruction, with where it stands. */
export interface CommandPlace extends Place {
  readonly command: CommandTrace;
}

/** The stages whose layers are in the image that ships: the target and what it is FROM, base first. */
export function shippedStages(trace: Trace): StageTrace[] {
  const chain: StageTrace[] = [];
  const seen = new Set<number>();
  let index = trace.graph.target;
  while (!seen.has(index)) {
    seen.add(index);
    const stage = trace.stages[index];
    if (stage === undefined) break;
    chain.push(stage);
    if (stage.stage.base.kind !== 'stage') break;
    index = stage.stage.base.index;
  }
  return chain.toReversed();
}

/** The stages that are built for the target, in file order. */
export function builtStages(trace: Trace): StageTrace[] {
  return trace.stages.filter((stage) => stage !== undefined);
}

export function* placesIn(stages: readonly StageTrace[]): Generator<Place> {
  for (const stage of stages) for (const step of stage.steps) yield { stage, step };
}

/** Commands of the RUN instructions of stages, in order. */
export function* runCommands(stages: readonly StageTrace[]): Generator<CommandPlace> {
  for (const place of placesIn(stages)) {
    if (place.step.instruction.name !== 'RUN') continue;
    for (const command of place.step.commands) yield { ...place, command };
  }
}

/** A stage as messages name it: its name, else its number. */
export function stageName(stage: Stage): string {
  return stage.name ?? String(stage.index);
}

/** The reference in a FROM line: what base findings point at. */
export function baseSpan(from: Instruction): Span {
  return from.args[0]?.span ?? from.keyword;
}

/** What an instruction leaves in the shipped image, one entry a command, sizes added. */
export interface LeftBehind extends Place {
  readonly span: Span;
  readonly left: readonly Leftover[];
  readonly size: Bytes;
}

/** Leftovers of a kind in the image that ships, grouped by the command that left them. */
export function leftBehind(
  input: RuleInput,
  kind: Leftover['kind'],
  at: (path: string) => boolean = () => true,
): LeftBehind[] {
  const groups = new Map<string, { span: Span; left: Leftover[] }>();
  for (const left of input.trace.result?.leftovers ?? []) {
    const span = left.origin.at;
    if (left.kind !== kind || span === undefined || !at(left.path)) continue;
    const key = `${span.start}:${span.end}`;
    const group = groups.get(key) ?? { span, left: [] };
    group.left.push(left);
    groups.set(key, group);
  }
  const places = inFileOrder(placesIn(shippedStages(input.trace)));
  return [...groups.values()].flatMap(({ span, left }) => {
    const place = placeOf(places, span);
    if (place === undefined) return [];
    return [{ ...place, span, left, size: addBytes(...left.map((one) => one.size)) }];
  });
}

/** Lists and packages have a size: one that may be nothing stands for something that may not be there. */
export function isCertain({ size }: { readonly size: Bytes }): boolean {
  return size.low > 0 || size.basis === 'unknown';
}

/** Places sorted by where they stand, for `placeOf`. */
export function inFileOrder(places: Iterable<Place>): Place[] {
  return [...places].toSorted(
    (a, b) => a.step.instruction.span.start - b.step.instruction.span.start,
  );
}

/** The place whose instruction a span lies in; `places` in file order. */
export function placeOf(places: readonly Place[], span: Span): Place | undefined {
  let [low, high] = [0, places.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle]?.step.instruction.span.start ?? 0) <= span.start) low = middle;
    else high = middle - 1;
  }
  const place = places[low];
  return place !== undefined && contains(place.step.instruction.span, span) ? place : undefined;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Development images are for people at work: tools, reloaders and test dependencies belong in them. */
export function isForDevelopment(input: RuleInput): boolean {
  if (/(^|[\\/])\.(devcontainer|gitpod)([\\/.]|$)/.test(input.path)) return true;
  const file = input.path.split(/[\\/]/).at(-1) ?? '';
  const target = input.trace.graph.stages[input.trace.graph.target]?.name ?? '';
  return DEVELOPMENT.test(file) || DEVELOPMENT.test(target);
}

const DEVELOPMENT = /(^|[._-])(dev|devel|development|local|test|tests|testing|ci|debug)([._-]|$)/i;
