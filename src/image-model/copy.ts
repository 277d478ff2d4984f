import { copyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { UNKNOWN_BYTES, exactly } from '../facts/bytes.ts';
import type { Change, ImageState, StepTrace } from '../facts/image.ts';
import type { Origin } from '../facts/origin.ts';
import { and } from '../facts/tri.ts';
import { treeOf } from './as-tree.ts';
import { copyFromContext } from './copy-context.ts';
import { copyFromState } from './copy-from.ts';
import { type Copied, type Copying, copiedEntry, goalOf, ownerOf } from './copying.ts';
import { type StageScope, expandFact } from './scope.ts';
import { type Progress, sourceState } from './sources.ts';
import { joinPath } from './tree/paths.ts';
import type { Tree } from './tree/tree.ts';
import { writtenBetween } from './tree/walk.ts';

/** Interprets COPY and ADD. */
export function copyStep(
  progress: Progress,
  stage: number,
  before: ImageState,
  instruction: Instruction,
  scope: StageScope,
): StepTrace {
  const parts = copyParts(instruction);
  const origin: Origin = { by: 'context', at: instruction.span, what: instruction.name };
  const text = (word: string): string | undefined => {
    const fact = expandFact(scope, word, origin);
    return fact.known ? fact.value : undefined;
  };
  const copying: Copying = {
    progress,
    before,
    instruction,
    parts,
    ...goalOf(before, parts, text),
    layer: before.layers.length + 1,
    origin,
    owned: ownerOf(before, parts, text, origin),
    text,
  };
  const { source, state } = sourceState(progress, stage, parts.from?.value, 'copy');
  let result: Copied = { files: treeOf(before), succeeds: 'yes', inputs: [] };
  for (const word of parts.sources) {
    const one = state
      ? copyFromState(copying, result.files, word.text, source, state)
      : copyFromContext(copying, result.files, word.text);
    result = {
      files: one.files,
      succeeds: and(result.succeeds, one.succeeds),
      inputs: [...result.inputs, ...one.inputs],
      carried: {
        leftovers: [...(result.carried?.leftovers ?? []), ...(one.carried?.leftovers ?? [])],
        packages: [...(result.carried?.packages ?? []), ...(one.carried?.packages ?? [])],
      },
    };
  }
  const files = inline(copying, result.files);
  const writes = writtenBetween(treeOf(before), files, copying.layer);
  const after: ImageState = {
    ...before,
    files,
    packages: [...before.packages, ...(result.carried?.packages ?? [])],
    leftovers: [...before.leftovers, ...(result.carried?.leftovers ?? [])],
    layers: [...before.layers, { instruction, size: writes }],
  };
  return {
    instruction,
    before,
    after,
    commands: [],
    cacheInputs: result.inputs,
    succeeds: result.succeeds,
    writes,
  };
}

/** Files whose text stands in the Dockerfile. */
function inline(copying: Copying, files: Tree): Tree {
  const { goal } = copying;
  if (goal === undefined) return files;
  const changes = copying.parts.heredocs.map(({ heredoc }): Change => {
    const content = heredoc.expand ? copying.text(heredoc.content) : heredoc.content;
    const path = copying.intoDirectory ? joinPath(goal, heredoc.name) : goal;
    const size =
      content === undefined
        ? { ...UNKNOWN_BYTES, high: 1e6 }
        : exactly(new TextEncoder().encode(content).length);
    return {
      do: 'put',
      path,
      entry: copiedEntry(
        copying,
        'file',
        size,
        content === undefined ? {} : { content: { text: content } },
      ),
    };
  });
  return changes.length === 0 ? files : files.apply(changes);
}
