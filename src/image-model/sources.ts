import { sourceOf } from '../dockerfile/reach.ts';
import type { SourceRef, StageGraph } from '../dockerfile/types.ts';
import type { ImageState, StageTrace } from '../facts/image.ts';
import type { InterpretInput } from './session.ts';
import { baseState, scratchState } from './start-state.ts';

/** What has been interpreted so far. */
export interface Progress {
  readonly graph: StageGraph;
  readonly input: InterpretInput;
  readonly stages: readonly (StageTrace | undefined)[];
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
      : progress.input.bases(source.ref, progress.input.platform);
  return { source, state: baseState(facts, source.ref) };
}
