import type { Found } from '../../facts/project.ts';
import { stringAt } from '../../formats/parsed.ts';
import { evidence, firstOf, found } from '../../project/evidence.ts';
import { joinPath, relativeTo } from '../../project/paths.ts';
import type { ProjectView } from '../../project/view.ts';
import { LOCKFILES, findLockfile } from './lockfile.ts';
import type { Manifest } from './manifest.ts';

export interface Managed {
  readonly manager: Found<string>;
  readonly lockfile?: Found<string>;
  /** Directory of the lockfile when it is not the application's own. */
  readonly above?: string;
  readonly notes: readonly string[];
}

/** The package manager: the `packageManager` field, then the lockfile, then npm. */
export function detectManager(view: ProjectView, manifest: Manifest): Managed {
  const { dir } = manifest;
  const candidates: Found<string>[] = [];
  const pinned = /^(npm|yarn|pnpm|bun)@/.exec(stringAt(manifest.raw, 'packageManager') ?? '')?.[1];
  if (pinned !== undefined)
    candidates.push(found(pinned, 'certain', manifest.where('packageManager')));
  const engine = stringAt(manifest.raw, 'devEngines', 'packageManager', 'name');
  if (engine !== undefined)
    candidates.push(found(engine, 'certain', manifest.where('devEngines', 'packageManager')));
  const lock = findLockfile(view, dir);
  const here =
    lock === undefined ? [] : LOCKFILES.filter(({ file }) => view.exists(joinPath(lock.dir, file)));
  for (const { file, manager } of here) {
    candidates.push(
      found(manager, 'certain', evidence(joinPath(lock?.dir ?? dir, file), undefined, 'lockfile')),
    );
  }
  const manager =
    firstOf(candidates) ?? found('npm', 'guess', evidence(manifest.file, undefined, 'no lockfile'));
  const own = here.find((one) => one.manager === manager.value);
  return {
    manager,
    ...(own !== undefined &&
      lock !== undefined && { lockfile: lockfileOf(dir, lock.dir, own.file) }),
    ...(lock !== undefined && lock.dir !== dir && { above: lock.dir }),
    notes: notesOf(
      manager,
      own?.file,
      here.map(({ file }) => file),
    ),
  };
}

function lockfileOf(dir: string, lockDir: string, file: string): Found<string> {
  const path = joinPath(lockDir, file);
  const up =
    dir === '.'
      ? ''
      : '../'.repeat(
          (relativeTo(lockDir, dir) ?? '.').split('/').filter((part) => part !== '.').length,
        );
  return found(`${up}${file}`, 'certain', evidence(path));
}

function notesOf(
  manager: Found<string>,
  own: string | undefined,
  all: readonly string[],
): readonly string[] {
  if (own === undefined) {
    return [
      `There is no lockfile of ${manager.value}: what gets installed differs from day to day. Commit one.`,
    ];
  }
  const others = all.filter((file) => file !== own);
  return others.length === 0
    ? []
    : [`Besides ${own} there is ${others.join(', ')}: only one of them can be right.`];
}

/** How the manager runs a script. */
export function runScript(manager: string, script: string): string {
  return manager === 'yarn' ? `yarn ${script}` : `${manager} run ${script}`;
}
