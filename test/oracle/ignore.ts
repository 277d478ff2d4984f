import {
  type IgnorePatterns,
  type IgnorePlace,
  decide,
  mayHoldSent,
  parseIgnore,
  placeBelow,
  topPlace,
} from '../../src/context/ignore.ts';
import { memoryContext } from '../../src/context/memory-context.ts';
import { type OracleRequest, type Trouble, isTrouble } from './client.ts';
import type { Case, Comparer, GivenFile, Held } from './comparer.ts';
import { base64, ofBase64 } from './comparer.ts';
import { ignoreCases, pathsFor } from './ignore-cases.ts';

// Which files of a context a build sends: our patterns and our walk against the code that BuildKit's
// client runs (the reader and matcher of moby/patternmatcher inside the filter of tonistiigi/fsutil).

/** An ignore file and the files of the context; directories are what lies above them. */
export interface IgnoreCase {
  readonly text: string;
  readonly paths: readonly string[];
}

/** What a build does. All paths are base64. */
export interface IgnoreAnswer {
  readonly readError?: string;
  readonly compileError?: string;
  readonly walkError?: string;
  readonly sent: readonly { readonly path: string; readonly kind: string; readonly size: number }[];
  readonly listed: number;
}

/** A request about files in memory, or about a directory of the disk. */
export interface IgnoreRequest extends OracleRequest {
  readonly do: 'ignore';
  readonly text: string;
  readonly paths?: readonly string[];
  readonly dir?: string;
}

/** The question for a case. */
export function ignoreRequest({ text, paths }: IgnoreCase): IgnoreRequest {
  return { do: 'ignore', text: base64(text), paths: paths.map(base64) };
}

interface Dir {
  readonly [name: string]: Dir | undefined;
}

/** The files as nested directories; a path that others go through is a directory. */
function treeOf(paths: readonly string[]): Dir {
  type Open = { [name: string]: Open | undefined };
  const top: Open = Object.create(null) as Open;
  for (const path of paths) {
    let here = top;
    for (const name of path.split('/')) here = here[name] ??= Object.create(null) as Open;
  }
  return top;
}

/** What our patterns send, as paths, and whether one of them makes the build fail on the way. */
function ourWalk(patterns: IgnorePatterns, tree: Dir): { sent: string[]; fails: boolean } {
  const sent = new Set<string>();
  let fails = false;
  const visit = (dir: Dir, at: IgnorePlace): void => {
    for (const [name, child] of Object.entries(dir)) {
      if (child === undefined) continue;
      const place = placeBelow(patterns, at, name);
      fails ||= place.failing !== undefined;
      if (!place.decision.ignored) addWithParents(sent, place.path);
      if (Object.keys(child).length > 0 && mayHoldSent(patterns, place)) visit(child, place);
    }
  };
  visit(tree, topPlace(patterns));
  return { sent: [...sent].toSorted(), fails };
}

function addWithParents(paths: Set<string>, path: string): void {
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1))
    paths.add(path.slice(0, at));
  paths.add(path);
}

function verdictOf(refused: boolean, fails: boolean): 'refused' | 'fails' | 'works' {
  if (refused) return 'refused';
  return fails ? 'fails' : 'works';
}

/** Holds our answer to a case against BuildKit's. */
export function judgeIgnore(
  { text, paths }: IgnoreCase,
  answer: IgnoreAnswer | Trouble,
  held: Held,
): void {
  if (isTrouble(answer)) {
    held.same('answer', 'an answer', answer.error);
    return;
  }
  const patterns = parseIgnore(text);
  const tree = treeOf(paths);
  const { sent, fails } = ourWalk(patterns, tree);
  const refused = patterns.problems.some((problem) => problem.fails === 'always');
  const theirs = verdictOf(
    answer.readError !== undefined || answer.compileError !== undefined,
    answer.walkError !== undefined,
  );
  held.same('the build', verdictOf(refused, fails), theirs);
  if (theirs !== 'works') return;
  const theirSent = answer.sent.map(({ path }) => ofBase64(path)).toSorted();
  held.same('what is sent', sent, theirSent);
  const isSent = new Set(theirSent);
  const isDir = new Set<string>();
  for (const path of paths)
    addWithParents(isDir, path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  const files = paths.filter((path) => !isDir.has(path));
  for (const path of files) held.same(path, !decide(patterns, path).ignored, isSent.has(path));
  const context = memoryContext(Object.fromEntries(files.map((path) => [path, ''])), {
    ignoreText: text,
  });
  const walked = context.entries().map(({ path }) => path);
  held.same('what our walk sends', walked.toSorted(), theirSent);
}

/** A case with its question and judgement. */
export function ignoreCase(given: IgnoreCase): Case {
  return {
    request: ignoreRequest(given),
    judge: (answer, held) => judgeIgnore(given, answer as IgnoreAnswer | Trouble, held),
    shown: JSON.stringify(given).slice(0, 2000),
  };
}

/** Compares ignore files: on paths made from their own patterns, and generated ones. */
export const ignore: Comparer = {
  name: 'ignore',
  about: 'which files an ignore file keeps out of the build',
  takes: (path) => path.endsWith('.dockerignore'),
  *ofFile({ bytes }: GivenFile) {
    const text = ofBase64(Buffer.from(bytes).toString('base64'));
    yield ignoreCase({ text, paths: pathsFor(text) });
  },
  *generate(seed, count) {
    for (const given of ignoreCases(seed, count)) yield ignoreCase(given);
  },
};
