import { join, relative, resolve } from 'node:path';
import { contextTree } from '../context/tree.ts';
import { readContext } from '../context/walk.ts';
import type { Host } from '../host/types.ts';
import type { ContextReport } from '../reports/context-report.ts';
import { existingDir } from './directory.ts';
import { UserError } from './user-error.ts';

/**
 * The build context of a directory: totals, largest parts, and which pattern decides about `paths`.
 * @throws UserError for a directory that is not there or a path outside of it.
 */
export function contextReport(
  host: Host,
  dir: string,
  paths: readonly string[],
  file?: string,
): ContextReport {
  const contextDir = existingDir(host, dir);
  const dockerfile = file === undefined ? {} : { dockerfile: resolve(host.cwd, file) };
  const facts = readContext(host.files, contextDir, dockerfile);
  const decisions = paths.map((path) => {
    const inside = relative(contextDir, resolve(contextDir, path)).split('\\').join('/');
    if (inside.startsWith('..')) throw new UserError(`${path} is outside of the context ${dir}.`);
    return {
      path: inside,
      exists: host.files.stat(join(contextDir, inside)) !== undefined,
      ...facts.decide(inside),
    };
  });
  return {
    tree: contextTree(facts, host.files),
    problems: facts.problems ?? [],
    decisions,
    ...(facts.ignoreFile === undefined ? {} : { ignoreFile: facts.ignoreFile }),
  };
}
