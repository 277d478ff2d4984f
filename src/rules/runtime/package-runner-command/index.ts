import { type StartCommand, commandsOf, startInstructions } from '../../commands.ts';
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
  find: (input) => find(input),
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

function find(input: RuleInput): Sight[] {
  if (isForDevelopment(input)) return [];
  const places = startInstructions(input);
  const found = places.flatMap((place) => sightOf(place, commandsOf(place)));
  const [entrypoint, cmd] = places;
  if (found.length > 0 || entrypoint === undefined || cmd === undefined) return found;
  // ENTRYPOINT ["npm"] with CMD ["start"].
  const [head] = commandsOf(entrypoint);
  const [rest] = commandsOf(cmd);
  if (head === undefined || cmd.step.instruction.form !== 'json') return [];
  return sightOf(entrypoint, [{ ...head, words: [...head.words, ...(rest?.words ?? [])] }]);
}

function sightOf(place: Place, commands: readonly StartCommand[]): Sight[] {
  const runner = commands.map(runnerOf).find((one) => one !== undefined);
  if (runner === undefined) return [];
  return [{ span: runner.command.at, stage: stageName(place.stage.stage), runner, place }];
}

/** What the application's own files say starts it. */
function realStart({ application }: RuleInput): readonly string[] | undefined {
  const argv = application?.start?.value.argv;
  if (argv === undefined || application?.start?.confidence === 'guess') return undefined;
  const program = argv[0] ?? '';
  return runnerOf({ program, words: argv, at: { start: 0, end: 0 } }) === undefined
    ? argv
    : undefined;
}

function advice({ kind, instead }: Runner, input: RuleInput): string {
  const argv = realStart(input);
  if (argv !== undefined) return `Start the program itself: \`CMD ${execForm(argv)}\`.`;
  if (kind === 'compiler') return 'Compile in a build stage and start the result.';
  return instead ?? 'Start the program itself, in exec form.';
}

function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** Only a CMD that stands alone, when the project itself says what `start` means. */
function startDirectly(place: Place, input: RuleInput): Fix | undefined {
  const { instruction } = place.step;
  const argv = realStart(input);
  const certain = input.application?.start?.confidence === 'certain';
  if (argv === undefined || !certain || instruction.name !== 'CMD') return undefined;
  if (startInstructions(input).length !== 1 || commandsOf(place).length !== 1) return undefined;
  const written = input.file.text.slice(instruction.keyword.end, instruction.span.end);
  if (written.includes('\n')) return undefined;
  const start = instruction.keyword.end + written.search(/\S/);
  const text = execForm(argv);
  return {
    title: 'Start the program itself',
    safety: 'unsafe',
    edits: [
      { file: input.path, start, end: instruction.keyword.end + written.trimEnd().length, text },
    ],
  };
}
