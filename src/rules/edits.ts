import type { CommandTrace, StepTrace } from '../facts/image.ts';
import type { Edit } from '../text/span.ts';
import type { RuleInput } from './types.ts';

/** Puts ` && command` behind a command of a RUN, on a line of its own where the RUN is written so. */
export function followWith(
  input: RuleInput,
  step: StepTrace,
  after: CommandTrace,
  command: string,
): Edit[] {
  const { text, escape } = input.file;
  const { instruction } = step;
  if (instruction.form === 'json' || instruction.onbuild !== undefined) return [];
  const at = after.at.end;
  const heredoc = instruction.heredocs.some(({ span }) => span.start <= at && at <= span.end);
  const whole = text.slice(instruction.span.start, instruction.span.end);
  if (heredoc || !whole.includes('\n')) return [insert(input, at, ` && ${command}`)];
  const lineStart = text.lastIndexOf('\n', after.at.start - 1) + 1;
  const indent = /^([ \t]*)&&/.exec(text.slice(lineStart, after.at.start))?.[1] ?? '    ';
  const lineEnd = whole.includes('\r\n') ? '\r\n' : '\n';
  return [insert(input, at, ` ${escape}${lineEnd}${indent}&& ${command}`)];
}

export function insert(input: RuleInput, at: number, text: string): Edit {
  return { file: input.path, start: at, end: at, text };
}

/** The command of a step that a span of an origin belongs to. */
export function commandAt(
  step: StepTrace,
  span: { start: number; end: number },
): CommandTrace | undefined {
  return (
    step.commands.find(({ at }) => at.start === span.start && at.end === span.end) ??
    step.commands.find(({ at }) => at.start <= span.start && span.end <= at.end)
  );
}
