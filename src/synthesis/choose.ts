import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type { Dockerfile, StageGraph } from '../dockerfile/types.ts';
import type { ContextFacts } from '../facts/context.ts';
import type { BaseLookup, StepTrace, Trace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { interpret, type InterpretInput } from '../image-model/interpret.ts';
import { aptSize } from '../knowledge/apt-sizes.ts';
import { runCheck } from '../image-model/run-check/run-check.ts';
import type { Candidate, Declined, RecipeInput } from '../plan/types.ts';
import { type IgnoreFile, writeIgnore } from './ignore-file.ts';
import type { IgnoreRule } from './ignore-patterns.ts';
import { neededPaths } from './needed-paths.ts';
import { renderPlan } from './render.ts';

export interface SynthesisInput {
  readonly recipe: RecipeInput;
  /** What the ecosystem's recipe made of it. */
  readonly candidates: readonly Candidate[] | Declined;
  /** e.g. `linux/amd64`. */
  readonly platform: string;
  readonly bases: BaseLookup;
  /** False: for a builder without BuildKit. */
  readonly mounts: boolean;
  /** Relative to the context. */
  readonly dockerfilePath: string;
  readonly ecosystemPatterns: readonly IgnoreRule[];
  readonly existingIgnore?: string;
  /** The context under another ignore file; undefined text: as it is sent today. */
  readonly context?: (ignoreText: string | undefined) => ContextFacts;
  /** Says of an image whether the builder can have it, where that is known. */
  readonly available?: (ref: string) => boolean;
}

/** A rewrite the model accepts. */
export interface Synthesis {
  readonly text: string;
  readonly file: Dockerfile;
  readonly graph: StageGraph;
  readonly trace: Trace;
  readonly candidate: Candidate;
  readonly ignore: IgnoreFile;
  readonly tried: readonly { readonly candidate: Candidate; readonly why: string }[];
}

interface Drafted {
  readonly text: string;
  readonly file: Dockerfile;
  readonly graph: StageGraph;
  readonly trace: Trace;
  readonly ignore: IgnoreFile;
  readonly interpretInput: InterpretInput;
}

function ignoreFor(input: SynthesisInput, graph: StageGraph): IgnoreFile {
  const { application, dir, exists } = input.recipe;
  const context = input.context?.(undefined);
  return writeIgnore({
    application,
    dir,
    ecosystemPatterns: input.ecosystemPatterns,
    dockerfilePath: input.dockerfilePath,
    needed: neededPaths(graph, application, dir, exists, input.recipe.text),
    ...(input.existingIgnore !== undefined && { existing: input.existingIgnore }),
    ...(context && { contextFacts: context }),
  });
}

function draft(input: SynthesisInput, candidate: Candidate): Drafted {
  const text = renderPlan(candidate.plan, { mounts: input.mounts });
  const file = parseDockerfile(text);
  const graph = resolveStages(file, { platform: input.platform });
  const ignore = ignoreFor(input, graph);
  const context = input.context?.(ignore.text);
  const interpretInput: InterpretInput = {
    platform: input.platform,
    bases: input.bases,
    aptSize,
    application: input.recipe.application,
    ...(context && { context }),
  };
  return { text, file, graph, ignore, interpretInput, trace: interpret(graph, interpretInput) };
}

function needText(need: Need): string {
  const what = {
    program: 'the program',
    file: 'the file',
    readable: 'a readable',
    writable: 'a writable',
  };
  const word = Object.entries(what).find(([kind]) => kind === need.what)?.[1] ?? `the ${need.what}`;
  return `${word} ${need.arg}`;
}

/** The user does not have the new file yet: its lines say nothing, the words of an instruction do. */
function firstWords(file: Dockerfile, { span }: StepTrace['instruction']): string {
  const text = file.text.slice(span.start, span.end);
  const words = text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !word.startsWith('--'));
  const short = words.slice(0, 5).join(' ').slice(0, 60);
  return words.join(' ') === short ? `«${short}»` : `«${short} …»`;
}

function failingStep(file: Dockerfile, step: StepTrace): string | undefined {
  if (step.succeeds !== 'no') return undefined;
  const missing = step.commands
    .flatMap((one) => one.effect.needs)
    .find((need) => need.met === 'no');
  const which = `${firstWords(file, step.instruction)} of the new file`;
  return missing
    ? `${which} needs ${needText(missing)}, which is not there.`
    : `${which} would fail.`;
}

/** Why the model does not accept a draft; undefined: it does. */
function objection(
  drafted: Drafted,
  candidate: Candidate,
  input: SynthesisInput,
): string | undefined {
  const unavailable = candidate.images.find((ref) => input.available?.(ref) === false);
  if (unavailable !== undefined) return `The image ${unavailable} is not to be had.`;
  const error = [...drafted.file.errors, ...drafted.graph.errors][0];
  if (error) return `Line ${error.line} of the new file is not accepted: ${error.message}.`;
  for (const stage of drafted.trace.stages) {
    for (const step of stage?.steps ?? []) {
      const why = failingStep(drafted.file, step);
      if (why !== undefined) return why;
    }
  }
  const { result } = drafted.trace;
  if (!result) return 'The new file has no stage to build.';
  const missing = runCheck(result, drafted.interpretInput).find((need) => need.met === 'no');
  return missing && `The container needs ${needText(missing)}, which is not there.`;
}

/** Files with settings that used to be in the image and are kept out of it now. */
function leftOut(input: SynthesisInput, ignore: IgnoreFile): readonly string[] {
  const context = input.context?.(undefined);
  if (!context) return [];
  const files = ['.env', '.npmrc'].filter(
    (name) => context.get(name) && ignore.added.some((one) => one.pattern === name),
  );
  return files.map((name) =>
    name === '.env'
      ? '.env is no longer in the image: give its settings when the container starts (--env-file .env).'
      : `${name} is no longer in the image.`,
  );
}

/**
 * Takes the first candidate of which the model shows that it builds and runs;
 * otherwise says of each why not.
 */
export function synthesise(input: SynthesisInput): Synthesis | Declined {
  if ('declined' in input.candidates) return input.candidates;
  const tried: { readonly candidate: Candidate; readonly why: string }[] = [];
  for (const candidate of input.candidates) {
    const drafted = draft(input, candidate);
    const why = objection(drafted, candidate, input);
    if (why !== undefined) {
      tried.push({ candidate, why });
      continue;
    }
    const { text, file, graph, trace, ignore } = drafted;
    const differences = [...candidate.differences, ...leftOut(input, ignore)];
    return { text, file, graph, trace, ignore, tried, candidate: { ...candidate, differences } };
  }
  return { declined: tried.map((one) => `On a ${one.candidate.runtime} base: ${one.why}`) };
}
