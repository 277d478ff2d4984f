import type { Instruction, Word } from '../../../dockerfile/types.ts';
import { PASSING_ENTRYPOINTS } from '../../../knowledge/entrypoints.ts';
import { runningInstructions } from '../../commands.ts';
import { type Sight, defineRule } from '../../define-rule.ts';
import { type Place, stageName } from '../../shipped.ts';
import type { Rule, RuleInput } from '../../types.ts';
import { expandsItself } from './expanders.ts';

interface VariableSight extends Sight {
  readonly instruction: Instruction;
  readonly variable: string;
  /** It stands where the program is named. */
  readonly program: boolean;
}

/** A variable in a JSON array that nothing replaces. */
export const rule: Rule = defineRule<VariableSight>({
  id: 'correctness/unexpanded-variable',
  aliases: [],
  severity: 'error',
  summary: 'A variable in a JSON array is never replaced by its value.',
  find: (input) => runningInstructions(input).flatMap((place) => sightsIn(place, input)),
  say: ({ variable, instruction, program }) =>
    `No shell reads this ${instruction.name}, so the program ${program ? 'is looked for under' : 'gets'} the letters \`${variable}\`, never the value. Write the value itself, or let a shell start it: \`["sh", "-c", "exec …"]\`.`,
});

/** `$NAME` and `${NAME}`; a backslash or another dollar before it says that the letters are meant. */
const VARIABLE = /(?<![\\$])\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?::?[-+?][^}]*)?\})/;

/** The first word of an instruction that holds a variable. */
function sightsIn({ step, stage }: Place, input: RuleInput): VariableSight[] {
  const { instruction } = step;
  if (instruction.form !== 'json') return [];
  const own = instruction.name === 'HEALTHCHECK' ? instruction.args.slice(1) : instruction.args;
  const words = instruction.name === 'CMD' ? [...entrypointWords(input), ...own] : own;
  if (instruction.name === 'CMD' && handsOn(input) === 'unknown') return [];
  for (const [index, word] of words.entries()) {
    const variable = own.includes(word) ? VARIABLE.exec(word.text)?.[0] : undefined;
    if (variable === undefined) continue;
    if (
      expandsItself(
        words.map(({ text }) => text),
        index,
      )
    )
      return [];
    return [
      {
        span: word.span,
        stage: stageName(stage.stage),
        instruction,
        variable,
        program: index === 0,
      },
    ];
  }
  return [];
}

/** What stands before CMD: the words of an ENTRYPOINT in exec form. */
function entrypointWords({ trace }: RuleInput): Word[] {
  const { entrypoint } = trace.result?.config ?? {};
  if (entrypoint?.form !== 'json' || handsOn({ trace }) === 'exec') return [];
  return entrypoint.words.map((text) => ({ text, span: { start: 0, end: 0 } }));
}

/** What an entrypoint makes of CMD: scripts nobody has read may do as they like, `exec "$@"` changes nothing. */
function handsOn({ trace }: Pick<RuleInput, 'trace'>): 'exec' | 'words' | 'unknown' {
  const { config, base } = trace.result ?? {};
  const entrypoint = config?.entrypoint;
  if (entrypoint === undefined) return base === undefined ? 'unknown' : 'exec';
  if (entrypoint.form === 'shell') return 'unknown';
  const [first = ''] = entrypoint.words;
  if (entrypoint.origin.by === 'base')
    return Object.hasOwn(PASSING_ENTRYPOINTS, base?.family ?? '') ? 'exec' : 'unknown';
  return /entrypoint|\.(sh|bash|py|pl|rb)$|^\/init$/.test(first) ? 'unknown' : 'words';
}
