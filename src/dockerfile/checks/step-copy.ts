import { goQuote } from '../chars.ts';
import { heredocMark } from '../syntax/heredoc.ts';
import { fileMode } from '../build/file-mode.ts';
import { parseGitSource } from '../build/git-source.ts';
import { digestError } from '../build/image-name.ts';
import { cleanPath, destinationPath, withoutDrive } from '../build/os-path.ts';
import { flagIsOn, flagValue } from '../instructions.ts';
import type { Word } from '../types.ts';
import { Refused } from './refused.ts';
import type { Source } from './sources.ts';
import type { Step } from './step.ts';

/** Where a source comes from: the context (or a stage), an address, a git repository. */
type SourceKind = 'path' | 'http' | 'git';

/** @throws Refused for a git address with a query that it does not take. */
function sourceKind(source: string): SourceKind {
  const git = parseGitSource(source);
  if (git.is === 'refused') throw new Refused(git.error);
  if (git.is === 'git') return 'git';
  return /^https?:\/\//.test(source) ? 'http' : 'path';
}

function isAccountName(text: string): boolean {
  return text !== '' && !/^(?:root|[+-]?[0-9]+)$/.test(text);
}

/** Names are resolved in the image, which a linked layer does not see. */
function verifyLinkedOwner(owner: string): void {
  const colon = owner.indexOf(':');
  const user = colon < 0 ? owner : owner.slice(0, colon);
  if (isAccountName(user) || (colon >= 0 && isAccountName(owner.slice(colon + 1))))
    throw new Refused(
      `--chown=${owner}: user and group names can't be resolved when used with --link, use numeric uid[:gid] instead`,
    );
}

interface CopyWords {
  readonly sources: readonly { readonly path: string; readonly word: Word }[];
  readonly destination: string;
  readonly owner: string;
  readonly mode: string;
  readonly checksum: string;
}

/** Whether a word stands for a heredoc. */
function isContent({ text }: Word): boolean {
  return text.includes('<<') && heredocMark(text).mark !== undefined;
}

/** Expands the words of COPY and ADD in BuildKit's order. */
function expandCopy(step: Step): CopyWords {
  const { instruction } = step;
  const owner = step.flag('chown');
  const mode = step.flag('chmod');
  const checksum = instruction.name === 'ADD' ? step.flag('checksum') : '';
  const words = instruction.args.slice(0, -1);
  const sources: { path: string; word: Word }[] = [];
  for (const word of words) if (!isContent(word)) sources.push({ path: step.word(word), word });
  const last = instruction.args.at(-1);
  const destination = last === undefined ? '' : step.word(last);
  if (instruction.heredocs.length === 0) return { sources, destination, owner, mode, checksum };
  for (const word of words) {
    const { mark } = heredocMark(word.text);
    const heredoc = mark && instruction.heredocs.findLast(({ name }) => name === mark.name);
    if (mark?.expand === true && heredoc !== undefined) step.content(heredoc.content, word.span);
  }
  return { sources, destination, owner, mode, checksum };
}

function verifyChecksum({ sources, checksum }: CopyWords): void {
  if (checksum === '') return;
  const [source] = sources;
  if (source === undefined || sources.length > 1)
    throw new Refused("checksum can't be specified for multiple sources");
  const kind = sourceKind(source.path);
  if (kind === 'path') throw new Refused('checksum requires HTTP(S) or Git sources');
  const wrong = kind === 'http' ? digestError(checksum) : undefined;
  if (wrong !== undefined) throw new Refused(wrong);
}

function refuseError(checked: object): void {
  if ('error' in checked) throw new Refused(String(checked.error));
}

function verifyWords({ state, instruction }: Step, words: CopyWords): void {
  refuseError(destinationPath(state.workdir, words.destination, state.os));
  if (words.owner !== '' && flagIsOn(instruction, 'link')) verifyLinkedOwner(words.owner);
  if (words.mode !== '') refuseError(fileMode(words.mode));
  verifyChecksum(words);
}

/** @throws Refused when it takes from a stage that is not built yet. */
function requireBuilt({ state: { stage }, instruction }: Step, from: Source | undefined): void {
  if (from === undefined || 'image' in from || from.stage < stage.index) return;
  const name = goQuote(flagValue(instruction, 'from') ?? '');
  const current = goQuote(stage.name ?? `stage-${stage.index}`);
  throw new Refused(
    `cannot copy from stage ${name}, it needs to be defined before current stage ${current}`,
  );
}

function refuseRemote(kind: SourceKind): void {
  if (kind === 'git') throw new Refused("source can't be a git ref for COPY");
  if (kind === 'http') throw new Refused("source can't be a URL for COPY");
}

/** COPY and ADD. */
export function walkCopy(step: Step): void {
  const { instruction, state, input, site } = step;
  const words = expandCopy(step);
  const [from] = input.sources.get(instruction) ?? [];
  requireBuilt(step, from);
  const isCopy = instruction.name === 'COPY';
  verifyWords(step, words);
  for (const { path, word } of words.sources) {
    const kind = sourceKind(path);
    if (isCopy) refuseRemote(kind);
    if (kind !== 'path') continue;
    const cleaned = cleanPath(path);
    if (from === undefined && input.surroundings.ignores?.(cleaned) === true)
      input.report.add('CopyIgnoredFile', site, {
        subject: cleaned,
        other: isCopy ? 'Copy' : 'Add',
        span: word.span,
      });
    refuseError(withoutDrive(path, state.os, false));
  }
}
