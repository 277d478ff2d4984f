import { brokenArray } from '../dockerfile/broken-array.ts';
import type { CommandTrace, StageTrace, StepTrace } from '../facts/image.ts';
import type { Need, NeedKind } from '../facts/need.ts';
import { healthNeeds, startNeeds } from '../image-model/run-check/run-check.ts';
import type { Span } from '../text/span.ts';
import { isConsequence } from './consequences.ts';
import { type Place, shippedStages } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** Something that is not there and that makes a build, a start or a health check fail. */
export interface Failure {
  readonly need: Need;
  readonly when: 'build' | 'start' | 'health';
  /** The instruction of a build that fails. */
  readonly place?: Place;
  /** The command of a RUN that fails; undefined when the instruction itself does. */
  readonly command?: CommandTrace;
}

const found = new WeakMap<RuleInput['trace'], readonly Failure[]>();

/**
 * What is proved to fail, one entry an unmet need. A stage is followed to its first RUN that fails:
 * what comes after it was never to be seen. A stage made of such a stage says nothing.
 */
export function failures(input: RuleInput): readonly Failure[] {
  let all = found.get(input.trace);
  if (all === undefined) found.set(input.trace, (all = originalFailures(input)));
  return all;
}

/** Those of one kind of need. */
export function failuresOf(input: RuleInput, ...kinds: readonly NeedKind[]): Failure[] {
  return failures(input).filter(({ need }) => kinds.includes(need.what));
}

/** Without those that come of a line without effect before them: that line is the defect. */
function originalFailures(input: RuleInput): readonly Failure[] {
  const arrays = brokenArrays(input);
  return findFailures(input).filter(
    (one) =>
      !isConsequence(one.need, input.trace, one.place?.stage, one.place?.step) &&
      !isOfTheForm(one, arrays),
  );
}

/** Commands that were to be arrays, and variables that no shell replaces, are defects of their own. */
function isOfTheForm({ need, when }: Failure, arrays: readonly Span[]): boolean {
  const { at, arg } = need;
  if (when !== 'build' && /\$(\{|[A-Za-z_])/.test(arg)) return true;
  return arrays.some((one) => one.start <= at.start && at.end <= one.end);
}

function brokenArrays({ file }: RuleInput): Span[] {
  return file.instructions.filter((one) => brokenArray(one) !== undefined).map(({ span }) => span);
}

function findFailures(input: RuleInput): readonly Failure[] {
  const { trace } = input;
  const broken = new Set<number>();
  const all: Failure[] = [];
  for (const stage of trace.stages) {
    if (stage === undefined) continue;
    const { base, index } = stage.stage;
    if (base.kind === 'stage' && broken.has(base.index)) {
      broken.add(index);
      continue;
    }
    const { own, blocked } = inStage(stage, broken);
    if (own.length > 0 || blocked) broken.add(index);
    all.push(...own);
  }
  // An image that is not built is not started; one with ONBUILD is a beginning for others.
  if (all.length > 0 || trace.result === undefined || trace.result.config.onbuild.length > 0)
    return all;
  const given = {
    platform: platformOf(trace),
    bases: () => undefined,
    ...(input.context ? { context: input.context } : {}),
    ...(input.application ? { application: input.application } : {}),
  };
  const unmet = (needs: readonly Need[], when: Failure['when']): Failure[] =>
    needs.filter(({ met }) => met === 'no').map((need) => ({ need, when }));
  return [
    ...unmet(startNeeds(trace.result, given, input.file), 'start').slice(0, 1),
    ...unmet(healthNeeds(trace.result, given, input.file), 'health').slice(0, 1),
  ];
}

/** The platform of the image: what a FROM of it says, else what is built for. */
function platformOf(trace: RuleInput['trace']): string {
  const said = shippedStages(trace).findLast(({ stage }) => stage.platform !== undefined);
  return said?.stage.platform ?? trace.graph.options?.platform ?? 'linux/amd64';
}

/** What fails in a stage; `blocked`: it takes files from a stage that is never finished. */
function inStage(
  stage: StageTrace,
  broken: ReadonlySet<number>,
): { readonly own: Failure[]; readonly blocked: boolean } {
  const all: Failure[] = [];
  for (const step of stage.steps) {
    if (step.cacheInputs.some((one) => one.kind === 'stage' && broken.has(one.index)))
      return { own: all, blocked: true };
    const place = { stage, step };
    const unmet = (step.needs ?? []).filter(({ met }) => met === 'no');
    all.push(...unmet.map((need): Failure => ({ need, when: 'build', place })));
    // What comes after a COPY that took nothing mostly fails of it.
    if (unmet.length > 0) break;
    if (step.succeeds !== 'no') continue;
    const command = decisive(step);
    const need = command?.effect.needs.find(({ met }) => met === 'no');
    if (need !== undefined)
      all.push({ need, when: 'build', place, ...(command ? { command } : {}) });
    break;
  }
  return { own: all, blocked: false };
}

/** Of commands that fail the last one: what came before it was forgiven (`a || b`), or is what ended the shell. */
function decisive(step: StepTrace): CommandTrace | undefined {
  const failing = step.commands.filter(({ effect }) => effect.succeeds === 'no');
  const last = failing.at(-1);
  if (last?.program !== 'exit') return last;
  // `a || exit 1` ends because of `a`.
  return failing.findLast(({ effect }) => effect.needs.some(({ met }) => met === 'no')) ?? last;
}
