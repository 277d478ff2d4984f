import { basename, join, relative } from 'node:path';
import type { ReadFiles } from '../host/types.ts';
import { UserError } from './user-error.ts';

/** Names `docker build` and its relatives look for, in their order. */
const DEFAULT_NAMES = ['Dockerfile', 'dockerfile', 'Containerfile'] as const;

/** Where a Dockerfile is looked for. */
export interface Search {
  /** The build context, absolute. */
  readonly dir: string;
  /** What `--file` says, absolute. */
  readonly file?: string;
  /** Dockerfiles below `dir`, relative to it. */
  readonly known: readonly string[];
  /** What `--app` says: of several Dockerfiles the only one in that directory is meant. */
  readonly app?: string;
  /** Where the user is: what `--file` is relative to. */
  readonly cwd: string;
}

/**
 * The Dockerfile a build of a directory would use: `--file`, else the default names in it, else the
 * only one that lies below. Undefined when there is none.
 * @throws UserError when the named file is missing, or when several could be meant.
 */
export function findDockerfile(files: ReadFiles, search: Search): string | undefined {
  const { dir, file } = search;
  if (file !== undefined) return named(files, file);
  for (const name of DEFAULT_NAMES) {
    const path = join(dir, name);
    const kind = files.stat(path)?.kind;
    if (kind === 'dir') {
      throw new UserError(
        `${name} is a directory: docker build does not find a Dockerfile here.`,
        'Name the Dockerfile with --file, or rename the directory.',
      );
    }
    if (kind !== undefined) return path;
  }
  const own = ofApplication(search);
  if (own.length > 1) {
    throw new UserError(
      `There are several Dockerfiles and none is called Dockerfile in ${basename(dir)}/.`,
      choices(
        '--file',
        own.map((path) => relative(search.cwd, join(dir, path))),
      ),
    );
  }
  return own[0] === undefined ? undefined : join(dir, own[0]);
}

/** Of several Dockerfiles those in the directory of the application that is meant, if there are. */
function ofApplication({ known, app }: Search): readonly string[] {
  if (app === undefined || known.length < 2) return known;
  const prefix = `${app.replace(/^\.\//, '').replace(/\/+$/, '')}/`;
  const own = known.filter((path) => path.startsWith(prefix));
  return own.length === 0 ? known : own;
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
