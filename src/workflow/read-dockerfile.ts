import { dirname, join, relative } from 'node:path';
import { LONGEST_IGNORE } from '../context/chosen-ignore.ts';
import { mayHoldOf } from '../context/believed.ts';
import { type IgnorePatterns, parseIgnore } from '../context/ignore.ts';
import { keepsOut } from '../context/keeps-out.ts';
import { readContext } from '../context/walk.ts';
import { copyParts } from '../dockerfile/instructions.ts';
import { parseDockerfile } from '../dockerfile/syntax/parse.ts';
import { resolveStages } from '../dockerfile/stages/stages.ts';
import type { Dockerfile, StageGraph } from '../dockerfile/types.ts';
import type { Application } from '../facts/project.ts';
import { type Files, HostError, type ReadFiles } from '../host/types.ts';
import { interpret, isTooLong } from '../image-model/interpret.ts';
import { aptSize } from '../knowledge/apt-sizes.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { decodeText } from '../text/bytes.ts';
import type { BuildOptions, ReadDockerfile } from './types.ts';
import { UserError } from './user-error.ts';

/** Longest Dockerfile that is read, bytes and lines: well above anything written by hand. */
const LONGEST = 4 * 1024 * 1024;
const MOST_LINES = 50_000;

export const DEFAULT_PLATFORM = 'linux/amd64';

/**
 * Reads a Dockerfile and works out what every instruction does. `options.root` is absolute here;
 * no link out of it is followed.
 * @throws UserError when it cannot be read.
 */
export function readDockerfile(
  files: Files,
  path: string,
  contextDir: string,
  options: BuildOptions,
  application?: Application,
): ReadDockerfile {
  const root = options.root ?? contextDir;
  const text = readText(files, path, root, LONGEST);
  const name = relative(contextDir, path).split('\\').join('/');
  const read = modelDockerfile(files, { path, name, text, contextDir }, options, application);
  if (isTooLong(read.graph))
    throw new UserError(`${path} has more instructions than are followed.`);
  return read;
}

/** Only its stages. @throws UserError when it cannot be read. */
export function graphOf(files: Files, path: string, options: BuildOptions): StageGraph {
  const text = readText(files, path, options.root ?? dirname(path), LONGEST);
  return resolved(parseDockerfile(text), options);
}

function resolved(file: Dockerfile, options: BuildOptions): StageGraph {
  return resolveStages(file, {
    platform: options.platform ?? DEFAULT_PLATFORM,
    buildArgs: options.buildArgs,
    ...(options.contexts === undefined ? {} : { contexts: options.contexts }),
    ...(options.target === undefined ? {} : { target: options.target }),
  });
}

/** The same for a text that is not on disk (yet); `ignore` stands in for the ignore file. */
export function modelDockerfile(
  files: Files,
  source: { path: string; name: string; text: string; contextDir: string; ignore?: string },
  options: BuildOptions,
  application?: Application,
): ReadDockerfile {
  const ignore = source.ignore ?? ignoreText(files, source, options.root ?? source.contextDir);
  const file = parseDockerfile(source.text);
  const context = readContext(files, source.contextDir, {
    dockerfile: source.name,
    ...(ignore === undefined ? {} : { ignoreText: ignore }),
    ...(options.guessed === true
      ? { mayHold: mayHoldIn(files, source.contextDir, options.root, file, ignore) }
      : {}),
  });
  const platform = options.platform ?? DEFAULT_PLATFORM;
  const graph = resolved(file, options);
  const bases = options.bases ?? lookupBase;
  const trace = interpret(graph, {
    platform,
    bases,
    aptSize,
    context,
    ...(application === undefined ? {} : { application }),
  });
  return {
    path: source.path,
    name: source.name,
    text: source.text,
    file,
    graph,
    trace,
    bases,
    context,
    ...(ignore === undefined ? {} : { ignore }),
  };
}

/** What a context that is only guessed may hold besides what lies there. */
function mayHoldIn(
  files: Files,
  dir: string,
  root: string | undefined,
  file: Dockerfile,
  ignore: string | undefined,
): (path: string) => boolean {
  let patterns: IgnorePatterns | undefined;
  return mayHoldOf({
    files,
    dir,
    root: root !== undefined && `${dir}/`.startsWith(`${root}/`) ? root : dir,
    sources: () => contextSources(file),
    ...(ignore === undefined
      ? {}
      : { keepsOut: (path) => keepsOut((patterns ??= parseIgnore(ignore)), path) }),
  });
}

/** What the instructions of a file take from the build context, as written; computed names are left out. */
function contextSources({ instructions }: Dockerfile): string[] {
  return instructions.flatMap((instruction) => {
    if (instruction.name !== 'COPY' && instruction.name !== 'ADD') return [];
    const { from, sources } = copyParts(instruction);
    if (from !== undefined) return [];
    return sources.flatMap(({ text }) => (/[$]|:\/\/|^git@/.test(text) ? [] : [text]));
  });
}

/** Text of a file the user named; a link is followed as far as the root of the repository goes. */
function readText(files: Files, path: string, root: string, longest: number): string {
  const real = behindLinks(files, path, root);
  const stat = files.stat(real);
  if (stat !== undefined && stat.kind === 'file' && stat.size > longest) {
    throw new UserError(`${path} has ${stat.size} bytes; such a file is not that long.`);
  }
  let text: string;
  try {
    text = decodeText(files.read(real));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${whyNot(error)}`);
  }
  const lines = countLines(text);
  if (lines > MOST_LINES)
    throw new UserError(`${path} has ${lines} lines; a Dockerfile is not that long.`);
  return text;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/**
 * The file behind a link, or the path itself when it is none.
 * @throws UserError for a link to nowhere or out of the repository.
 */
export function behindLinks(files: ReadFiles, path: string, root: string): string {
  if (files.stat(path)?.kind !== 'link') return path;
  let real: string;
  let top: string;
  try {
    [real, top] = [files.realPath(path), files.realPath(root)];
  } catch {
    throw new UserError(`${path} is a link to a file that is not there.`);
  }
  if (real.startsWith(top === '/' ? '/' : `${top}/`)) return real;
  throw new UserError(
    `${path} is a link out of the repository ${root}, which plimsoll does not follow.`,
    'Name the file itself with --file, or the directory that holds both with --root.',
  );
}

/** Why the disk refused, in a few words. */
export function whyNot(error: unknown): string {
  const code = error instanceof HostError ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'EINVAL') return 'it is not a regular file';
  return error instanceof Error ? error.message : String(error);
}

/** The ignore file a build with this Dockerfile would use: `<Dockerfile>.dockerignore` beside it, else the context's. */
export function ignorePath(
  files: Files,
  contextDir: string,
  dockerfile: string,
): string | undefined {
  const own = `${dockerfile}.dockerignore`;
  return [own, join(contextDir, '.dockerignore')].find((path) => isFile(files, path));
}

/** Whether a build would find a file there, links followed. */
function isFile(files: ReadFiles, path: string): boolean {
  const kind = files.stat(path)?.kind;
  if (kind !== 'link') return kind === 'file';
  try {
    return files.stat(files.realPath(path))?.kind === 'file';
  } catch {
    return false;
  }
}

function ignoreText(
  files: Files,
  of: { readonly contextDir: string; readonly path: string },
  root: string,
): string | undefined {
  const path = ignorePath(files, of.contextDir, of.path);
  return path === undefined ? undefined : readText(files, path, root, LONGEST_IGNORE);
}

/** Directory that `check FILE` takes as the build context: the one around the file. */
export function contextAround(path: string): string {
  return dirname(path);
}
