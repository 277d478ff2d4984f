import type { Instruction } from '../dockerfile/types.ts';
import type { KeptStep } from '../plan/types.ts';
import { readGoRun } from './keep-go.ts';
import { noteMake } from './keep-go-make.ts';
import { type Position, type Reading, step } from './keep-reading.ts';
import { readRun } from './keep-run.ts';

/** A RUN of a Go file; false: it is not about Go. */
function readGoInstruction(instruction: Instruction, at: Position, into: Reading): boolean {
  if (into.go) noteMake(instruction, at, into.go);
  const run = into.go && readGoRun(into.file, instruction, into.application, at, into.go);
  if (!run) return false;
  const add = (kind: KeptStep['kind'], text: string, more: Partial<KeptStep> = {}): void => {
    into.steps.push({ ...step(instruction, at, kind, text), ...more });
  };
  if (run.apt.length > 0) add('apt', '', { packages: run.apt });
  if (run.directories.length > 0) add('run', '', { directories: run.directories });
  if (run.rest !== undefined)
    add('run', run.rest, { stage: 'build', ...(run.access && { place: 'before-install' }) });
  if (run.unplaced !== undefined) into.unplaced.push(run.unplaced);
  if (run.manifest && at.place === 'before-install') at.place = 'after-install';
  return true;
}

/** What a RUN installs, prepares and runs. */
export function readRunInstruction(instruction: Instruction, at: Position, into: Reading): void {
  if (readGoInstruction(instruction, at, into)) return;
  const run = readRun(into.file, instruction, into.application, at.workdir, (name) =>
    at.scope.get(name),
  );
  const add = (kind: KeptStep['kind'], text: string, more: Partial<KeptStep> = {}): void => {
    into.steps.push({ ...step(instruction, at, kind, text), ...more });
  };
  if (run.apt.length > 0) add('apt', '', { packages: run.apt });
  if (run.installs.length + run.requirements.length > 0)
    add('install', '', { packages: run.installs, requirements: run.requirements });
  if (run.directories.length > 0) add('run', '', { directories: run.directories });
  for (const text of run.settings ?? []) add('setting', text);
  if (run.rest !== undefined) {
    const built = run.project && (at.place !== 'before-install' || into.copiesAll);
    const after = run.afterInstall === true && at.place === 'before-install';
    add('run', run.rest, {
      ...(built && { stage: 'build' }),
      ...(after && { place: 'after-install' }),
    });
  }
  if (run.manifest || run.installs.length > 0) {
    if (at.place === 'before-install') at.place = 'after-install';
  }
}
