import { type Bytes, NO_BYTES, UNKNOWN_BYTES, addBytes, exactly } from '../facts/bytes.ts';
import type { Layer, StepTrace, Trace } from '../facts/image.ts';
import { stepsInvalidatedBy } from '../image-model/cache.ts';
import { selectFrom } from '../image-model/context-files.ts';
import { sizeOf } from '../image-model/queries.ts';

export interface ImageEstimate {
  readonly size: Bytes;
  readonly base: Bytes;
  /** Bytes each instruction of the target, and of the stages it starts from, adds. */
  readonly perStep: readonly Layer[];
}

/** Bytes of the image the target would be. */
export function estimateImage(trace: Trace): ImageEstimate {
  const { result } = trace;
  if (!result) return { size: UNKNOWN_BYTES, base: UNKNOWN_BYTES, perStep: [] };
  return { size: sizeOf(result), base: result.baseSize, perStep: result.layers };
}

/** Bytes that COPY, ADD and bind mounts of reached stages take from the context; each file counts once. */
export function estimateContext(trace: Trace): Bytes {
  const inputs = trace.stages.flatMap(
    (stage) => stage?.steps.flatMap((step) => step.cacheInputs) ?? [],
  );
  const sources = inputs.flatMap((one) => (one.kind === 'context' ? [one] : []));
  if (sources.length === 0) return NO_BYTES;
  const { context } = trace;
  if (!context) return UNKNOWN_BYTES;
  const files = new Map<string, number>();
  for (const { patterns, excludes = [] } of sources)
    for (const pattern of patterns)
      for (const { entry } of selectFrom(context, pattern, excludes, true))
        if (entry.kind === 'file') files.set(entry.path, entry.size);
  let sum = 0;
  for (const size of files.values()) sum += size;
  const all = exactly(sum);
  return sources.some((one) => one.patterns.length === 0) ? addBytes(all, UNKNOWN_BYTES) : all;
}

export interface RebuildEstimate {
  readonly steps: readonly StepTrace[];
  /** Those of `steps` that install dependencies over the network. */
  readonly installs: readonly StepTrace[];
}

/** The steps that run again after one file of the context changed. */
export function estimateRebuild(trace: Trace, path: string): RebuildEstimate {
  const steps = stepsInvalidatedBy(trace, path);
  return { steps, installs: steps.filter(isInstall) };
}

/** Managers of dependencies as their effects name them. */
const MANAGERS: ReadonlySet<string> = new Set([
  'apt',
  'apk',
  'dnf',
  'yum',
  'microdnf',
  'zypper',
  'npm',
  'yarn',
  'pnpm',
  'bun',
  'pip',
  'uv',
  'go',
]);

/** Whether a step installs dependencies. */
export function isInstall(step: StepTrace): boolean {
  return step.commands.some(({ effect }) =>
    effect.reads.some((one) => one.kind === 'network' && MANAGERS.has(one.what)),
  );
}
