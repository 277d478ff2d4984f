import { sourceOf } from '../dockerfile/stages/reach.ts';
import type { SourceRef, StageGraph } from '../dockerfile/types.ts';
import type { BaseFacts, BaseLookup, ImageState, StageTrace } from '../facts/image.ts';
import type { InterpretInput } from './session.ts';
import { baseState, scratchState } from './start-state.ts';

/** Records by lookup and reference: a record is asked for once, so that its tree is built once. */
const records = new WeakMap<BaseLookup, Map<string, BaseFacts | undefined>>();

/** What is known of an image by reference. */
export function factsOf(
  input: InterpretInput,
  ref: string,
  platform: string,
): BaseFacts | undefined {
  let all = records.get(input.bases);
  if (!all) records.set(input.bases, (all = new Map()));
  const key = `${platform} ${ref}`;
  if (!all.has(key)) all.set(key, input.bases(ref, platform));
  return all.get(key);
}

/** What may still be followed of this file: repetition must not cost more than it says. */
export interface Left {
  /** Commands of scripts. */
  commands: number;
  /** Names copied from one tree to another. */
  names: number;
}

/** What has been interpreted so far. */
export interface Progress {
  readonly graph: StageGraph;
  readonly input: InterpretInput;
  readonly stages: readonly (StageTrace | undefined)[];
  readonly left: Left;
}

/** The state in which a `--from` or `from=` is looked into; undefined for the build context. */
export function sourceState(
  progress: Progress,
  stage: number,
  ref: string | undefined,
  by: 'copy' | 'mount',
): { readonly source: SourceRef; readonly state?: ImageState } {
  const source = sourceOf(progress.graph, stage, ref, by);
  if (source.kind === 'context') return { source };
  if (source.kind === 'stage') {
    const state = progress.stages[source.index]?.end;
    return { source, state: state ?? baseState(undefined, ref) };
  }
  if (source.ref === 'scratch') return { source, state: scratchState() };
  const facts =
    source.ref === undefined
      ? undefined
      : factsOf(progress.input, source.ref, progress.input.platform);
  return { source, state: baseState(facts, source.ref) };
}
