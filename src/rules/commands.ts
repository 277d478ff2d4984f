import type { CommandTrace } from '../facts/image.ts';
import { type Body, bodyOf, scriptOfBody } from '../shell/body.ts';
import { flatCommands } from '../shell/flat.ts';
import { codeOfShell } from '../shell/inner.ts';
import type { ShellWord, SimpleCommand } from '../shell/types.ts';
import { type Place, builtStages, placesIn, shippedStages } from './shipped.ts';
import type { RuleInput } from './types.ts';

/** A command that the container starts with; no effect is known of it. */
export type StartCommand = Pick<CommandTrace, 'program' | 'words' | 'at'>;

/** The CMD and ENTRYPOINT that the shipped image would use, as written in this file. */
export function startInstructions(input: RuleInput): Place[] {
  const places = [...placesIn(shippedStages(input.trace))];
  const entrypoint = places.findLast(({ step }) => step.instruction.name === 'ENTRYPOINT');
  const cmd = places.findLast(({ step }) => step.instruction.name === 'CMD');
  // An ENTRYPOINT of a later stage puts the CMD of the one below it out of use.
  const stale =
    cmd !== undefined &&
    entrypoint !== undefined &&
    cmd.stage !== entrypoint.stage &&
    places.indexOf(cmd) < places.indexOf(entrypoint);
  return [entrypoint, stale ? undefined : cmd].filter((place) => place !== undefined);
}

/** Every RUN of the build, and what the shipped image starts and asks: instructions whose command runs. */
export function runningInstructions(input: RuleInput): Place[] {
  const { trace } = input;
  const runs = [...placesIn(builtStages(trace))].filter(
    ({ step }) => step.instruction.name === 'RUN',
  );
  const check = trace.result?.config.healthcheck?.origin.at;
  const health = [...placesIn(shippedStages(trace))].filter(
    ({ step: { instruction } }) =>
      instruction.name === 'HEALTHCHECK' && instruction.span.start === check?.start,
  );
  return [...runs, ...startInstructions(input), ...health];
}

/** What bases start when nobody says anything: a prompt, for people. */
const PROMPT =
  /^(ba|da|a|z)?sh$|^(node|python[\d.]*|irb|jshell|php|ghci|iex|erl|julia|R|swift|bun|deno)$/;

/**
 * Whether the image starts something: by a CMD or ENTRYPOINT of the file, or by its base's when that
 * is more than a prompt (a web server). Images that do not are bases and tools for others.
 */
export function isStarted(input: RuleInput): boolean {
  if (startInstructions(input).length > 0) return true;
  const { cmd } = input.trace.result?.config ?? {};
  const program = cmd?.words[0]?.split(/[\s/]/).at(-1);
  return program !== undefined && !PROMPT.test(program);
}

/** The commands in a CMD or ENTRYPOINT, also those inside `sh -c "…"`. */
export function commandsOf({ step }: Place): StartCommand[] {
  const { instruction } = step;
  const body = bodyIn(step);
  if (body?.kind === 'exec') {
    const { words } = body.command;
    const inner = codeOfShell(words);
    if (inner?.kind !== 'shell') return [fromWords(words, instruction.span)];
    return flatCommands(inner.script).map((one) => fromWords(one.words, instruction.span));
  }
  const commands = body ? flatCommands(scriptOfBody(body)) : [];
  return commands.map(({ words, span }) => fromWords(words, span));
}

function bodyIn({ instruction, before }: Place['step']): Body | undefined {
  return bodyOf(instruction, before.config.shell);
}

/** Programs that start another one in their place or watch over it. */
const WRAPPERS = new Set(['exec', 'tini', 'dumb-init', 'catatonit', 'docker-entrypoint.sh', 'env']);

function fromWords(words: readonly ShellWord[], at: StartCommand['at']): StartCommand {
  const values = words.map(({ value }) => value);
  let from = 0;
  while (from + 1 < values.length && isWrapping(values, from)) from += 1;
  const program = values[from]?.split('/').at(-1);
  return { words: values.slice(from), at, ...(program === undefined ? {} : { program }) };
}

/** A wrapper, or an option or assignment of one. */
function isWrapping(values: readonly (string | undefined)[], at: number): boolean {
  const word = values[at];
  if (word === undefined) return false;
  return WRAPPERS.has(word.split('/').at(-1) ?? '') || (at > 0 && /^-|^[A-Za-z_]\w*=/.test(word));
}

/** Words of the shell itself: a program of that name may not exist. */
const BUILTIN =
  /^(exec|cd|source|\.|eval|export|set|ulimit|umask|wait|trap|command|type|alias|read|exit|:|\[|test)$/;

/** Words of the one simple command an instruction in shell form starts; undefined when a shell is needed for it. */
export function plainWords({ step }: Place): string[] | undefined {
  const body = bodyIn(step);
  if (body?.kind !== 'shell') return undefined;
  const { script } = body;
  const [node, ...more] = script.nodes;
  if (node?.kind !== 'command' || more.length > 0 || script.errors.length > 0) return undefined;
  if (node.assignments.length > 0 || node.redirects.length > 0) return undefined;
  return knownWords(node);
}

function knownWords({ words }: SimpleCommand): string[] | undefined {
  const values = words.map(({ value, parts }) =>
    parts.every(({ kind }) => kind === 'text') ? value : undefined,
  );
  const known = values.filter((value) => value !== undefined);
  const [program] = known;
  const plain = known.length === values.length && program !== undefined && !BUILTIN.test(program);
  // `~` is a home directory to the shell and a character to the program.
  return plain && !words.some(({ text }) => text.startsWith('~')) ? known : undefined;
}
