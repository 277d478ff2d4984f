import type { CommandTrace } from '../../../facts/image.ts';
import { startInstructions } from '../../commands.ts';
import { defineRule } from '../../define-rule.ts';
import { type Place, isForDevelopment, stageName } from '../../shipped.ts';
import type { Fix, Rule, RuleInput } from '../../types.ts';
import { type Runner, runnerOf } from './runners.ts';

interface Sight {
  readonly span: { start: number; end: number };
  readonly stage: string;
  readonly runner: Runner;
  readonly place: Place;
}

/** The image starts its program through a package manager, a compiler or a development server. */
export const rule: Rule = defineRule<Sight>({
  id: 'runtime/package-runner-command',
  aliases: [],
  severity: 'warning',
  summary: 'A package manager or development server starts the program.',
  find: (input) => (isForDevelopment(input) ? [] : startInstructions(input).flatMap(runners)),
  say: ({ runner }, input) => `${WHY[runner.kind](runner.words)} ${advice(runner, input)}`,
  fix: ({ place }, input) => startDirectly(place, input),
});

const WHY: Readonly<Record<Runner['kind'], (words: string) => string>> = {
  runner: (words) =>
    `\`${words}\` keeps a second process in front of the program: more memory, a slower start, and SIGTERM may not reach the program.`,
  compiler: (words) =>
    `\`${words}\` compiles at every start, so the toolchain has to ship and each start is slow.`,
  server: (words) =>
    `\`${words}\` is made for development: it watches files, is slow under load and may show its insides to visitors.`,
};

function runners(place: Place): Sight[] {
  const found = place.step.commands.map(runnerOf).find((runner) => runner !== undefined);
  if (found === undefined) return [];
  return [{ span: found.command.at, stage: stageName(place.stage.stage), runner: found, place }];
}

/** What the application's own files say starts it. */
function realStart(input: RuleInput): readonly string[] | undefined {
  const start = input.application?.start;
  if (start === undefined || start.confidence === 'guess') return undefined;
  const command = { program: start.value.argv[0], words: start.value.argv } as Pick<
    CommandTrace,
    'program' | 'words'
  >;
  return runnerOf(command) === undefined ? start.value.argv : undefined;
}

function advice({ kind, instead }: Runner, input: RuleInput): string {
  const argv = realStart(input);
  if (argv !== undefined) return `Start the program itself: \`CMD ${JSON.stringify(argv)}\`.`;
  if (kind === 'compiler') return 'Compile in a build stage and start the result.';
  return instead ?? 'Start the program itself, in exec form.';
}

/** Only a CMD that stands alone, when the project itself says what `start` means. */
function startDirectly(place: Place, input: RuleInput): Fix | undefined {
  const { instruction } = place.step;
  const argv = realStart(input);
  const certain = input.application?.start?.confidence === 'certain';
  if (argv === undefined || !certain || instruction.name !== 'CMD') return undefined;
  if (input.trace.result?.config.entrypoint?.form === 'shell' || place.step.commands.length !== 1)
    return undefined;
  const start = instruction.args[0]?.span.start;
  if (start === undefined) return undefined;
  const from =
    input.file.text.slice(instruction.keyword.end).search(/\S/) + instruction.keyword.end;
  return {
    title: 'Start the program itself',
    safety: 'unsafe',
    edits: [
      {
        file: input.path,
        start: from,
        end: instruction.span.end,
        text: JSON.stringify(argv).replaceAll('","', '", "'),
      },
    ],
  };
}
