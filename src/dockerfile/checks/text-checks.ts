import { goLower, goUpper } from '../chars.ts';
import { originalOf } from '../syntax/original.ts';
import type { Dockerfile, Instruction, Word } from '../types.ts';
import { checkInstruction } from '../syntax/validate.ts';
import { attachedText, type CheckOptions, optionsAt } from './options.ts';
import type { Report, Site } from './report.ts';
import type { CheckFailure } from './types.ts';

// The checks that look at the text alone, in the order in which BuildKit makes them: continuation
// lines while it splits the file, single instructions, then stage names and casing of the whole.

/** A file's instructions with what the checks of its text need. */
export interface TextInput {
  readonly file: Dockerfile;
  readonly options: CheckOptions;
  readonly report: Report;
}

/** An instruction's keyword as it stands in the file, continuations joined. */
export function keywordOf(file: Dockerfile, instruction: Instruction): string {
  const { start, end } = instruction.keyword;
  if (end - start === instruction.name.length) return file.text.slice(start, end);
  return /^[^\t\v\f\r ]+/.exec(originalOf(file, instruction))?.[0] ?? instruction.name;
}

/** BuildKit names the last line of the instruction's own, before its heredocs. */
function lastLine(
  file: Dockerfile,
  { span, heredocs }: Instruction,
): { start: number; end: number } {
  const [first] = heredocs;
  const end = first === undefined ? span.end : first.span.start - 1;
  const start = end === 0 ? 0 : file.text.lastIndexOf('\n', end - 1) + 1;
  const line = file.text.slice(start, end);
  const indent = line.length - line.trimStart().length;
  return line.trim() === ''
    ? { start, end }
    : { start: start + indent, end: start + line.trimEnd().length };
}

function checkContinuations({ file, options, report }: TextInput): void {
  for (const instruction of file.instructions) {
    if (instruction.emptyContinuation === true)
      report.addAt('NoEmptyContinuation', { instruction, options }, lastLine(file, instruction));
  }
}

function checkFrom({ file, report }: TextInput, site: Site): void {
  const [, as, name] = site.instruction.args;
  if (as === undefined || name === undefined) return;
  if (site.instruction.args.length === 3 && name.text !== goLower(name.text))
    report.add('StageNameCasing', site, { subject: name.text, span: name.span });
  const from = keywordOf(file, site.instruction);
  const [lower, upper] = [goLower(from), goUpper(from)];
  if (from !== lower && from !== upper) return;
  const wanted = from === lower ? goLower(as.text) : goUpper(as.text);
  if (as.text !== wanted)
    report.add('FromAsCasing', site, { subject: as.text, other: from, span: as.span });
}

/** What a comment directly above an ARG or a named stage should begin with. */
function described({ name, pairs, args }: Instruction): readonly Word[] {
  if (name === 'ARG') return pairs.map((pair) => ({ text: pair.name, span: pair.nameSpan }));
  const alias = args.length === 3 ? args[2] : undefined;
  return alias === undefined ? [] : [{ text: goLower(alias.text), span: alias.span }];
}

function checkDescription({ file, report }: TextInput, site: Site): void {
  const { instruction } = site;
  const comment = instruction.comments.at(-1);
  const names = described(instruction);
  const [first] = names;
  if (comment === undefined || first === undefined) return;
  const text = attachedText(file, comment);
  const space = text.indexOf(' ');
  const word = space < 0 ? text : text.slice(0, space);
  if (names.some((name) => name.text === word)) return;
  const subject = names.length > 1 ? '<arg_key>' : first.text;
  report.add('InvalidDefinitionDescription', site, {
    subject,
    other: instruction.name,
    span: first.span,
  });
}

/** The refusal of the first instruction that BuildKit does not take, in its order. */
function checkInstructions(input: TextInput): CheckFailure | undefined {
  const { file, options, report } = input;
  const broken = file.errors.length > 0;
  let stages = 0;
  for (const instruction of file.instructions) {
    const { name } = instruction;
    const isFrom = name === 'FROM';
    if (!broken && name !== 'ARG' && name !== 'MAINTAINER' && !isFrom) continue;
    const site: Site = { instruction, options: optionsAt(file, instruction, options) };
    if (name === 'MAINTAINER') report.add('MaintainerDeprecated', site, { subject: '' });
    if (isFrom) checkFrom(input, site);
    const refusal = broken
      ? checkInstruction(instruction, keywordOf(file, instruction))
      : undefined;
    if (refusal !== undefined) return { message: refusal.message, instruction };
    if (isFrom || name === 'ARG') checkDescription(input, site);
    if (isFrom) stages += 1;
    else if (broken && stages === 0 && name !== 'ARG')
      return { message: 'no build stage in current context', instruction };
  }
  return undefined;
}

const RESERVED: ReadonlySet<string> = new Set(['context', 'scratch']);

function checkStageNames({ file, options, report }: TextInput): void {
  const seen = new Set<string>();
  for (const instruction of file.instructions) {
    const alias = instruction.name === 'FROM' ? instruction.args[2] : undefined;
    if (alias === undefined) continue;
    const name = goLower(alias.text);
    const at = { subject: name, span: alias.span };
    if (RESERVED.has(name)) report.add('ReservedStageName', { instruction, options }, at);
    if (seen.has(name)) report.add('DuplicateStageName', { instruction, options }, at);
    seen.add(name);
  }
}

/** The instructions that count for casing: from the first FROM on. */
function casedInstructions(file: Dockerfile): { instruction: Instruction; keyword: string }[] {
  const first = file.instructions.findIndex(({ name }) => name === 'FROM');
  return file.instructions
    .slice(first)
    .map((instruction) => ({ instruction, keyword: keywordOf(file, instruction) }));
}

function checkCasing({ file, options, report }: TextInput): void {
  const all = casedInstructions(file);
  let lower = 0;
  let upper = 0;
  for (const { instruction, keyword } of all) {
    if (keyword === instruction.name) upper += 1;
    else if (keyword === goLower(keyword)) lower += 1;
    else if (keyword === goUpper(keyword)) upper += 1;
  }
  if (upper === all.length) return;
  const other = lower > upper ? 'lowercase' : 'uppercase';
  for (const { instruction, keyword } of all) {
    const wanted = lower > upper ? goLower(keyword) : goUpper(keyword);
    if (keyword !== wanted)
      report.add(
        'ConsistentInstructionCasing',
        { instruction, options },
        { subject: keyword, other, span: instruction.keyword },
      );
  }
}

/** Runs the checks of the text; a failure when BuildKit gets no further. */
export function checkText(input: TextInput): CheckFailure | undefined {
  const { file } = input;
  const [error] = file.errors;
  if (error !== undefined && !isMeaning(file)) return { message: error.message };
  checkContinuations(input);
  const failure = checkInstructions(input);
  if (failure !== undefined) return failure;
  if (error !== undefined) return { message: error.message };
  if (!file.instructions.some(({ name }) => name === 'FROM'))
    return { message: 'dockerfile contains no stages to build' };
  checkStageNames(input);
  checkCasing(input);
  return undefined;
}

/** Whether the first error is about one instruction's meaning: before those of syntax nothing is said. */
function isMeaning(file: Dockerfile): boolean {
  const [error] = file.errors;
  let stages = 0;
  for (const instruction of file.instructions) {
    const refusal = checkInstruction(instruction, keywordOf(file, instruction));
    const orphan = stages === 0 && instruction.name !== 'FROM' && instruction.name !== 'ARG';
    const message = refusal?.message ?? (orphan ? 'no build stage in current context' : undefined);
    if (message !== undefined)
      return message === error?.message && instruction.startLine === error.line;
    if (instruction.name === 'FROM') stages += 1;
  }
  return false;
}
