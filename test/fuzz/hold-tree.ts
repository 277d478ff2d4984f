import { goLower, goUpper } from '../../src/dockerfile/chars.ts';
import { parseDockerfile, print } from '../../src/dockerfile/syntax/parse.ts';
import { resolveStages } from '../../src/dockerfile/stages/stages.ts';
import type { Dockerfile, Instruction } from '../../src/dockerfile/types.ts';
import { decodeText, encodeText } from '../../src/text/bytes.ts';
import { fileOffset } from '../../src/text/mapped.ts';
import type { MappedText, Span } from '../../src/text/span.ts';

/** Characters up to which a tree is compared as a whole and bodies are read back whole. */
const SHORT = 20_000;

function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function holdSpan({ start, end }: Span, around: Span, what: string): void {
  const inside = start >= around.start && start <= end && end <= around.end;
  hold(inside, `${what} ${start}–${end} is not inside ${around.start}–${around.end}`);
}

function holdBody(text: string, body: MappedText): void {
  const step = Math.max(1, Math.floor(body.text.length / SHORT));
  for (let i = 0; i < body.text.length; i += step)
    hold(body.text[i] === text[fileOffset(body, i)], `unit ${i} of a body does not lead back`);
}

function holdInstruction(file: Dockerfile, instruction: Instruction): void {
  const { span, keyword, name, onbuild, body } = instruction;
  const { text } = file;
  holdSpan(span, { start: 0, end: text.length }, name);
  holdSpan(keyword, span, 'a keyword');
  hold(keyword.start === span.start, 'an instruction does not begin with its keyword');
  const written = text.slice(keyword.start, keyword.end);
  // Small letters decide which instruction it is: a Kelvin sign has a small k, and no other capital.
  const same = goUpper(written) === goUpper(name) || goLower(written) === goLower(name);
  hold(same || written.includes('\n'), `${written} is called ${name}`);
  for (const word of instruction.args) holdSpan(word.span, span, 'an argument');
  for (const flag of instruction.flags) {
    holdSpan(flag.span, span, 'a flag');
    if (flag.valueSpan !== undefined) holdSpan(flag.valueSpan, flag.span, 'the value of a flag');
  }
  for (const pair of instruction.pairs) {
    holdSpan(pair.nameSpan, pair.span, 'a name');
    if (pair.valueSpan !== undefined) holdSpan(pair.valueSpan, pair.span, 'a value');
  }
  for (const heredoc of instruction.heredocs)
    holdSpan(heredoc.span, { start: span.start, end: text.length }, 'a heredoc');
  hold(instruction.startLine <= instruction.endLine, 'lines run backwards');
  if (body !== undefined) holdBody(text, body);
  if (onbuild !== undefined) holdInstruction(file, onbuild);
}

function holdOrder(file: Dockerfile): void {
  let end = 0;
  for (const [index, instruction] of file.instructions.entries()) {
    hold(instruction.id === index, `instruction ${index} says that it is ${instruction.id}`);
    hold(instruction.span.start >= end, 'instructions overlap');
    end = instruction.span.end;
  }
}

/** Holds what is promised of every tree. @throws Error that says what is not so. */
export function holdTree(file: Dockerfile, text: string): void {
  hold(print(file) === text, 'printing does not give the text');
  hold(decodeText(encodeText(text)) === text, 'the bytes do not come back');
  for (const instruction of file.instructions) holdInstruction(file, instruction);
  holdOrder(file);
  for (const error of file.errors) {
    hold(error.line >= 1 && error.column >= 1, `${error.message} has no place`);
    holdSpan(error.span, { start: 0, end: text.length }, error.message);
  }
  resolveStages(file);
  if (text.length > SHORT) return;
  const again = parseDockerfile(text);
  hold(JSON.stringify(again) === JSON.stringify(file), 'reading it again gives another tree');
}
