import { isAbsolute, workingDirectory } from '../build/os-path.ts';
import { readRange } from '../build/ports.ts';
import { signalError } from '../build/signals.ts';
import { goLower } from '../chars.ts';
import type { Instruction } from '../types.ts';
import { Refused } from './refused.ts';
import type { Site } from './report.ts';
import type { StageState } from './stage-state.ts';
import { walkCopy } from './step-copy.ts';
import { walkRun } from './step-run.ts';
import { walkArg, walkEnv, walkLabel } from './step-variables.ts';
import { Step, type WalkInput } from './step.ts';

// BuildKit's walk over the instructions of a stage: it expands, complains, and stops where an
// instruction cannot be carried out. The order is BuildKit's, because nothing follows a refusal.

function workdir(step: Step): void {
  const { state, instruction, site, input } = step;
  const [word] = instruction.args;
  if (word === undefined) return;
  const path = step.word(word);
  if (!state.workdirSet && !isAbsolute(path, state.os))
    input.report.add('WorkdirRelativePath', site, { subject: path, span: word.span });
  state.workdirSet = true;
  const made = workingDirectory(state.workdir, path, state.os);
  if ('error' in made) throw new Refused(made.error);
  state.workdir = made.path;
}

function expose(step: Step): void {
  const { instruction, input, site } = step;
  const words = instruction.args.toSorted((a, b) => (a.text < b.text ? -1 : 1));
  const ports = words.flatMap((word) =>
    step.split(word.text).map((text) => ({ text, span: word.span })),
  );
  for (const { text, span } of ports) {
    const range = readRange(text);
    if ('error' in range && range.early) throw new Refused(range.error);
    const at = { subject: text, span };
    if (range.protocol !== goLower(range.protocol)) input.report.add('ExposeProtoCasing', site, at);
    if (range.mapped) input.report.add('ExposeInvalidFormat', site, at);
    if ('error' in range) throw new Refused(range.error);
  }
}

/** Of these only the last of a stage counts: BuildKit names the one before. */
function once({ state, instruction, input, site }: Step): void {
  const { name } = instruction;
  const before = state.last.get(name);
  if (before !== undefined)
    input.report.add(
      'MultipleInstructionsDisallowed',
      { ...site, ...before },
      { subject: name, span: before.instruction.keyword },
    );
  state.last.set(name, site);
}

function command(step: Step): void {
  once(step);
  const { state, instruction, input, site } = step;
  if (instruction.form === 'json' || state.shellSet) return;
  const { keyword, span } = instruction;
  const newline = input.file.text.indexOf('\n', keyword.start);
  const end = newline < 0 ? span.end : Math.min(newline, span.end);
  input.report.add('JSONArgsRecommended', site, {
    subject: instruction.name,
    span: { start: keyword.start, end: Math.max(end, keyword.end) },
  });
}

function volume(step: Step): void {
  const volumes = step.instruction.args.map((word) =>
    step.word({ text: word.text.trim(), span: word.span }),
  );
  if (volumes.includes('')) throw new Refused('VOLUME specified can not be an empty string');
}

function stopSignal(step: Step): void {
  const [word] = step.instruction.args;
  const signal = word === undefined ? '' : step.word(word);
  const wrong = signalError(signal);
  if (wrong !== undefined) throw new Refused(wrong);
}

function user(step: Step): void {
  for (const word of step.instruction.args) step.word(word);
}

function shell({ state }: Step): void {
  state.shellSet = true;
}

const HANDLERS: ReadonlyMap<string, (step: Step) => void> = new Map([
  ['ADD', walkCopy],
  ['ARG', walkArg],
  ['CMD', command],
  ['COPY', walkCopy],
  ['ENTRYPOINT', command],
  ['ENV', walkEnv],
  ['EXPOSE', expose],
  ['HEALTHCHECK', once],
  ['LABEL', walkLabel],
  ['RUN', walkRun],
  ['SHELL', shell],
  ['STOPSIGNAL', stopSignal],
  ['USER', user],
  ['VOLUME', volume],
  ['WORKDIR', workdir],
]);

/** Walks one instruction. @throws Refused where BuildKit stops. */
export function walkInstruction(
  input: WalkInput,
  state: StageState,
  instruction: Instruction,
  site: Site,
): void {
  HANDLERS.get(instruction.name)?.(new Step(input, state, instruction, site));
}
