import { plainCommand, startInstructions } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { type Place, stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';

/** CMD or ENTRYPOINT in shell form, as the image that ships would use it. */
export const rule: Rule = defineRule({
  id: 'runtime/shell-form-command',
  aliases: ['DL3025', 'JSONArgsRecommended'],
  severity: 'warning',
  summary: 'A shell starts the program, so signals may not reach it.',
  find: (input) =>
    startInstructions(input)
      .filter((place) => isShellForm(place, input))
      .map((place) => ({
        span: place.step.instruction.span,
        stage: stageName(place.stage.stage),
        place,
      })),
  say: ({ place }, input) => say(place, input),
  fix: ({ place }, input) => toExec(place, input),
});

function isShellForm({ step, stage }: Place, input: RuleInput): boolean {
  const { name, form, body } = step.instruction;
  if (form !== 'shell') return false;
  const isLast = stage.stage.index === input.trace.graph.target;
  // A SHELL of one's own is a decision; `exec` hands the process over.
  if (isLast && stage.steps.some((one) => one.instruction.name === 'SHELL')) return false;
  if (name === 'CMD' && input.trace.result?.config.entrypoint?.form === 'shell') return false;
  return !/^\s*exec\s/.test(body?.text ?? '');
}

function say(place: Place, input: RuleInput): string {
  const { name } = place.step.instruction;
  const shell = input.trace.result?.config.shell.join(' ') ?? '/bin/sh -c';
  const lost =
    name === 'ENTRYPOINT'
      ? 'CMD and the arguments of `docker run` are ignored, and SIGTERM may end at the shell, so that stopping takes ten seconds and then kills'
      : 'SIGTERM may end at the shell, so that stopping takes ten seconds and then kills the program in its work';
  return `${name} in shell form runs under \`${shell}\`: ${lost}. ${advice(place)}`;
}

function advice(place: Place): string {
  const { name } = place.step.instruction;
  const json = execForm(place);
  if (json !== undefined) return `Write \`${name} ${json}\`.`;
  return 'Write a JSON array; where a shell is needed, let its last command be `exec program`.';
}

/** The JSON array, when the line is one plain command without secrets to repeat. */
function execForm(place: Place): string | undefined {
  const command = plainCommand(place);
  if (command === undefined) return undefined;
  const text = `[${command.words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return text.length > 120 ? undefined : text;
}

function toExec(place: Place, input: RuleInput): Fix | undefined {
  const command = plainCommand(place);
  const { instruction } = place.step;
  if (command === undefined) return undefined;
  const json = `[${command.words.map((word) => JSON.stringify(word)).join(', ')}]`;
  const start = instruction.args[0]?.span.start ?? instruction.keyword.end + 1;
  return {
    title: `Write ${instruction.name} in exec form`,
    safety: 'unsafe',
    edits: [{ file: input.path, start, end: instruction.span.end, text: json }],
  };
}
