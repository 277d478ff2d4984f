import { copyParts } from '../dockerfile/instructions.ts';
import type { Instruction } from '../dockerfile/types.ts';
import { NO_BYTES, UNKNOWN_BYTES, exactly } from '../facts/bytes.ts';
import type { Change, ImageState, StepTrace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Origin, known } from '../facts/origin.ts';
import { and } from '../facts/tri.ts';
import { treeOf } from './as-tree.ts';
import { copyFromContext } from './copy-context.ts';
import { copyFromState } from './copy-from.ts';
import { type Copied, type Copying, copiedEntry, goalOf, ownerOf } from './copying.ts';
import { type StageScope, expandFact } from './scope.ts';
import { type Progress, sourceState } from './sources.ts';
import { joinPath, partsOf } from './tree/paths.ts';
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
  const common = {
    progress,
    before,
    instruction,
    parts,
    layer: before.layers.length + 1,
    origin,
    owned: ownerOf(before, parts, text, origin),
    text,
  };
  const start = { ...common, ...goalOf(before.config, treeOf(before), parts, text) };
  const result = copySources(stage, common, withParents(start));
  const needs = [
    ...(result.needs ?? []),
    ...placeNeeds(start, result.files),
    ...emptyPatterns(start, result),
  ];
  const copying = { ...common, ...goalOf(before.config, result.files, parts, text) };
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
    ...(needs.length > 0 ? { needs } : {}),
    cacheInputs: result.inputs,
    succeeds: result.succeeds,
    writes,
  };
}

/** Copies one source after the other: each finds what the ones before it have made of the destination. */
function copySources(
  stage: number,
  common: Omit<Copying, 'goal' | 'intoDirectory'>,
  files: Tree,
): Copied {
  const { progress, before, parts, text } = common;
  const { source, state } = sourceState(progress, stage, parts.from?.value, 'copy');
  let result: Copied = { files, succeeds: 'yes', inputs: [], needs: [] };
  for (const word of parts.sources) {
    const copying = { ...common, ...goalOf(before.config, result.files, parts, text) };
    const one = state
      ? copyFromState(copying, result.files, word, source, state)
      : copyFromContext(copying, result.files, word);
    result = {
      files: one.files,
      succeeds: and(result.succeeds, one.succeeds),
      inputs: [...result.inputs, ...one.inputs],
      needs: [...(result.needs ?? []), ...(one.needs ?? [])],
      carried: {
        leftovers: [...(result.carried?.leftovers ?? []), ...(one.carried?.leftovers ?? [])],
        packages: [...(result.carried?.packages ?? []), ...(one.carried?.packages ?? [])],
      },
    };
  }
  return result;
}

/** Directories above the destination that are made on the way belong to whom `--chown` says. */
function withParents(copying: Copying): Tree {
  const { goal, before, parts } = copying;
  const files = treeOf(before);
  if (goal === undefined || parts.chown === undefined) return files;
  const names = partsOf(goal).slice(0, -1);
  const missing = names
    .map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
    .filter((path) => files.get(path).is === 'no');
  const mode = { mode: known(0o755, copying.origin) };
  const changes = missing.map((path): Change => ({
    do: 'put',
    path,
    entry: { ...copiedEntry(copying, 'dir', NO_BYTES), ...mode },
  }));
  return changes.length === 0 ? files : files.apply(changes);
}

/** Several sources, or a pattern that matches several things. */
function takesSeveral({ parts, progress, text }: Copying): boolean {
  const { sources, from } = parts;
  const [word] = sources;
  if (sources.length > 1 || word === undefined) return sources.length > 1;
  const pattern = text(word.text);
  const { context } = progress.input;
  if (pattern === undefined || !/[*?[]/.test(pattern) || from !== undefined || !context)
    return false;
  return context.select(pattern).length > 1;
}

/** A name with a pattern behind it that lets the file be left out: `yarn.lock*`, `package-lock.jso[n]`. */
const OPTIONAL = /\w[*?]+$|\[[^\]]\]$/;

/** Patterns of which none matches anything: the instruction copies nothing. */
function emptyPatterns({ parts, text, progress }: Copying, result: Copied): Need[] {
  const { context } = progress.input;
  const { sources, from, heredocs } = parts;
  if (!context || from !== undefined || heredocs.length > 0 || result.succeeds !== 'yes') return [];
  const patterns = sources.map((word) => text(word.text));
  const isEmpty = patterns.every(
    (one) =>
      one !== undefined &&
      /[*?[]/.test(one) &&
      !OPTIONAL.test(one) &&
      context.select(one).length === 0,
  );
  const [word] = sources;
  const [arg] = patterns;
  if (!isEmpty || word === undefined || arg === undefined) return [];
  const origin: Origin = { by: 'context', what: 'the build context' };
  return [{ what: 'source', arg, at: word.span, met: 'no', origin }];
}

/**
 * Several files without a slash behind the destination: where no directory is, each takes the place of the
 * one before, and only the last is left.
 */
function placeNeeds(copying: Copying, after: Tree): Need[] {
  const { parts, goal, before, origin } = copying;
  const { destination } = parts;
  if (goal === undefined || destination === undefined || !takesSeveral(copying)) return [];
  if (/(^|\/)\.{0,2}$/.test(destination.text) || before.files.get(goal).is !== 'no') return [];
  const { entry } = after.get(goal);
  if (entry?.kind !== 'file' || entry.origin.by === 'assumption') return [];
  return [{ what: 'place', arg: goal, at: destination.span, met: 'no', origin }];
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
