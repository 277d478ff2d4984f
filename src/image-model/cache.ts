import { goMatch } from '../context/go-match.ts';
import type { CacheInput, StageTrace, StepTrace, Trace } from '../facts/image.ts';
import { treeOf } from './as-tree.ts';
import { reach } from './tree/reach.ts';
import { walk } from './tree/walk.ts';

/** From where on a stage must run again. */
interface DirtyFrom {
  /** Index of the first step; 0 when the stage it starts from is dirty already. */
  readonly step: number;
  /** Number of the first layer that is made anew. */
  readonly layer: number;
}

type Dirty = ReadonlyMap<number, DirtyFrom>;

/**
 * Steps of reached stages that a build runs again after one file of the context changed, in the
 * order of the file: those that take it in (after the ignore file), everything after them in their
 * stage, and what starts from or copies the changed part of such a stage.
 */
export function stepsInvalidatedBy(trace: Trace, changedContextPath: string): readonly StepTrace[] {
  if (trace.context?.decide(changedContextPath).ignored === true) return [];
  const dirty = new Map<number, DirtyFrom>();
  const found: StepTrace[] = [];
  for (const stage of trace.stages) {
    if (!stage) continue;
    const first = firstDirty(trace, stage, dirty, changedContextPath);
    if (first === undefined) continue;
    dirty.set(stage.stage.index, first);
    found.push(...stage.steps.slice(first.step).filter((step) => hasWork(step)));
  }
  return found;
}

/** Instructions that BuildKit runs; the others only set configuration. */
function hasWork(step: StepTrace): boolean {
  return ['RUN', 'COPY', 'ADD', 'WORKDIR'].includes(step.instruction.name);
}

function firstDirty(
  trace: Trace,
  stage: StageTrace,
  dirty: Dirty,
  path: string,
): DirtyFrom | undefined {
  const { base } = stage.stage;
  const below = base.kind === 'stage' ? dirty.get(base.index) : undefined;
  if (below) return { step: 0, layer: below.layer };
  const at = stage.steps.findIndex((step) =>
    step.cacheInputs.some((one) => isDirty(trace, one, dirty, path)),
  );
  const before = stage.steps[at]?.before;
  return before && { step: at, layer: before.layers.length + 1 };
}

function isDirty(trace: Trace, input: CacheInput, dirty: Dirty, path: string): boolean {
  if (input.kind === 'context') {
    const excluded = (input.excludes ?? []).some(
      (pattern) => selects(pattern.replace(/^\*\*\//, ''), path) || selects(pattern, path),
    );
    return !excluded && input.patterns.some((pattern) => selects(pattern, path));
  }
  if (input.kind !== 'stage') return false;
  const first = dirty.get(input.index);
  const source = trace.stages[input.index];
  return first !== undefined && source !== undefined && touched(source, first.layer, input.path);
}

/** Whether a pattern of COPY selects a path, or a directory it is in. */
function selects(pattern: string, path: string): boolean {
  const clean = pattern.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  if (clean === '' || clean === '.') return true;
  const parts = path.split('/');
  return parts.some((_, index) => goMatch(clean, parts.slice(0, index + 1).join('/')) === true);
}

/** Whether the layers from `from` on hold anything of what is at a path of the stage. Copies are compared by content. */
function touched(stage: StageTrace, from: number, path: string): boolean {
  const tree = treeOf(stage.end);
  if (/[*?[]/.test(path) || reach(tree.root, path, true).node === undefined) return true;
  let found = false;
  walk(tree, path, (entry) => {
    if (entry.layer >= from && (entry.kind !== 'dir' || entry.size.high > 0)) found = true;
  });
  // What a command may have written without our knowing counts only where nothing is listed.
  const { entry } = tree.get(path);
  return (
    found ||
    (entry?.kind === 'dir' &&
      tree.list(path).entries.length === 0 &&
      tree.list(path).complete !== 'yes' &&
      entry.layer >= from)
  );
}
