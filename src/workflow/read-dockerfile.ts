import { dirname, join, relative } from 'node:path';
import { readContext } from '../context/walk.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { resolveStages } from '../dockerfile/stages.ts';
import type { Application } from '../facts/project.ts';
import type { Files } from '../host/types.ts';
import { interpret } from '../image-model/interpret.ts';
import { lookupBase } from '../knowledge/bases/index.ts';
import { decodeText } from '../text/bytes.ts';
import type { BuildOptions, ReadDockerfile } from './types.ts';
import { UserError } from './user-error.ts';

/** Longest Dockerfile that is read, bytes: well above anything written by hand. */
const LONGEST = 16 * 1024 * 1024;

export const DEFAULT_PLATFORM = 'linux/amd64';

/**
 * Reads a Dockerfile and works out what every instruction does.
 * @throws UserError when it cannot be read.
 */
export function readDockerfile(
  files: Files,
  path: string,
  contextDir: string,
  options: BuildOptions,
  application?: Application,
): ReadDockerfile {
  const text = readText(files, path);
  const name = relative(contextDir, path).split('\\').join('/');
  return modelDockerfile(files, { path, name, text, contextDir }, options, application);
}

/** The same for a text that is not on disk (yet); `ignore` stands in for the ignore file. */
export function modelDockerfile(
  files: Files,
  source: { path: string; name: string; text: string; contextDir: string; ignore?: string },
  options: BuildOptions,
  application?: Application,
): ReadDockerfile {
  const ignore = source.ignore ?? ignoreText(files, source.contextDir, source.path);
  const context = readContext(files, source.contextDir, {
    dockerfile: source.name,
    ...(ignore === undefined ? {} : { ignoreText: ignore }),
  });
  const file = parseDockerfile(source.text);
  const platform = options.platform ?? DEFAULT_PLATFORM;
  const graph = resolveStages(file, {
    platform,
    buildArgs: options.buildArgs,
    ...(options.target === undefined ? {} : { target: options.target }),
  });
  const trace = interpret(graph, {
    platform,
    bases: lookupBase,
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
    context,
    ...(ignore === undefined ? {} : { ignore }),
  };
}

/** Text of a file the user named. */
export function readText(files: Files, path: string): string {
  const stat = files.stat(path);
  if (stat !== undefined && stat.kind === 'file' && stat.size > LONGEST) {
    throw new UserError(`${path} has ${stat.size} bytes; a Dockerfile is not that long.`);
  }
  try {
    return decodeText(files.read(path));
  } catch (error) {
    throw new UserError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The ignore file a build with this Dockerfile would use: `<Dockerfile>.dockerignore` beside it, else the context's. */
export function ignorePath(
  files: Files,
  contextDir: string,
  dockerfile: string,
): string | undefined {
  const own = `${dockerfile}.dockerignore`;
  if (files.stat(own)?.kind === 'file') return own;
  const general = join(contextDir, '.dockerignore');
  return files.stat(general)?.kind === 'file' ? general : undefined;
}

function ignoreText(files: Files, contextDir: string, dockerfile: string): string | undefined {
  const path = ignorePath(files, contextDir, dockerfile);
  return path === undefined ? undefined : readText(files, path);
}

/** Directory that `check FILE` takes as the build context: the one around the file. */
export function contextAround(path: string): string {
  return dirname(path);
}
