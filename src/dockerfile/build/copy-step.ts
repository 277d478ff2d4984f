import { goQuote } from '../chars.ts';
import { expandWord } from '../expansion/expand.ts';
import { parseInt32 } from '../syntax/go-numbers.ts';
import { type CopyParts, copyParts } from '../instructions.ts';
import { sourceOf } from '../stages/reach.ts';
import type { Instruction, SourceRef } from '../types.ts';
import { fileMode } from './file-mode.ts';
import { type GitSource, isWebSource, parseGitSource } from './git-source.ts';
import { digestError } from './image-name.ts';
import { absolutePath, basePath, destinationPath, joinPath, withoutDrive } from './os-path.ts';
import { type StepState, expanded, isBuilt, refuse, valueOf } from './step-state.ts';
import type { CopyBuildStep, CopySource } from './types.ts';
import { parseWebAddress } from './web-address.ts';

/** A COPY or ADD with its words expanded, in the order in which BuildKit expands them. */
interface Copying {
  readonly state: StepState;
  readonly parts: CopyParts;
  readonly isAdd: boolean;
  readonly owner: string;
  readonly mode: string;
  checksum: string;
  keepGitDir: boolean | undefined;
  readonly paths: readonly string[];
  readonly destination: string;
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

function read(state: StepState, instruction: Instruction): Copying {
  const parts = copyParts(instruction);
  const isAdd = instruction.name === 'ADD';
  const owner = expanded(state, parts.chown?.value ?? '');
  const mode = expanded(state, parts.chmod?.value ?? '');
  const checksum = isAdd ? expanded(state, parts.checksum?.value ?? '') : '';
  const paths = parts.sources.map(({ text }) => expanded(state, text));
  const destination = expanded(state, parts.destination?.text ?? '');
  const texts = parts.heredocs.map(({ heredoc: { name, content, expand } }) => {
    if (!expand) return { name, text: content };
    const options = { escape: '\\', rawText: true } as const;
    const { text, error } = expandWord(content, (key) => valueOf(state, key), options);
    return { name, text: error === undefined ? text : refuse(error) };
  });
  const { keepGitDir } = parts;
  return { state, parts, isAdd, owner, mode, checksum, keepGitDir, paths, destination, texts };
}

function ownedByName(owner: string): boolean {
  const colon = owner.indexOf(':');
  const names = colon < 0 ? [owner] : [owner.slice(0, colon), owner.slice(colon + 1)];
  return names.some((name) => name !== '' && name !== 'root' && 'error' in parseInt32(name));
}

function source(state: StepState, parts: CopyParts): SourceRef {
  const from = parts.from?.value;
  const found = sourceOf(state.graph, state.index, from);
  if (isBuilt(state, found)) return found;
  const { name } = state.graph.stages[state.index] ?? {};
  const current = name ?? `stage-${state.index}`;
  const order = `it needs to be defined before current stage ${goQuote(current)}`;
  return refuse(`cannot copy from stage ${goQuote(from ?? '')}, ${order}`);
}

/** A source that git or the web may hold; `github.com/…` alone is taken for a path. */
function isRemote(path: string): boolean {
  return path.startsWith('github.com/') || isWebSource(path) || parseGitSource(path).is === 'git';
}

function checkFlags(copying: Copying): void {
  const { parts, owner, checksum, paths } = copying;
  if (owner !== '' && parts.link && ownedByName(owner)) {
    const what = "user and group names can't be resolved when used with --link";
    refuse(`--chown=${owner}: ${what}, use numeric uid[:gid] instead`);
  }
  const mode = copying.mode === '' ? undefined : fileMode(copying.mode);
  if (mode !== undefined && 'error' in mode) refuse(mode.error);
  if (checksum === '') return;
  if (paths.length !== 1) refuse("checksum can't be specified for multiple sources");
  if (!isRemote(paths[0] ?? '')) refuse('checksum requires HTTP(S) or Git sources');
}

function gitSource(copying: Copying, git: GitSource): CopySource {
  if (!copying.isAdd) refuse("source can't be a git ref for COPY");
  const { keepGitDir, checksum } = copying;
  if (keepGitDir !== undefined && git.keepGitDir !== undefined && keepGitDir !== git.keepGitDir)
    refuse('inconsistent keep-git-dir configuration');
  copying.keepGitDir = git.keepGitDir ?? keepGitDir;
  if (checksum !== '' && git.checksum !== '' && checksum !== git.checksum)
    refuse(`checksum mismatch ${goQuote(checksum)} != ${goQuote(git.checksum)}`);
  if (git.checksum !== '') copying.checksum = git.checksum;
  return {
    kind: 'git',
    git,
    keepGitDir: copying.keepGitDir === true,
    checksum: copying.checksum,
  };
}

/** The file name that an address ends with. */
function webFile(address: string): string {
  const base = basePath(parseWebAddress(address)?.path ?? '');
  return base === '.' || base === '/' ? '__unnamed__' : base;
}

function webSource(copying: Copying, address: string): CopySource {
  if (!copying.isAdd) refuse("source can't be a URL for COPY");
  const { checksum, parts } = copying;
  const wrong = checksum === '' ? undefined : digestError(checksum);
  if (wrong !== undefined) refuse(wrong);
  const unpack = parts.unpack === true;
  return { kind: 'web', address, file: webFile(address), checksum, unpack };
}

function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text.replace(/\\./gs, ''));
}

function normal(state: StepState, path: string): string {
  const made = absolutePath('/', path, state.platform.os, false);
  return 'path' in made ? made.path : refuse(`removing drive letter: ${made.error}`);
}

function pathSource(copying: Copying, written: string): CopySource {
  const { state, parts, isAdd } = copying;
  const unpack = parts.unpack ?? isAdd;
  if (!parts.parents) return { kind: 'path', path: normal(state, written), unpack };
  const pivot = written.indexOf('/./');
  const below = pivot < 0 ? '/' : written.slice(0, pivot);
  const pattern = normal(state, pivot < 0 ? written : written.slice(pivot + 3));
  const exact = !hasWildcard(below) && !hasWildcard(pattern);
  const path = normal(state, below);
  return {
    kind: 'path',
    path,
    include: pattern.replace(/^\//, ''),
    ...(exact ? { required: normal(state, joinPath(below, pattern)) } : {}),
    unpack,
  };
}

function copySource(copying: Copying, path: string): CopySource {
  const git = path.startsWith('github.com/') ? undefined : parseGitSource(path);
  if (git?.is === 'refused') return refuse(git.error);
  if (git?.is === 'git') return gitSource(copying, git.source);
  return isWebSource(path) ? webSource(copying, path) : pathSource(copying, path);
}

function textSource(
  { state }: Copying,
  { name, text }: { readonly name: string; readonly text: string },
): CopySource {
  const path = withoutDrive(name, state.platform.os, false);
  return 'path' in path
    ? { kind: 'text', name: path.path, text }
    : refuse(`removing drive letter: ${path.error}`);
}

/** What COPY or ADD copies, from where to where. @throws Refused */
export function copyStepOf(state: StepState, instruction: Instruction): CopyBuildStep {
  const copying = read(state, instruction);
  const { parts, isAdd, owner, mode } = copying;
  const from: SourceRef = isAdd ? { kind: 'context' } : source(state, parts);
  const made = destinationPath(state.directory, copying.destination, state.platform.os);
  const destination = 'path' in made ? made.path : refuse(made.error);
  checkFlags(copying);
  const sources = copying.paths.map((path) => copySource(copying, path));
  sources.push(...copying.texts.map((text) => textSource(copying, text)));
  const modeRead = mode === '' ? undefined : fileMode(mode);
  return {
    kind: 'copy',
    instruction,
    from,
    sources,
    destination,
    owner,
    mode: modeRead !== undefined && 'mode' in modeRead ? modeRead.mode : '',
    exclude: parts.excludes.map(({ value = '' }) => value),
    link: parts.link,
  };
}
