import type { WalkedContext } from '../context/walk.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type { StepTrace } from '../facts/image.ts';
import type { ReadFiles } from '../host/types.ts';
import { selectFrom } from '../image-model/context-files.ts';
import { interpret, isTooLong } from '../image-model/interpret.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import type { CopyUse } from '../reports/context-report.ts';
import { decodeText } from '../text/bytes.ts';
import { DEFAULT_PLATFORM, behindLinks, whyNot } from './read-dockerfile.ts';
import { UserError } from './user-error.ts';

/** Longest Dockerfile that is read for this, bytes. */
const LONGEST = 1 << 20;

/** What each COPY, ADD and bind mount of the stages that are built takes from the context; a string: why that is not known. */
export function copyUses(
  files: ReadFiles,
  path: string,
  context: WalkedContext,
): readonly CopyUse[] | string {
  let text: string;
  try {
    const real = behindLinks(files, path, context.dir);
    if ((files.stat(real)?.size ?? 0) > LONGEST) return 'is too long to be followed';
    text = decodeText(files.read(real));
  } catch (error) {
    return error instanceof UserError ? error.message : whyNot(error);
  }
  const graph = resolveStages(parseDockerfile(text), { platform: DEFAULT_PLATFORM });
  if (isTooLong(graph)) return 'has more instructions than are followed';
  const trace = interpret(graph, { platform: DEFAULT_PLATFORM, bases: lookupBase, context });
  return trace.stages
    .flatMap((stage) => stage?.steps ?? [])
    .flatMap((step) => useOf(step, context) ?? [])
    .toSorted((a, b) => a.line - b.line);
}

function useOf(step: StepTrace, context: WalkedContext): CopyUse | undefined {
  const inputs = step.cacheInputs.flatMap((input) => (input.kind === 'context' ? [input] : []));
  if (inputs.length === 0) return undefined;
  const taken = new Map<string, number>();
  for (const { patterns, excludes = [] } of inputs) {
    for (const { entry } of patterns.flatMap((one) => selectFrom(context, one, excludes, true)))
      if (entry.kind === 'file') taken.set(entry.path, entry.size);
  }
  return {
    line: step.instruction.startLine,
    instruction: step.instruction.name,
    // An empty source, as a variable without value makes it, is the whole context.
    sources: [...new Set(inputs.flatMap(({ patterns }) => patterns.map((one) => one || '.')))],
    files: taken.size,
    bytes: [...taken.values()].reduce((sum, size) => sum + size, 0),
    complete: inputs.every(({ patterns }) => patterns.length > 0),
  };
}
