import type { Dockerfile, Instruction } from '../../dockerfile/types.ts';
import type { CommandLine, ImageConfig } from '../../facts/image.ts';
import type { Argument } from '../../programs/types.ts';
import { type Body, bodyOf, codeBodyAt } from '../../shell/body.ts';
import type { Span } from '../../text/span.ts';

/** What a base sets has no place in the file. */
export const NOWHERE: Span = { start: 0, end: 0 };

/** A command line of the configuration with the places of its words in the file. */
export interface PlacedLine {
  /** What is started: in shell form the shell, its options and the line. */
  readonly words: readonly Argument[];
  /** Of the shell form: the shell's words, and what it reads. */
  readonly shell?: { readonly words: readonly Argument[]; readonly body: Body };
}

/** Finds the words of CMD, ENTRYPOINT or HEALTHCHECK in the file they come from. */
export function placedLine(
  line: CommandLine,
  { shell }: ImageConfig,
  file: Dockerfile | undefined,
): PlacedLine {
  const span = line.origin.at ?? NOWHERE;
  const instruction = file && instructionAt(file, span);
  if (line.form === 'json') return { words: jsonWords(line, span, instruction) };
  const text = line.words.join(' ');
  const body =
    (instruction && bodyOf(instruction, shell, file?.text)) ?? codeBodyAt(text, span, shell);
  const at = body.kind === 'exec' ? span : body.span;
  const own = shell.map((word) => ({ text: word, value: word, span: at }));
  return { words: [...own, { text, value: text, span: at }], shell: { words: own, body } };
}

function instructionAt(file: Dockerfile, { start, end }: Span): Instruction | undefined {
  for (const one of file.instructions)
    for (const instruction of [one, one.onbuild])
      if (instruction?.span.start === start && instruction.span.end === end) return instruction;
  return undefined;
}

function jsonWords(
  { words }: CommandLine,
  span: Span,
  instruction: Instruction | undefined,
): Argument[] {
  // The first word of HEALTHCHECK is `CMD`.
  const skipped = (instruction?.args.length ?? 0) - words.length;
  return words.map((text, index) => {
    const placed = instruction?.args[index + skipped];
    return { text, value: text, span: placed?.text === text ? placed.span : span };
  });
}
