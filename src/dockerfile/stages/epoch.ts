import { digestError, parseImageName } from '../build/image-name.ts';
import { isWebSource, parseGitSource } from '../build/git-source.ts';
import { goLower } from '../chars.ts';
import { expandWord } from '../expansion/expand.ts';
import type { StageProblem } from './global-args.ts';
import { copyParts } from '../instructions.ts';
import { contextNamed } from './named-contexts.ts';
import type { Dockerfile, Instruction, ResolveOptions } from '../types.ts';

// SOURCE_DATE_EPOCH: seconds, or the name of a context or of a stage whose one ADD has a time.

const EPOCH = 'SOURCE_DATE_EPOCH';
const ONE_ADD = `${EPOCH} stage must contain exactly one remote ADD`;

/** The variables that the stage's words see, and the file's escape character. */
interface Words {
  readonly args: Map<string, string | undefined>;
  readonly escape: '\\' | '`';
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** A word expanded, or why it cannot be. */
type Value = { readonly text: string } | { readonly refusal: string };

function value({ args, escape }: Words, word: string): Value {
  const { text, error } = expandWord(word, (name) => args.get(name), { escape });
  return error === undefined ? { text } : { refusal: error };
}

function takeArgs(words: Words, { pairs }: Instruction): string | undefined {
  for (const { name, value: written } of pairs) {
    const given = Object.hasOwn(words.buildArgs, name) ? words.buildArgs[name] : undefined;
    if (given !== undefined) words.args.set(name, given);
    else if (written !== undefined) {
      const found = value(words, written);
      if ('refusal' in found) return found.refusal;
      words.args.set(name, found.text);
    }
  }
  return undefined;
}

/** What is wrong with the ADD from which the time is to be taken. */
function addRefusal(words: Words, instruction: Instruction): string | undefined {
  const { sources, heredocs, checksum } = copyParts(instruction);
  const path = sources[0];
  if (path === undefined || sources.length !== 1 || heredocs.length > 0) return `${ONE_ADD} source`;
  const source = value(words, path.text);
  if ('refusal' in source) return source.refusal;
  const sum = checksum?.value === undefined ? { text: '' } : value(words, checksum.value);
  const git = parseGitSource(source.text);
  if (isWebSource(source.text)) {
    if ('refusal' in sum) return sum.refusal;
    return sum.text === '' && !checksum?.value ? undefined : digestError(sum.text);
  }
  if (git.is === 'git') return 'refusal' in sum ? sum.refusal : undefined;
  if (git.is === 'refused') return git.error;
  return `${EPOCH} stage source must be a single HTTP(S) or Git ADD`;
}

function stageRefusal(
  words: Words,
  from: Instruction,
  instructions: readonly Instruction[],
): string | undefined {
  const image = from.args[0]?.text ?? '';
  const base = value(words, image);
  if ('refusal' in base)
    return `failed to process source stage base name ${JSON.stringify(image)}: ${base.refusal}`;
  if (base.text !== 'scratch') return `${EPOCH} stage must use FROM scratch`;
  let added = false;
  for (const instruction of instructions) {
    const { name } = instruction;
    let refusal: string | undefined;
    if (name === 'ARG') refusal = takeArgs(words, instruction);
    else if (name !== 'ADD') {
      const what = 'stage does not meet source-only requirements';
      refusal = `${EPOCH} ${what}: unsupported ${name} instruction`;
    } else if (added) refusal = ONE_ADD;
    else {
      refusal = addRefusal(words, instruction);
      added = true;
    }
    if (refusal !== undefined) return refusal;
  }
  return added ? undefined : ONE_ADD;
}

/** The stage of that name with what follows it. */
function stageOf(file: Dockerfile, name: string): readonly Instruction[] {
  const lower = goLower(name);
  const start = file.instructions.findIndex(
    (one) => one.name === 'FROM' && goLower(one.args[2]?.text ?? '') === lower,
  );
  if (start < 0) return [];
  const rest = file.instructions.slice(start + 1);
  const end = rest.findIndex((one) => one.name === 'FROM');
  return file.instructions.slice(start, end < 0 ? undefined : start + 1 + end);
}

/** Seconds as Go prints them; empty when the time is that of something a build fetches, or none is given. */
function epochOf(
  text: string,
  file: Dockerfile,
  options: ResolveOptions,
  words: Words,
): { readonly epoch: string } | { readonly refusal: string; readonly at?: Instruction } {
  const digits = /^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
  if (digits !== undefined && digits >= -(2n ** 63n) && digits < 2n ** 63n)
    return { epoch: String(digits) };
  if (text === '' || text === 'context') return { epoch: '' };
  const name = parseImageName(text);
  if ('error' in name) return { refusal: `invalid context name ${text}: ${name.error}` };
  if (contextNamed(options, text) !== undefined) return { epoch: '' };
  const [from, ...instructions] = stageOf(file, text);
  if (from === undefined) return { refusal: `invalid ${EPOCH}: ${text}` };
  const refusal = stageRefusal(words, from, instructions);
  return refusal === undefined ? { epoch: '' } : { refusal, at: from };
}

/** BuildKit reads SOURCE_DATE_EPOCH and passes its normal form on, or nothing. */
export function settleEpoch(
  file: Dockerfile,
  given: ResolveOptions,
  args: Map<string, string | undefined>,
): { readonly options: ResolveOptions; readonly problems: readonly StageProblem[] } {
  const buildArgs = given.buildArgs ?? {};
  const argument = Object.hasOwn(buildArgs, EPOCH) ? buildArgs[EPOCH] : undefined;
  const text = argument ?? args.get(EPOCH);
  if (text === undefined || (argument === undefined && text === ''))
    return { options: given, problems: [] };
  const seen = new Map(args);
  seen.delete(EPOCH);
  const found = epochOf(text, file, given, { args: seen, escape: file.escape, buildArgs });
  if ('refusal' in found) {
    const { startLine: line, span } = found.at ?? { startLine: 1, span: { start: 0, end: 0 } };
    return { options: given, problems: [{ message: found.refusal, line, span }] };
  }
  const { epoch } = found;
  if (args.has(EPOCH)) {
    if (epoch === '') args.delete(EPOCH);
    else args.set(EPOCH, epoch);
  }
  if (argument === undefined) return { options: given, problems: [] };
  const { [EPOCH]: _, ...others } = buildArgs;
  const settled = epoch === '' ? others : { ...others, [EPOCH]: epoch };
  return { options: { ...given, buildArgs: settled }, problems: [] };
}
