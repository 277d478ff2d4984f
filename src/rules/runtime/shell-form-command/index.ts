import type { Instruction } from '../../../dockerfile/types.ts';
import type { Span } from '../../../text/span.ts';
import { hitsOf, isRefused } from '../../checks.ts';
import { plainWords, startInstructions } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { type Place, stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput, Severity } from '../../types.ts';

const CHECK = 'JSONArgsRecommended';

interface Sight {
  readonly span: Span;
  readonly stage?: string;
  /** CMD or ENTRYPOINT. */
  readonly name: string;
  readonly instruction: Instruction;
  /** Undefined where the image that ships does not start with it. */
  readonly place?: Place;
  /** The JSON array, when the line is one plain command. */
  readonly json?: string;
  /** BuildKit says so, too. */
  readonly checked: boolean;
  readonly severity?: Severity;
}

/** CMD or ENTRYPOINT in shell form. */
export const rule: Rule = defineRule<Sight>({
  id: 'runtime/shell-form-command',
  aliases: ['DL3025', CHECK],
  severity: 'warning',
  summary: 'A shell starts the program, so signals may not reach it.',
  textOnly: true,
  find: (input) => find(input),
  say: (sight, input) => `${sight.name} in shell form ${what(sight, input)}. ${advice(sight)}`,
  also: ({ checked }) => (checked ? ['DL3025', CHECK] : ['DL3025']),
  fix: (sight, input) => toExec(sight, input),
});

/** What the image starts with, and what else BuildKit complains about. */
function find(input: RuleInput): Sight[] {
  const starts = new Map(
    startInstructions(input).map((place) => [place.step.instruction, place] as const),
  );
  const checked = hitsOf(input, CHECK).map((hit): Sight => {
    const place = starts.get(hit.instruction);
    const weighs = place !== undefined && isHarmful(place, input);
    starts.delete(hit.instruction);
    return {
      ...sightOf(hit.instruction, hit.subject, place, true),
      // What ONBUILD brings has no place of its own.
      ...(hit.instruction.name === 'FROM' ? { span: hit.span } : {}),
      ...(hit.stage === undefined ? {} : { stage: hit.stage }),
      ...(weighs ? {} : { severity: 'info' as const }),
    };
  });
  const others = isRefused(input)
    ? []
    : [...starts.values()].filter(
        (place) => place.step.instruction.form === 'shell' && isHarmful(place, input),
      );
  return [
    ...checked,
    ...others.map((place) => {
      const { instruction } = place.step;
      return sightOf(instruction, instruction.name, place, false);
    }),
  ];
}

function sightOf(
  instruction: Instruction,
  name: string,
  place: Place | undefined,
  checked: boolean,
): Sight {
  const json = place === undefined ? undefined : execForm(place);
  return {
    span: instruction.span,
    name,
    instruction,
    checked,
    ...(place === undefined ? {} : { place, stage: stageName(place.stage.stage) }),
    ...(json === undefined ? {} : { json }),
  };
}

function isHarmful({ step, stage }: Place, input: RuleInput): boolean {
  const { name, body } = step.instruction;
  // A SHELL of one's own is a decision; `exec` hands the process over.
  if (stage.steps.some((one) => one.instruction.name === 'SHELL')) return false;
  if (name === 'CMD' && input.trace.result?.config.entrypoint?.form === 'shell') return false;
  return !/^\s*exec\s/.test(body?.text ?? '');
}

const SIGNALS =
  'SIGTERM may end at the shell, so that stopping takes ten seconds and then kills the program in its work';

function what({ name, place, instruction }: Sight, input: RuleInput): string {
  const { entrypoint, shell } = input.trace.result?.config ?? {};
  if (place === undefined) return `runs under a shell: ${SIGNALS}`;
  const line = (shell ?? ['/bin/sh', '-c']).join(' ');
  if (/^\s*exec\s/.test(instruction.body?.text ?? ''))
    return `runs under \`${line}\`, which hands over to the program; an image without that shell cannot start it`;
  if (name === 'ENTRYPOINT') {
    return `runs under \`${line}\`: CMD and the arguments of \`docker run\` are ignored, and ${SIGNALS}`;
  }
  if (entrypoint?.form === 'json' && entrypoint.origin.by !== 'base') {
    return `hands \`${line}\` and the whole line to the ENTRYPOINT as arguments`;
  }
  return `runs under \`${line}\`: ${SIGNALS}`;
}

/** Longest array that a message repeats. */
const LONGEST = 120;

function advice({ name, json }: Sight): string {
  if (json !== undefined && json.length <= LONGEST) return `Write \`${name} ${json}\`.`;
  return json === undefined
    ? 'Write a JSON array; where a shell is needed, write `["sh", "-c", "exec …"]`.'
    : 'Write a JSON array.';
}

function execForm(place: Place): string | undefined {
  const words = plainWords(place);
  return words === undefined
    ? undefined
    : `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function toExec({ instruction, json, name }: Sight, input: RuleInput): Fix | undefined {
  const written = input.file.text.slice(instruction.keyword.end, instruction.span.end);
  // Comments and line ends between the words would be lost.
  if (json === undefined || written.includes('\n')) return undefined;
  const start = instruction.keyword.end + written.search(/\S/);
  return {
    title: `Write ${name} in exec form`,
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
