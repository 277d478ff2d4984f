import { decodeText, encodeText } from '../text/bytes.ts';
import { skipSpace, trimEnd } from './chars.ts';
import type { Dockerfile, Flag, Instruction } from './types.ts';

// What the nodes of BuildKit's parser hold (frontend/dockerfile/parser in its sources), read off our
// tree: with it two parsers can be laid side by side.

/** Every instruction of the language. */
export const INSTRUCTIONS: ReadonlySet<string> = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/**
 * The values of the chain of nodes behind an instruction: words, the strings of a JSON array, the one
 * command line of the shell form; of ENV and LABEL name, value and `=` (empty in the old form) for each
 * pair. An instruction that is not known has one empty value.
 */
export function argumentsOf(instruction: Instruction): string[] {
  if (instruction.name === 'ENV' || instruction.name === 'LABEL') {
    return instruction.pairs.flatMap(({ name, value = '', legacy }) => [
      name,
      value,
      legacy ? '' : '=',
    ]);
  }
  if (!INSTRUCTIONS.has(instruction.name)) return [''];
  return instruction.args.map((word) => word.text);
}

/** A flag with its quotes and escapes taken off: `--from=build`. */
export function flagText({ name, value }: Flag): string {
  return value === undefined ? `--${name}` : `--${name}=${value}`;
}

/**
 * The comment lines before an instruction. BuildKit drops the first byte of each line, be it `#` or a part
 * of a blank before it, and trims the rest.
 */
export function commentsOf(file: Dockerfile, instruction: Instruction): string[] {
  return instruction.comments.map(({ span }) => {
    let from = file.text.lastIndexOf('\n', span.start - 1) + 1;
    if (from === 0 && file.text.charCodeAt(0) === 0xfeff) from = 1;
    const rest = decodeText(encodeText(file.text.slice(from, span.end)).subarray(1));
    const last = trimEnd(rest, 0, rest.length);
    return rest.slice(skipSpace(rest, 0, last), last);
  });
}
