import { plainWords, startInstructions } from '../../commands.ts';
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
        json: execForm(place),
      })),
  say: ({ place, json }, input) =>
    `${place.step.instruction.name} in shell form ${what(place, input)}. ${advice(place, json)}`,
  fix: ({ place, json }, input) => toExec(place, json, input),
});

function isShellForm({ step, stage }: Place, input: RuleInput): boolean {
  const { name, form, body } = step.instruction;
  if (form !== 'shell') return false;
  // A SHELL of one's own is a decision; `exec` hands the process over.
  if (stage.steps.some((one) => one.instruction.name === 'SHELL')) return false;
  if (name === 'CMD' && input.trace.result?.config.entrypoint?.form === 'shell') return false;
  return !/^\s*exec\s/.test(body?.text ?? '');
}

const SIGNALS =
  'SIGTERM may end at the shell, so that stopping takes ten seconds and then kills the program in its work';

function what({ step }: Place, input: RuleInput): string {
  const { entrypoint, shell } = input.trace.result?.config ?? {};
  const line = (shell ?? ['/bin/sh', '-c']).join(' ');
  if (step.instruction.name === 'ENTRYPOINT') {
    return `runs under \`${line}\`: CMD and the arguments of \`docker run\` are ignored, and ${SIGNALS}`;
  }
  if (entrypoint?.form === 'json' && entrypoint.origin.by !== 'base') {
    return `hands \`${line}\` and the whole line to the ENTRYPOINT as arguments`;
  }
  return `runs under \`${line}\`: ${SIGNALS}`;
}

/** Longest array that a message repeats. */
const LONGEST = 120;

function advice({ step }: Place, json: string | undefined): string {
  if (json !== undefined && json.length <= LONGEST)
    return `Write \`${step.instruction.name} ${json}\`.`;
  return json === undefined
    ? 'Write a JSON array; where a shell is needed, let its last command be `exec program`.'
    : 'Write a JSON array.';
}

/** The JSON array, when the line is one plain command. */
function execForm(place: Place): string | undefined {
  const words = plainWords(place);
  return words === undefined
    ? undefined
    : `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function toExec({ step }: Place, json: string | undefined, input: RuleInput): Fix | undefined {
  const { instruction } = step;
  const written = input.file.text.slice(instruction.keyword.end, instruction.span.end);
  // Comments and line ends between the words would be lost.
  if (json === undefined || written.includes('\n')) return undefined;
  const start = instruction.keyword.end + written.search(/\S/);
  return {
    title: `Write ${instruction.name} in exec form`,
    safety: 'unsafe',
    edits: [
      {
        file: input.path,
        start,
        end: instruction.keyword.end + written.trimEnd().length,
        text: json,
      },
    ],
  };
}
