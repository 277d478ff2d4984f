import type { CommandTrace } from '../facts/image.ts';
import { type Place, placesIn, shippedStages } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** The CMD and ENTRYPOINT that the shipped image would use, as written in this file. */
export function startInstructions(input: RuleInput): Place[] {
  const places = [...placesIn(shippedStages(input.trace))];
  const entrypoint = places.findLast(({ step }) => step.instruction.name === 'ENTRYPOINT');
  const cmd = places.findLast(({ step }) => step.instruction.name === 'CMD');
  return [entrypoint, cmd].filter((place) => place !== undefined);
}

/** Whether the file says how the image is started: images that do not are bases or tools for others. */
export function isStarted(input: RuleInput): boolean {
  return startInstructions(input).length > 0;
}

/** The one simple command an instruction starts, all its words known; undefined when a shell is needed for it. */
export function plainCommand({ step }: Place): CommandTrace | undefined {
  const [command, ...more] = step.commands;
  const text = step.instruction.body?.text ?? '';
  if (command === undefined || more.length > 0 || NEEDS_SHELL.test(text)) return undefined;
  return command.words.includes(undefined) || command.words.length === 0 ? undefined : command;
}

/** Operators, expansions, globs, redirections, assignments before the program, words of the shell itself. */
const NEEDS_SHELL =
  /[$`&|;<>()*?[\]{}~\n#!]|^\s*\w+=|^\s*(?:exec|cd|source|\.|eval|export|set|if|for|while|case|ulimit|umask|wait|trap)\s/;
