import { posix } from 'node:path';
import type { Instruction } from '../types.ts';
import { readPort } from './ports.ts';
import { Refused } from './refused.ts';
import type { Site } from './report.ts';
import { isSignal } from './signals.ts';
import type { StageState } from './stage-state.ts';
import { walkCopy } from './step-copy.ts';
import { walkRun } from './step-run.ts';
import { walkArg, walkEnv, walkLabel } from './step-variables.ts';
import { Step, type WalkInput } from './step.ts';
import { isAbsolutePath, withoutDrive } from './system-path.ts';

// BuildKit's walk over the instructions of a stage: it expands, complains, and stops where an
// instruction cannot be carried out. The order is BuildKit's, because nothing follows a refusal.

function workdir(step: Step): void {
  const { state, instruction, site, input } = step;
  const [word] = instruction.args;
  if (word === undefined) return;
  const path = step.word(word);
  if (!state.workdirSet && !isAbsolutePath(path, state.os))
    input.report.add('WorkdirRelativePath', site, { subject: path, span: word.span });
  state.workdirSet = true;
  state.workdir = posix.resolve('/', state.workdir, withoutDrive(path, state.os));
}

function expose(step: Step): void {
  const { instruction, input, site } = step;
  const words = instruction.args.toSorted((a, b) => (a.text < b.text ? -1 : 1));
  const ports = words.flatMap((word) =>
    step.split(word.text).map((text) => ({ text, span: word.span })),
  );
  for (const { text, span } of ports) {
    const port = readPort(text);
    const at = { subject: text, span };
    if (port.oddCase) input.report.add('ExposeProtoCasing', site, at);
    if (port.mapped) input.report.add('ExposeInvalidFormat', site, at);
    port.verify();
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
    step.word({ ...word, text: word.text.trim() }),
  );
  if (volumes.includes('')) throw new Refused('VOLUME specified can not be an empty string');
}

function stopSignal(step: Step): void {
  const [word] = step.instruction.args;
  const signal = word === undefined ? '' : step.word(word);
  if (!isSignal(signal)) throw new Refused(`invalid signal: ${signal}`);
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
