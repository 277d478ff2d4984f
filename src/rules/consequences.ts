import type { StageTrace, StepTrace, Trace } from '../facts/image.ts';
import type { Need } from '../facts/need.ts';
import { type Loss, lossOf } from '../image-model/lost.ts';
import { outOfScope } from '../image-model/out-of-scope.ts';
import { resolvePath } from '../image-model/tree/paths.ts';
import { commentOf } from './comments.ts';

// One defect, one finding: what fails only because a RUN before it had no lasting effect is found there.

/**
 * Whether a need is not met because of a RUN whose doing was lost with its shell, because a variable
 * is empty in the instruction, or because a comment was read as words.
 * @param stage the stage the need arises in; undefined: the container
 * @param until the step that fails
 */
export function isConsequence(
  need: Need,
  trace: Trace,
  stage: StageTrace | undefined,
  until?: StepTrace,
): boolean {
  const { start } = until?.instruction.span ?? need.at;
  if (isOfComment(need, trace, stage, until)) return true;
  if (outOfScope(trace).some(({ instruction }) => instruction.span.start === start)) return true;
  for (const step of stepsBefore(trace, stage ?? trace.stages[trace.graph.target], until)) {
    const loss = lossOf(step);
    if (loss !== undefined && explains(loss, step, need, until)) return true;
  }
  return false;
}

/** A user, file or directory whose name has a comment in it; a path below the directory that was meant. */
function isOfComment(
  { what, arg }: Need,
  { graph: { file, stages, target } }: Trace,
  stage: StageTrace | undefined,
  until: StepTrace | undefined,
): boolean {
  if (/^(file|user)$/.test(what) && /(^|\s)#/.test(arg)) return true;
  if (/(^|\/)~|\$\(/.test(arg)) return true;
  if (until !== undefined && commentOf(until.instruction, file.text) !== undefined) return true;
  const { instructions = [] } = stage?.stage ?? stages[target] ?? {};
  return instructions.some((one) => {
    if (commentOf(one, file.text) === undefined) return false;
    const { name } = one;
    const meant = one.args[0]?.text.replace(/\s+#.*/, '') ?? '';
    return name === 'USER' ? what === 'user' : name === 'WORKDIR' && arg.startsWith(meant);
  });
}

/** The steps of a stage and of those it is FROM, up to one. */
function* stepsBefore(
  trace: Trace,
  stage: StageTrace | undefined,
  until: StepTrace | undefined,
): Generator<StepTrace> {
  let current = stage;
  while (current !== undefined) {
    for (const step of current.steps) {
      if (step === until) break;
      yield step;
    }
    const { base, index } = current.stage;
    current = base.kind === 'stage' && base.index < index ? trace.stages[base.index] : undefined;
  }
}

function explains(loss: Loss, step: StepTrace, need: Need, until: StepTrace | undefined): boolean {
  const byName = need.what === 'program' && !need.arg.includes('/');
  if (loss.kind === 'shell')
    return byName && loss.words.some((word) => word?.startsWith(`${need.arg}=`) === true);
  if (loss.kind === 'variable')
    return byName && (loss.names.includes('PATH') || /^(source|\.|eval)$/.test(loss.by));
  return loss.kind === 'directory' && !byName && isThere(loss, step, need, until);
}

/** Whether what is missing where the command ran may be where the lost `cd` went. */
function isThere(
  loss: Loss,
  step: StepTrace,
  { arg }: Need,
  until: StepTrace | undefined,
): boolean {
  const [, target] = loss.words;
  const { workdir } = step.before.config;
  const here = (until?.before ?? step.after).config.workdir;
  if (target === undefined || !workdir.known || !here.known) return false;
  const inside = here.value === '/' ? '/' : `${here.value}/`;
  if (arg.startsWith('/') && !arg.startsWith(inside)) return false;
  const rest = arg.startsWith('/') ? arg.slice(inside.length) : arg;
  const meant = resolvePath(resolvePath(workdir.value, target), rest);
  return (until?.before ?? step.after).files.get(meant).is !== 'no';
}
