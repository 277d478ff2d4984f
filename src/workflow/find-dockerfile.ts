import { basename, join } from 'node:path';
import type { ReadFiles } from '../host/types.ts';
import { UserError } from './user-error.ts';

/** Names `docker build` and its relatives look for, in their order. */
const DEFAULT_NAMES = ['Dockerfile', 'dockerfile', 'Containerfile'] as const;

/**
 * The Dockerfile a build of `dir` would use: `--file`, else the default names in `dir`, else the only
 * one that lies below. Undefined when there is none.
 * @param known Dockerfiles below `dir`, relative to it.
 * @throws UserError when the named file is missing, or when several could be meant.
 */
export function findDockerfile(
  files: ReadFiles,
  dir: string,
  file: string | undefined,
  known: readonly string[],
): string | undefined {
  if (file !== undefined) return named(files, file);
  for (const name of DEFAULT_NAMES) {
    const path = join(dir, name);
    if (files.stat(path) !== undefined && files.stat(path)?.kind !== 'dir') return path;
  }
  if (known.length > 1) {
    throw new UserError(
      `There are several Dockerfiles and none is called Dockerfile in ${basename(dir)}/.`,
      choices('--file', known),
    );
  }
  return known[0] === undefined ? undefined : join(dir, known[0]);
}

function named(files: ReadFiles, path: string): string {
  const stat = files.stat(path);
  if (stat === undefined)
    throw new UserError(
      `There is no file ${path}.`,
      'Give --file the path of the Dockerfile, relative to where you are.',
    );
  if (stat.kind === 'dir')
    throw new UserError(
      `${path} is a directory.`,
      'Give --file the path of the Dockerfile itself.',
    );
  return path;
}

/** Words for a list of values an option accepts. */
export function choices(option: string, values: readonly string[]): string {
  const shown = values.slice(0, 12).map((value) => `  ${option} ${value}`);
  if (values.length > shown.length) shown.push(`  … and ${values.length - shown.length} more`);
  return ['Choose one:', ...shown].join('\n');
}
